package io.foodflow.platform.jobs;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work of which a process does one piece for each key at a time, each on a thread of its own, so that none waits for another;
 * what one throws is logged. Thread-safe.
 */
public final class Errands {

    private static final Logger log = LoggerFactory.getLogger(Errands.class);

    private final String name;
    private final Map<Object, Thread> running = new ConcurrentHashMap<>();
    private volatile boolean ending;

    /** None runs yet; their threads are called by that name and the key. */
    public Errands(String name) {
        this.name = name;
    }

    /** Begins one; false if one of that key runs, or all are being ended. */
    public synchronized boolean begin(Object key, Runnable errand) {
        if (ending || running.containsKey(key)) {
            return false;
        }
        var thread = Thread.ofVirtual().name(name + "-" + key).unstarted(() -> {
            try {
                errand.run();
            } catch (RuntimeException e) {
                log.warn("{} {} failed", name, key, e);
            } finally {
                running.remove(key);
            }
        });
        running.put(key, thread);
        thread.start();
        return true;
    }

    /** Whether those that run are asked to come to an end. */
    public boolean areEnding() {
        return ending;
    }

    /**
     * Begins none any more until {@link #resume}; waits for those that run, and interrupts what is left of them after half of
     * the time.
     */
    public void end(Duration limit) {
        long begun = System.nanoTime();
        synchronized (this) {
            ending = true;
        }
        awaitAll(begun + limit.toNanos() / 2);
        running.values().forEach(Thread::interrupt);
        awaitAll(begun + limit.toNanos());
    }

    /** May begin some again. */
    public synchronized void resume() {
        ending = false;
    }

    private void awaitAll(long deadline) {
        try {
            for (var thread : running.values()) {
                thread.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
