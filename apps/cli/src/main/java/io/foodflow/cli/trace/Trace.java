package io.foodflow.cli.trace;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The flow of a lot as the server answers it.
 *
 * @param nodes breadth first, the start in front
 * @param edges in the direction of the flow, also in a backward trace
 * @param outside where the flow goes on outside the sites of whoever asks; none for who sees everything
 */
record Trace(
        String direction,
        @Nullable String mode,
        Node start,
        Summary summary,
        List<Node> nodes,
        List<Edge> edges,
        List<Outside> outside) {

    @SuppressWarnings("NullAway") // an answer that leaves a list out arrives here with null
    Trace {
        nodes = nodes == null ? List.of() : List.copyOf(nodes);
        edges = edges == null ? List.of() : List.copyOf(edges);
        outside = outside == null ? List.of() : List.copyOf(outside);
    }

    boolean forward() {
        return "forward".equals(direction);
    }

    /** @param arrivedAt forward the earliest possible arrival, backward the latest possible departure */
    record Node(
            String id,
            String kind,
            @Nullable String key,
            @Nullable String name,
            @Nullable String lotCode,
            @Nullable String productName,
            @Nullable String locationName,
            @Nullable Integer depth,
            @Nullable Instant arrivedAt,
            @Nullable String parentEdge) {}

    record Edge(
            String id,
            String from,
            String to,
            String kind,
            @Nullable Instant time,
            @Nullable Double quantity,
            @Nullable String unit) {}

    /** Counts are of the whole flow, also where only its first part was returned. */
    record Summary(
            @Nullable Long nodes,
            @Nullable Long edges,
            @Nullable Long returnedNodes,
            @Nullable Boolean truncated,
            @Nullable Integer maxDepth,
            @Nullable Instant firstTime,
            @Nullable Instant lastTime,
            @Nullable List<KindCount> byKind,
            @Nullable Double elapsedMs) {}

    /**
     * @param node id of a node of the answer
     * @param relationships how many lead from it to what is not seen
     */
    record Outside(String node, long relationships) {}

    record KindCount(String kind, long nodes) {}
}
