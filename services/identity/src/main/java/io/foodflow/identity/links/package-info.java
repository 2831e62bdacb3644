/** Links that open one door once: an invitation, a password to be set anew, an address to be proved. */
@NullMarked
package io.foodflow.identity.links;

import org.jspecify.annotations.NullMarked;
