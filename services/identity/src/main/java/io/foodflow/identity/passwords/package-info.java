/** Passwords: the rules they keep, and how they are stored and compared. */
@NullMarked
package io.foodflow.identity.passwords;

import org.jspecify.annotations.NullMarked;
