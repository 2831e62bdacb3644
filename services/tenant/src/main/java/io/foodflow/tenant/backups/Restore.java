package io.foodflow.tenant.backups;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A backup that is or was put in place.
 *
 * @param tenantId whose backup it is
 * @param sha256 of the backup
 * @param copySlug of the new tenant that it became; absent where it replaced what the tenant had
 * @param copyId of that tenant
 * @param switchedAt when the restored tables took their place
 * @param pauseMillis how long the tenant's requests waited then, at most
 * @param undoUntil until when what was replaced is kept
 * @param replacedEntries how many audit entries the replaced tables had
 * @param replacedHash the last hash of their audit chain
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Restore(
        UUID id,
        UUID tenantId,
        @JsonIgnore String slug,
        UUID backupId,
        String sha256,
        @Nullable String copySlug,
        @JsonIgnore @Nullable String copyName,
        @Nullable UUID copyId,
        State state,
        String requestedBy,
        Instant requestedAt,
        @Nullable Instant switchedAt,
        @Nullable Instant finishedAt,
        @Nullable Integer pauseMillis,
        @JsonIgnore @Nullable String aside,
        @Nullable Instant undoUntil,
        @Nullable String replacedHash,
        @Nullable Long replacedEntries,
        @Nullable String error,
        @JsonIgnore int attempts) {

    /** How far it is. */
    public enum State {
        QUEUED,
        RUNNING,
        /** The tables have changed places. */
        SWITCHED,
        SUCCEEDED,
        /** Nothing was changed. */
        FAILED,
        UNDOING,
        /** The tables have changed places again. */
        UNDO_SWITCHED,
        UNDONE;

        /** As {@code queued}. */
        @JsonValue
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
