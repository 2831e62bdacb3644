package io.foodflow.platform.tenancy;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A company on the platform.
 *
 * @param slug short name, unique, which also names the schema and the role: a lower-case letter, then 1 to 40
 *     letters, digits or underscores
 * @param plan {@code free}, {@code pro} or {@code enterprise}; decides limits
 * @param branding how the workspace shows this tenant
 */
public record Tenant(TenantId id, String slug, String name, String plan, Status status, Branding branding) {

    private static final Pattern SLUG = Pattern.compile("[a-z][a-z0-9_]{1,40}");

    public Tenant {
        requireSlug(slug);
    }

    /** The schema and the role of this tenant: safe as an SQL identifier because the slug is checked. */
    public String schema() {
        return "tenant_" + slug;
    }

    /** Whether people and machines of this tenant may work. */
    public boolean isActive() {
        return status == Status.ACTIVE;
    }

    /** Returns the slug unchanged, or refuses it with the rule it breaks. */
    public static String requireSlug(String slug) {
        if (!SLUG.matcher(slug).matches()) {
            throw new IllegalArgumentException(
                    "tenant slug must be a lower-case letter followed by 1..40 letters, digits or '_', was '%s'"
                            .formatted(slug));
        }
        return slug;
    }

    /** Where a tenant is in its life. Only an active one can work. */
    public enum Status {
        /** Being made: not whole yet, and not to be seen. */
        PROVISIONING,
        ACTIVE,
        /** Its people and machines are refused; its data is untouched. */
        SUSPENDED,
        /** Refused like a suspended one; exported, then erased once its time of grace is over. */
        DELETING;

        static Status of(String text) {
            return valueOf(text.toUpperCase(Locale.ROOT));
        }
    }

    /** Logo and colour of a tenant's workspace. */
    public record Branding(
            @Nullable String primaryColor, @Nullable String logoUrl) {}
}
