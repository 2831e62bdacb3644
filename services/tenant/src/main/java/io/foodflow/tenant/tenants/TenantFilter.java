package io.foodflow.tenant.tenants;

import org.jspecify.annotations.Nullable;

/** Which tenants to list: part of name or slug, a status, a plan; null for all. */
record TenantFilter(
        @Nullable String fragment,
        @Nullable String status,
        @Nullable String plan) {}
