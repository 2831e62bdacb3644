package io.foodflow.demo.simulation;

import java.util.PriorityQueue;

/**
 * What is to happen, in the order of time; of equal times what was entered first. A discrete-event simulation: an action
 * runs at its time, changes the world, and enters what follows from it. O(log n) an action, n the actions still ahead,
 * so memory does not grow with the length of the story.
 */
final class Agenda {
    static final long MINUTE = 60_000;
    static final long HOUR = 60 * MINUTE;
    static final long DAY = 24 * HOUR;

    private record Entry(long time, long order, Runnable action) implements Comparable<Entry> {
        @Override
        public int compareTo(Entry other) {
            int byTime = Long.compare(time, other.time);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    private final PriorityQueue<Entry> entries = new PriorityQueue<>();
    private long order;
    private long now;

    /** Epoch milliseconds. */
    long now() {
        return now;
    }

    void at(long time, Runnable action) {
        entries.add(new Entry(Math.max(time, now), order++, action));
    }

    void in(long millis, Runnable action) {
        at(now + millis, action);
    }

    /** Runs the next action before the end; false when there is none. */
    boolean advance(long end) {
        Entry next = entries.peek();
        if (next == null || next.time >= end) {
            return false;
        }
        entries.remove();
        now = next.time;
        next.action.run();
        return true;
    }
}
