package io.foodflow.foodgraph.graph;

import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;

/** What is known of a node was changed by hand. */
record NodeUpdated(UUID id, String kind) implements DomainEvent {

    @Override
    public String resourceType() {
        return "node";
    }

    @Override
    public String resourceId() {
        return id.toString();
    }
}
