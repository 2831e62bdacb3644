package io.foodflow.identity.auditors;

import com.fasterxml.jackson.annotation.JsonValue;
import io.foodflow.platform.context.Reach;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A link that was given to an auditor from outside.
 *
 * @param name of the auditor
 * @param email under which the auditor's readings stand in the trail
 * @param scope which entries can be read
 * @param uses how often it was opened
 */
record AuditorLink(
        UUID id,
        String name,
        String email,
        Reach scope,
        State state,
        String createdBy,
        Instant createdAt,
        Instant endsAt,
        long uses,
        @Nullable Instant lastUsedAt,
        @Nullable Instant revokedAt,
        @Nullable String revokedBy) {

    /** Whether it opens anything. */
    enum State {
        ACTIVE,
        ENDED,
        REVOKED;

        /** As it is sent. */
        @JsonValue
        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
