/** The way in and out: password, refresh, sign-out, and how often one may try. */
@NullMarked
package io.foodflow.identity.signin;

import org.jspecify.annotations.NullMarked;
