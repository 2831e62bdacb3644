package io.foodflow.foodgraph.projection;

import io.foodflow.foodgraph.graph.NodeMention;
import io.foodflow.foodgraph.graph.RelationshipMention;
import java.util.List;

/** What one event says: the nodes it names and how they are related. Every end of a relationship is among the nodes. */
public record Projected(List<NodeMention> nodes, List<RelationshipMention> relationships) {

    public Projected {
        nodes = List.copyOf(nodes);
        relationships = List.copyOf(relationships);
    }
}
