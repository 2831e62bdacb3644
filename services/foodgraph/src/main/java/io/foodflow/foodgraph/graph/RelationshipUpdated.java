package io.foodflow.foodgraph.graph;

import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;

/** A relationship was changed by hand. */
record RelationshipUpdated(UUID id, String kind) implements DomainEvent {

    @Override
    public String resourceType() {
        return "relationship";
    }

    @Override
    public String resourceId() {
        return id.toString();
    }
}
