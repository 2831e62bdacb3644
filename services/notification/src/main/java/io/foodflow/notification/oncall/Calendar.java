package io.foodflow.notification.oncall;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who is on call in a time, without any moment left out: each is in a shift or in a gap.
 *
 * @param to the first moment after it
 */
record Calendar(Instant from, Instant to, List<Shift> shifts, List<Gap> gaps) {

    Calendar {
        shifts = List.copyOf(shifts);
        gaps = List.copyOf(gaps);
    }

    /**
     * Somebody's time.
     *
     * @param layer whose turn it is; null for somebody who stands in
     * @param overrideId by which somebody stands in; null where it is a turn
     */
    record Shift(
            Instant from,
            Instant to,
            UUID userId,
            @Nullable String layer,
            @Nullable UUID overrideId) {}

    /** Nobody is on call. */
    record Gap(Instant from, Instant to) {}
}
