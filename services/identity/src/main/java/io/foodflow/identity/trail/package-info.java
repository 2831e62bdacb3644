/** The trail of sign-ins: who came in, who was turned away, and from where. */
@NullMarked
package io.foodflow.identity.trail;

import org.jspecify.annotations.NullMarked;
