package io.foodflow.foodgraph.chainlab;

import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;

/** A FoodChain-Lab network is to be imported; {@code document} names it in the object store. */
record NetworkReceived(String network, String name, String document, UUID jobId) implements DomainEvent {

    @Override
    public String resourceType() {
        return "network";
    }

    @Override
    public String resourceId() {
        return network;
    }
}
