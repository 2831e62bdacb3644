package io.foodflow.tenant.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A tenant as people see it.
 *
 * @param slug short name, unique, never changes
 * @param plan {@code free}, {@code pro} or {@code enterprise}
 * @param suspension why and since when it is suspended, if it is
 * @param sandbox whether it is there to try things out
 * @param version goes up by one with each change; the ETag
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TenantView(
        UUID id,
        String slug,
        String name,
        String plan,
        Status status,
        @Nullable Suspension suspension,
        @Nullable DeletionView deletion,
        Branding branding,
        boolean sandbox,
        long version,
        Instant createdAt,
        Instant updatedAt) {

    /** Where a tenant is in its life. */
    public enum Status {
        ACTIVE,
        SUSPENDED,
        DELETING;

        /** As {@code active}. */
        @JsonValue
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Why nobody of the tenant can work. */
    public record Suspension(String reason, Instant since, String by) {}

    /**
     * How the workspace shows the tenant.
     *
     * @param primaryColor as {@code #1677ff}
     * @param logoUrl path of the picture
     * @param contrast of the colour, where there is one
     */
    public record Branding(
            @Nullable String primaryColor,
            @Nullable String logoUrl,
            @Nullable Contrast contrast) {}

    /**
     * How well the colour can be read, as WCAG 2.2 measures it.
     *
     * @param text colour of text on it that is read best, {@code #ffffff} or {@code #000000}
     * @param ratio of that text to the colour, 1..21
     * @param level best level that text of ordinary size reaches: {@code AAA} (7), {@code AA} (4.5); {@code AA-large} (3)
     *     for large text only; {@code fail}
     * @param onWhite ratio of the colour to a white page
     * @param onDark ratio of the colour to the dark page
     * @param advice what to do about it
     */
    public record Contrast(String text, double ratio, String level, double onWhite, double onDark, String advice) {}

    /**
     * A deletion under way, or what is left of one.
     *
     * @param state {@code exporting}, {@code waiting} for the time of grace to end, {@code erasing}, {@code erased},
     *     {@code cancelled}
     * @param exportId the archive
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record DeletionView(
            UUID tenantId,
            String slug,
            String name,
            String state,
            String requestedBy,
            @Nullable String reason,
            Instant requestedAt,
            Instant eraseAfter,
            @Nullable UUID exportId,
            @Nullable Instant finishedAt,
            @Nullable String error,
            int attempts) {}
}
