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
    private final Instant latest;
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
        this.latest = now.plus(MINUTE);
        this.freeAt = freeAt.isBefore(unused) ? unused : freeAt.isAfter(latest) ? latest : freeAt;
    }

    /** Whether there is room for a message now; there always is for one that is sent all the same. */
    boolean hasRoom(boolean allTheSame) {
        return allTheSame || !freeAt.isAfter(now);
    }

    /** Takes the room of one message. However many are sent all the same, the next one waits no longer than a minute. */
    void take() {
        var next = freeAt.plus(interval);
        freeAt = next.isAfter(latest) ? latest : next;
    }

    Instant freeAt() {
        return freeAt;
    }
}
