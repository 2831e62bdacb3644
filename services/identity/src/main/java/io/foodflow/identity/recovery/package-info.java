/** What people do who forgot their password or have to prove their address. */
@NullMarked
package io.foodflow.identity.recovery;

import org.jspecify.annotations.NullMarked;
