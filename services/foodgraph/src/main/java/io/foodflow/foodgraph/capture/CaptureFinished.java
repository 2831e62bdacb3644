package io.foodflow.foodgraph.capture;

import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;

/** A document was read to its end, or given up: {@code success} is false where anything in it was refused. */
record CaptureFinished(UUID captureId, boolean success) implements DomainEvent {

    @Override
    public String resourceType() {
        return "capture";
    }

    @Override
    public String resourceId() {
        return captureId.toString();
    }
}
