package io.foodflow.foodgraph.capture;

import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;

/**
 * A document was accepted for capture: it is durable and will be read.
 *
 * @param bytes its size
 * @param addedBytes what it adds to the documents that are kept: its size, or 0 where the very same was there already
 */
record DocumentReceived(UUID captureId, String document, long bytes, long addedBytes, String behaviour)
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
