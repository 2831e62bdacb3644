package io.foodflow.platform.postgres;

import java.time.Duration;

/**
 * When a server that ended is started again: at once the first time, then after pauses that double.
 *
 * @param attempts after so many in a row that failed or did not last, nobody tries any more
 * @param firstPause before the second attempt
 * @param longestPause where the doubling stops
 * @param steady a server that ran longer than this was well; counting begins anew
 */
record RestartPolicy(int attempts, Duration firstPause, Duration longestPause, Duration steady) {

    /** Two minutes of trying, which outlasts a disk that is full for a moment. */
    static final RestartPolicy PATIENT =
            new RestartPolicy(30, Duration.ofMillis(100), Duration.ofSeconds(5), Duration.ofSeconds(2));

    Duration pause(int attempt) {
        if (attempt <= 1) {
            return Duration.ZERO;
        }
        var doubled = firstPause.multipliedBy(1L << Math.min(attempt - 2, 30));
        return doubled.compareTo(longestPause) < 0 ? doubled : longestPause;
    }
}
