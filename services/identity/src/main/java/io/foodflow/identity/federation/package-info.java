/** Identity providers of a tenant: people sign in where their company knows them, by OpenID Connect. */
@NullMarked
package io.foodflow.identity.federation;

import org.jspecify.annotations.NullMarked;
