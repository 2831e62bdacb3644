package io.foodflow.foodgraph.trace;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.foodflow.foodgraph.graph.NodeKind;
import io.foodflow.foodgraph.graph.RelationshipKind;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a thing went or came from.
 *
 * @param direction {@code forward} or {@code backward}
 * @param mode {@code time_respecting} or {@code all}
 * @param start where the trace begins
 * @param nodes what was reached, nearest first, the start among them; at most as many as were asked for
 * @param edges the relationships between these nodes, always along the flow of material; how much went along one only if
 *     the event that says so was at the caller's sites
 * @param outside where it goes on outside the caller's sites; null if the caller sees everything
 */
record TraceAnswer(
        String direction,
        String mode,
        TracedNode start,
        Summary summary,
        List<TracedNode> nodes,
        List<TracedEdge> edges,
        @Nullable List<Beyond> outside) {

    TraceAnswer {
        nodes = List.copyOf(nodes);
        edges = List.copyOf(edges);
        outside = outside == null ? null : List.copyOf(outside);
    }

    /**
     * Where the trace leaves what the caller may see.
     *
     * @param node the last thing seen
     * @param relationships how many along the flow of material lead on from it to what is outside the caller's sites, at any time:
     *     the same whatever stretch of time or kinds are asked for
     */
    record Beyond(UUID node, int relationships) {}

    /**
     * The whole trace in numbers, whatever part of it is returned.
     *
     * @param truncated whether something reached is not among {@code nodes} and {@code edges}
     * @param elapsedMs time of the traversal alone
     */
    record Summary(
            int nodes,
            long edges,
            int returnedNodes,
            int returnedEdges,
            boolean truncated,
            int maxDepth,
            @JsonInclude @Nullable Instant firstTime,
            @JsonInclude @Nullable Instant lastTime,
            List<KindCount> byKind,
            double elapsedMs) {
        Summary {
            byKind = List.copyOf(byKind);
        }
    }

    /** How many of a kind. */
    record KindCount(NodeKind kind, int nodes) {}

    /**
     * A node of the trace.
     *
     * @param depth fewest relationships from the start
     * @param arrivedAt forward, the earliest the material can be here; backward, the latest it can have left
     * @param parentEdge the last relationship of the way from the start; null at the start
     */
    record TracedNode(
            UUID id,
            NodeKind kind,
            String key,
            @Nullable String name,
            @Nullable String lotCode,
            @Nullable String gtin,
            @Nullable String productName,
            @Nullable String locationName,
            @Nullable String state,
            @Nullable Double quantity,
            @Nullable String unit,
            int depth,
            @JsonInclude @Nullable Instant arrivedAt,
            @JsonInclude @Nullable UUID parentEdge) {}

    /** A relationship of the trace; {@code quantity} in {@code unit} where known. */
    record TracedEdge(
            UUID id,
            UUID from,
            UUID to,
            RelationshipKind kind,
            Instant time,
            @Nullable Double quantity,
            @Nullable String unit) {}
}
