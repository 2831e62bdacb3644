package io.foodflow.platform.retention;

import java.time.Instant;

/**
 * A group of things that a company may keep for as long as it likes, within a minimum. Each bean of this kind can be named in the
 * company's policy, and is asked hourly to drop what is older. What is under a legal hold it leaves alone. Works on the current
 * tenant, in the caller's transaction, which keeps holds as they are.
 */
public interface Retained {

    /** Longest time that can be asked for: a century. */
    int MOST_DAYS = 36_500;

    /** As the policy names it, as {@code sign_ins}. */
    String group();

    /** The shortest time it must be kept, in days. */
    int leastDays();

    /** What the shortest time comes from, for people. */
    String basis();

    /** How many things would go now, and how many of that age a hold keeps. */
    Due due(Instant before);

    /**
     * Drops what is older.
     *
     * @param before the time that what goes is older than
     * @param rows at most about that many
     */
    Removed remove(Instant before, int rows);

    /**
     * What a policy would do.
     *
     * @param due what would go
     * @param held what is as old, and stays for a legal hold
     */
    record Due(long due, long held) {}

    /**
     * What one batch did.
     *
     * @param count how many things went
     * @param more whether there may be more of them
     */
    record Removed(long count, boolean more) {}
}
