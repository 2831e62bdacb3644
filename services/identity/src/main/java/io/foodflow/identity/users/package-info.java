/** The people of a tenant. */
@NullMarked
package io.foodflow.identity.users;

import org.jspecify.annotations.NullMarked;
