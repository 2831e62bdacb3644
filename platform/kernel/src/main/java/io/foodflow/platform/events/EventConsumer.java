package io.foodflow.platform.events;

import java.util.List;

/**
 * Reacts to events. Each tenant's events arrive in sequence, one batch at a time over all processes; what the consumer
 * writes to the tenant's tables commits together with its position, so each event has its effect exactly once. An
 * exception undoes the batch, which is tried again with growing pauses. For effects outside the database the event's id
 * is the key to repeat them safely.
 */
public interface EventConsumer {

    /** Unique and stable: the position is kept under this name. */
    String name();

    /** Called inside a transaction and call context of the tenant, with events of all types. */
    void on(List<RecordedEvent> events);
}
