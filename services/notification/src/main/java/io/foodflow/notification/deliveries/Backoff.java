package io.foodflow.notification.deliveries;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How long to wait after an attempt: exponential with full jitter, any time up to a bound that triples with each attempt and
 * ends at {@value #LONGEST_HOURS} hours, so that what failed together does not come back together. What the receiver asked
 * for is waited for in any case.
 *
 * @param first the bound after the first attempt
 */
record Backoff(Duration first) {

    private static final int LONGEST_HOURS = 6;
    private static final Duration LONGEST = Duration.ofHours(LONGEST_HOURS);
    private static final int FACTOR = 3;

    /**
     * A pause.
     *
     * @param tries how many attempts there were, from 1
     * @param asked how long the receiver asked to wait, if it did
     */
    Duration pause(int tries, @Nullable Duration asked, RandomGenerator random) {
        var chosen = Duration.ofMillis(random.nextLong(bound(tries).toMillis() + 1));
        return asked == null ? chosen : asked.plus(chosen.compareTo(first) < 0 ? chosen : first);
    }

    Duration bound(int tries) {
        double millis = first.toMillis() * Math.pow(FACTOR, Math.max(0, tries - 1));
        return millis > LONGEST.toMillis() ? LONGEST : Duration.ofMillis((long) millis);
    }
}
