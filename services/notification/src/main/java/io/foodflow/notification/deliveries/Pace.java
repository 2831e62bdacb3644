package io.foodflow.notification.deliveries;

import java.time.Duration;
import java.time.Instant;

/**
 * How many messages a channel takes now: the generic cell rate algorithm (ITU-T I.371), with a second's worth at once. Used
 * by one thread.
 */
final class Pace {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Duration interval;
    private final Instant now;
    private Instant freeAt;

    /**
     * A channel's pace.
     *
     * @param perMinute how many it takes in a minute
     * @param freeAt when it is free for the next one, as was noted last
     */
    Pace(int perMinute, Instant freeAt, Instant now) {
        this.interval = MINUTE.dividedBy(perMinute);
        this.now = now;
        var unused = now.minus(interval.multipliedBy(Math.max(0, perMinute / 60 - 1)));
        this.freeAt = freeAt.isBefore(unused) ? unused : freeAt;
    }

    /** Takes the room of one message; false if there is none now, unless it is taken all the same. */
    boolean take(boolean allTheSame) {
        if (freeAt.isAfter(now) && !allTheSame) {
            return false;
        }
        freeAt = freeAt.plus(interval);
        return true;
    }

    Instant freeAt() {
        return freeAt;
    }
}
