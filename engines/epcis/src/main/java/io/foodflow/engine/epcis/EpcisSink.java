package io.foodflow.engine.epcis;

import io.foodflow.engine.epcis.model.MasterDataElement;

/** Takes what a reader finds, in document order, on the thread that reads. */
@FunctionalInterface
public interface EpcisSink {

    /**
     * An event, valid or not.
     *
     * @return false to stop reading
     */
    boolean event(EventOutcome outcome);

    /** The frame, before the first event. */
    default void document(DocumentInfo info) {}

    /** A vocabulary element; in JSON it may come after the events. */
    default void masterData(MasterDataElement element) {}
}
