package io.foodflow.identity.roles;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A named set of permissions.
 *
 * @param name what programs call it, unique in the tenant
 * @param title what people call it
 * @param builtIn comes with the platform and cannot be changed
 * @param permissions what its holders may do, each as {@code resource:action}, sorted
 * @param version goes up by one with each change; the ETag
 */
public record Role(
        UUID id,
        String name,
        String title,
        String description,
        boolean builtIn,
        List<String> permissions,
        long version,
        Instant createdAt,
        Instant updatedAt) {

    /** Everything in the tenant. At least one active user always has it. */
    public static final String TENANT_ADMIN = "tenant_admin";

    public Role {
        permissions = List.copyOf(permissions);
    }
}
