package io.foodflow.tenant.tenants;

import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.platform.web.Fields;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads the fields of a request about a tenant. Used once, by one thread. */
final class TenantFields {

    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_REASON = 500;
    static final Set<String> PLANS = Set.of("free", "pro", "enterprise");
    static final Set<String> STATUSES = Set.of("active", "suspended", "deleting");

    private final Fields fields = new Fields();

    String slug(@Nullable String value) {
        var slug = fields.present("slug", value);
        if (!slug.isEmpty()) {
            try {
                return Tenant.requireSlug(slug);
            } catch (IllegalArgumentException e) {
                fields.add(
                        "slug",
                        "slug",
                        "slug must be a lower-case letter followed by 1..40 letters, digits or '_', was '%s'"
                                .formatted(Fields.quoted(slug)));
            }
        }
        return "unreadable";
    }

    String name(@Nullable String value) {
        return fields.line("name", value, LONGEST_NAME);
    }

    String reason(@Nullable String value) {
        return fields.line("reason", value, LONGEST_REASON);
    }

    @Nullable
    String colourIfGiven(@Nullable String value) {
        if (value == null) {
            return null;
        }
        var colour = Colour.parse(value);
        if (colour.isEmpty()) {
            fields.add(
                    "primary_color",
                    "colour",
                    "primary_color must be a colour as #1677ff, was '%s'".formatted(Fields.quoted(value)));
        }
        return value.toLowerCase(Locale.ROOT);
    }

    @Nullable
    String oneOf(String field, @Nullable String value, Set<String> known) {
        if (value != null && !known.contains(value)) {
            fields.add(
                    field,
                    "vocabulary",
                    "%s must be one of %s, was '%s'".formatted(field, new TreeSet<>(known), Fields.quoted(value)));
        }
        return value;
    }

    /** The plan of a new tenant: the smallest that has room for what is put in. */
    String plan(@Nullable String value, boolean sandbox) {
        if (value == null || !PLANS.contains(value)) {
            oneOf("plan", value, PLANS);
            return sandbox ? "pro" : "free";
        }
        if (sandbox && value.equals("free")) {
            fields.add(
                    "plan",
                    "room",
                    "a sandbox needs plan pro or enterprise: its history is more than free has room for");
        }
        return value;
    }

    TenantFilter filter(@Nullable String fragment, @Nullable String status, @Nullable String plan) {
        return new TenantFilter(
                fields.lineIfGiven("q", fragment, LONGEST_NAME),
                oneOf("status", status, STATUSES),
                oneOf("plan", plan, PLANS));
    }

    void required(String field) {
        fields.required(field);
    }

    void check() {
        fields.check();
    }
}
