package io.foodflow.tenant.exports;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An archive of a tenant, made or to be made.
 *
 * @param progress 0 to 1
 * @param objectId SHA-256 of the archive, once there is one
 * @param expiresAt when the archive is removed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Export(
        UUID id,
        UUID tenantId,
        @JsonIgnore String slug,
        State state,
        double progress,
        @Nullable String message,
        String requestedBy,
        Instant requestedAt,
        @Nullable Instant finishedAt,
        @JsonProperty("sha256") @Nullable String objectId,
        @Nullable Long sizeBytes,
        @Nullable Instant expiresAt,
        @Nullable String error,
        @JsonIgnore int attempts) {

    /** How far it is. */
    public enum State {
        QUEUED,
        RUNNING,
        SUCCEEDED,
        FAILED,
        /** There was one; it has had its time. */
        EXPIRED;

        /** As {@code queued}. */
        @JsonValue
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
