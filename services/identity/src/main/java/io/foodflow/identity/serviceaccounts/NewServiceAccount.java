package io.foodflow.identity.serviceaccounts;

import io.foodflow.identity.roles.Assignments;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A service account to be. */
record NewServiceAccount(
        String name,
        String description,
        Assignments roles,
        @Nullable Instant expiresAt) {}
