package io.foodflow.foodgraph.graph;

import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;

/** Two nodes were related by hand. */
record RelationshipCreated(UUID id, String kind) implements DomainEvent {

    @Override
    public String resourceType() {
        return "relationship";
    }

    @Override
    public String resourceId() {
        return id.toString();
    }
}
