/** Invitations: how people come to have an account without anybody else knowing its password. */
@NullMarked
package io.foodflow.identity.invitations;

import org.jspecify.annotations.NullMarked;
