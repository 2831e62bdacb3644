package io.foodflow.platform.tenancy;

import org.jspecify.annotations.Nullable;

/**
 * A tenant to be.
 *
 * @param plan {@code free}, {@code pro} or {@code enterprise}
 * @param sandbox whether it is there to try things out
 * @param requestKey of the request that wants it, so that a repeat can be told from somebody else's wish; null if there
 *     is none
 */
public record NewTenant(
        String slug,
        String name,
        String plan,
        @Nullable String primaryColor,
        boolean sandbox,
        @Nullable String requestKey) {

    public NewTenant(String slug, String name, String plan, @Nullable String primaryColor) {
        this(slug, name, plan, primaryColor, false, null);
    }

    public NewTenant {
        Tenant.requireSlug(slug);
        if (name.isBlank() || name.length() > 200) {
            throw new IllegalArgumentException("tenant name must have 1..200 characters");
        }
    }
}
