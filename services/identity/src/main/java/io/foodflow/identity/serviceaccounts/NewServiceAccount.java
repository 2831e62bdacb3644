package io.foodflow.identity.serviceaccounts;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A service account to be. */
record NewServiceAccount(
        String name,
        String description,
        Set<String> roles,
        @Nullable Instant expiresAt) {

    NewServiceAccount {
        roles = Set.copyOf(roles);
    }
}
