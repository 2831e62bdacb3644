package io.foodflow.foodgraph.capture;

import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;

/** A document was accepted for capture: it is durable and will be read. */
record DocumentReceived(UUID captureId, String document, long bytes, String behaviour) implements DomainEvent {

    @Override
    public String resourceType() {
        return "capture";
    }

    @Override
    public String resourceId() {
        return captureId.toString();
    }
}
