/** Applications of others that sign people in here, registered by each tenant for itself. */
@NullMarked
package io.foodflow.identity.oidc.clients;

import org.jspecify.annotations.NullMarked;
