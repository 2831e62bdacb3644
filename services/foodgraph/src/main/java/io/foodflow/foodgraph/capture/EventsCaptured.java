package io.foodflow.foodgraph.capture;

import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;

/**
 * Events of a document were recorded and the graph follows them.
 *
 * @param fromIndex first event of the document that this covers
 * @param toIndex the one after the last
 * @param accepted recorded now
 * @param duplicate known already, so without effect
 * @param rejected not recorded, because they break rules
 * @param voided earlier events that these declare erroneous
 */
record EventsCaptured(UUID captureId, int fromIndex, int toIndex, int accepted, int duplicate, int rejected, int voided)
        implements DomainEvent {

    @Override
    public String resourceType() {
        return "capture";
    }

    @Override
    public String resourceId() {
        return captureId.toString();
    }
}
