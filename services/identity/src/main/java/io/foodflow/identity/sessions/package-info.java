/** Sessions: one for each sign-in, kept alive by refresh tokens that are good once. */
@NullMarked
package io.foodflow.identity.sessions;

import org.jspecify.annotations.NullMarked;
