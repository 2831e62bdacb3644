package io.foodflow.tenant.backups;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A backup of a tenant, made or to be made.
 *
 * @param origin {@code asked}, {@code scheduled} or {@code uploaded}
 * @param progress 0 to 1
 * @param takenAt the moment that it is of
 * @param objectId SHA-256 of the archive, once there is one
 * @param rows of all tables
 * @param expiresAt when it is removed; absent for scheduled ones, which make room for newer ones
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Backup(
        UUID id,
        UUID tenantId,
        @JsonIgnore String slug,
        String origin,
        State state,
        double progress,
        @Nullable String message,
        String requestedBy,
        Instant requestedAt,
        @Nullable Instant takenAt,
        @Nullable Instant finishedAt,
        @JsonProperty("sha256") @Nullable String objectId,
        @Nullable Long sizeBytes,
        @Nullable Long rows,
        @Nullable Instant expiresAt,
        @Nullable String error,
        @JsonIgnore int attempts) {

    /** How far it is. */
    public enum State {
        QUEUED,
        RUNNING,
        SUCCEEDED,
        FAILED,
        /** There was one; it is gone. */
        REMOVED;

        /** As {@code queued}. */
        @JsonValue
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
