/** Roles and the permissions they grant. */
@NullMarked
package io.foodflow.identity.roles;

import org.jspecify.annotations.NullMarked;
