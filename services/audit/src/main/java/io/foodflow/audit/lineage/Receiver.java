package io.foodflow.audit.lineage;

import java.util.UUID;

/** Somebody outside who is told of the platform's own jobs, one event after the other. */
interface Receiver extends AutoCloseable {

    /** What it is called in the table and in metrics. */
    String name();

    /** Hands over one event and waits until it has arrived. */
    Told tell(UUID run, String event);

    @Override
    void close();

    /** How that ended. */
    sealed interface Told {
        /** It is there, as sure as the receiver can say. */
        record Arrived() implements Told {}

        /** The receiver will never take this event. */
        record Refused(String reason) implements Told {}

        /** The receiver did not take it now. */
        record NotNow(String reason) implements Told {}

        /** The receiver has a fault of its own with this event, or for the time being. */
        record Faulted(String reason) implements Told {}
    }
}
