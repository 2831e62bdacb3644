/** Accounts of machines: keys that are shown once, exchanged for access tokens. */
@NullMarked
package io.foodflow.identity.serviceaccounts;

import org.jspecify.annotations.NullMarked;
