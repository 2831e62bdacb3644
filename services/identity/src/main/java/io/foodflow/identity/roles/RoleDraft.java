package io.foodflow.identity.roles;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a role is to become. What is null stays as it is; a new role has everything. */
record RoleDraft(
        @Nullable String name,
        @Nullable String title,
        @Nullable String description,
        @Nullable Set<String> permissions) {

    RoleDraft {
        permissions = permissions == null ? null : Set.copyOf(permissions);
    }
}
