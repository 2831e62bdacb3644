package io.foodflow.foodgraph.projection;

import io.foodflow.foodgraph.graph.NodeMention;
import io.foodflow.foodgraph.graph.RelationshipMention;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one event says: the nodes it names and how they are related. Every end of a relationship is among the nodes.
 *
 * @param place key of the place where it happened, among the nodes; null if it does not say
 */
public record Projected(
        List<NodeMention> nodes,
        List<RelationshipMention> relationships,
        @Nullable String place) {

    public Projected {
        nodes = List.copyOf(nodes);
        relationships = List.copyOf(relationships);
    }
}
