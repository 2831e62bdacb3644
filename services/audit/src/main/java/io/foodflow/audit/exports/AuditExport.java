package io.foodflow.audit.exports;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An export of the audit ledger.
 *
 * @param jobId how far it is
 * @param disclosed whether it shows personal data
 * @param requestedBy who asked for it
 * @param entries how many it has; null until it is ready, as what follows
 * @param checkpoint signed note that it hangs on
 * @param expiresAt when the file is removed
 * @param object where the file is
 */
record AuditExport(
        UUID id,
        UUID jobId,
        boolean ready,
        boolean disclosed,
        String requestedBy,
        Instant createdAt,
        @Nullable Long entries,
        @Nullable Long sizeBytes,
        @Nullable String checkpoint,
        @Nullable Instant finishedAt,
        @Nullable Instant expiresAt,
        @JsonIgnore @Nullable String object) {}
