package io.foodflow.foodgraph.chainlab;

import io.foodflow.platform.changes.DomainEvent;

/**
 * A FoodChain-Lab network is in the graph.
 *
 * @param contradictions relations whose delivery left before the one that went into it came, by the dates given; a trace
 *     that respects time does not follow them
 */
record NetworkImported(String network, int stations, int deliveries, int relations, int contradictions)
        implements DomainEvent {

    @Override
    public String resourceType() {
        return "network";
    }

    @Override
    public String resourceId() {
        return network;
    }
}
