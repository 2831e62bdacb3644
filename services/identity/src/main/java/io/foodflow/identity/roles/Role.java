package io.foodflow.identity.roles;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A named set of permissions.
 *
 * @param builtIn comes with the platform and cannot be changed
 * @param permissions what its holders may do, each as {@code resource:action}, sorted
 */
public record Role(
        UUID id,
        String name,
        String description,
        boolean builtIn,
        List<String> permissions,
        Instant createdAt,
        Instant updatedAt) {

    /** Everything in the tenant. At least one active user always has it. */
    public static final String TENANT_ADMIN = "tenant_admin";

    public Role {
        permissions = List.copyOf(permissions);
    }
}
