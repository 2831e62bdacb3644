package io.foodflow.identity.attempts;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Lets an answer out no sooner than a fixed time after its question, so that how long the work took tells nobody whether
 * there was any. Thread-safe; a caller that waits costs a virtual thread.
 */
public final class SteadyPace {

    private final Duration answerAfter;
    private final LongSupplier nanoTime;

    SteadyPace(Duration answerAfter, LongSupplier nanoTime) {
        this.answerAfter = answerAfter;
        this.nanoTime = nanoTime;
    }

    /** Does the work and waits for the rest of the time, if it failed too. */
    public <T> T answer(Supplier<T> work) {
        long begin = nanoTime.getAsLong();
        try {
            return work.get();
        } finally {
            waitUntil(begin + answerAfter.toNanos());
        }
    }

    private void waitUntil(long end) {
        try {
            for (long left = end - nanoTime.getAsLong(); left > 0; left = end - nanoTime.getAsLong()) {
                Thread.sleep(Duration.ofNanos(left));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
