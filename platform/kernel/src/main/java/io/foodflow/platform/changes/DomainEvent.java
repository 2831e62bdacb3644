package io.foodflow.platform.changes;

/**
 * Something that happened, as a record named in the past tense. Its components are the event's data; they are written
 * as snake_case JSON. Add components freely; never change the meaning of one that exists.
 */
public interface DomainEvent {

    /** The kind of thing that changed, singular: {@code node}, {@code user}. */
    String resourceType();

    /** Which one. */
    String resourceId();

    /** The event's name, as consumers subscribe to it and auditors read it: by default the record's simple name. */
    default String eventType() {
        return getClass().getSimpleName();
    }

    /**
     * Whether a legal hold keeps what this says is gone. False where its going must never wait, as of what lets somebody in; the
     * trail keeps what it was.
     */
    default boolean canBeHeld() {
        return true;
    }
}
