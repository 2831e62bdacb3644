package io.foodflow.platform.jobs;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** What concerns this process alone and spares it waiting for the next look into the database. Thread-safe. */
final class JobSignal {

    private final Map<UUID, Runnable> running = new ConcurrentHashMap<>();
    private volatile Runnable lookForDue = () -> {};

    void onWake(Runnable action) {
        lookForDue = action;
    }

    /** A job was committed. */
    void wake() {
        lookForDue.run();
    }

    void began(UUID id, Runnable onCancel) {
        running.put(id, onCancel);
    }

    void ended(UUID id) {
        running.remove(id);
    }

    /** A job was asked to end; nothing happens unless it runs here. */
    void cancel(UUID id) {
        var run = running.get(id);
        if (run != null) {
            run.run();
        }
    }

    /** How many runs are at work in this process. */
    int atWork() {
        return running.size();
    }
}
