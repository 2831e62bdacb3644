package io.foodflow.platform.tenancy;

import org.jspecify.annotations.Nullable;

/** A tenant to be. {@code plan} is {@code free}, {@code pro} or {@code enterprise}. */
public record NewTenant(
        String slug, String name, String plan, @Nullable String primaryColor) {

    public NewTenant {
        Tenant.requireSlug(slug);
        if (name.isBlank() || name.length() > 200) {
            throw new IllegalArgumentException("tenant name must have 1..200 characters");
        }
    }
}
