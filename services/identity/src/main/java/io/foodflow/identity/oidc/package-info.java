/**
 * The OpenID Provider: each tenant is an issuer of its own, which signs its users in to applications of others. The
 * protocol's rules are Spring Authorization Server's; requests, transactions, storage and signatures are ours.
 */
@NullMarked
package io.foodflow.identity.oidc;

import org.jspecify.annotations.NullMarked;
