package io.foodflow.foodgraph.graph;

import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;

/** A node was taken out of the graph, with its relationships. */
record NodeDeleted(UUID id, String kind) implements DomainEvent {

    @Override
    public String resourceType() {
        return "node";
    }

    @Override
    public String resourceId() {
        return id.toString();
    }
}
