package io.foodflow.audit.holds;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A legal hold.
 *
 * @param releasedBy null as long as it is active
 */
record Hold(
        UUID id,
        String name,
        String reason,
        HoldScope scope,
        State state,
        String placedBy,
        Instant placedAt,
        @Nullable String releasedBy,
        @Nullable Instant releasedAt,
        @Nullable String releaseReason) {

    /** Whether it keeps anything. */
    enum State {
        ACTIVE,
        RELEASED;

        /** As it is sent. */
        @JsonValue
        String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<State> of(String text) {
            return Arrays.stream(values())
                    .filter(state -> state.text().equals(text))
                    .findFirst();
        }
    }
}
