package io.foodflow.engine.traceability;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What to trace. Begin with {@link #forward} or {@link #backward} and narrow it:
 *
 * <pre>{@code TraceQuery.forward(lot).within(TimeWindow.since(monday)).depthLimit(6).nodeLimit(500)}</pre>
 *
 * @param direction with or against the flow
 * @param start the nodes the trace begins at, at least one, together at depth 0
 * @param depthLimit most edges a chain may have, at least 0
 * @param window edges outside it do not count
 * @param edgeKinds edges of other kinds do not count
 * @param terminalNodeKinds nodes of these kinds are reached but not passed through, unless they are a start
 * @param mode which chains count
 * @param nodeLimit most nodes to return, nearest first, at least 1; the totals are not limited by it
 * @param edgeLimit most edges to return, at least 0; the totals are not limited by it
 * @param workLimit most edges to look at before giving up, at least 1
 * @param seen the nodes there are for the asker, null for all: edges to other nodes do not count; the starts must be among them
 * @param beyondKinds the kinds of edges to nodes that are not seen of which {@link Trace#edgesBeyond} tells
 */
public record TraceQuery(
        Direction direction,
        NodeNumbers start,
        int depthLimit,
        TimeWindow window,
        KindSet edgeKinds,
        KindSet terminalNodeKinds,
        TraceMode mode,
        int nodeLimit,
        int edgeLimit,
        long workLimit,
        @Nullable NodeSet seen,
        KindSet beyondKinds) {

    /** Nodes returned unless the query says otherwise. */
    public static final int DEFAULT_NODE_LIMIT = 500;

    /** Edges returned unless the query says otherwise. */
    public static final int DEFAULT_EDGE_LIMIT = 100_000;

    public TraceQuery {
        if (start.size() == 0) {
            throw new IllegalArgumentException("start must name at least one node, was empty");
        }
        if (seen != null) {
            for (int i = 0; i < start.size(); i++) {
                if (!seen.contains(start.get(i))) {
                    throw new IllegalArgumentException("start " + start.get(i) + " must be one of the nodes seen");
                }
            }
        }
        if (depthLimit < 0) {
            throw new IllegalArgumentException("depth limit must be at least 0, was " + depthLimit);
        }
        if (nodeLimit < 1) {
            throw new IllegalArgumentException("node limit must be at least 1, was " + nodeLimit);
        }
        if (edgeLimit < 0) {
            throw new IllegalArgumentException("edge limit must be at least 0, was " + edgeLimit);
        }
        if (workLimit < 1) {
            throw new IllegalArgumentException("work limit must be at least 1 edge, was " + workLimit);
        }
    }

    /** A time-respecting trace with the flow, without limits but for the number of nodes and edges returned. */
    public static TraceQuery forward(int... start) {
        return of(Direction.FORWARD, start);
    }

    /** A time-respecting trace against the flow, without limits but for the number of nodes and edges returned. */
    public static TraceQuery backward(int... start) {
        return of(Direction.BACKWARD, start);
    }

    /** {@link #forward} or {@link #backward}. */
    public static TraceQuery of(Direction direction, int... start) {
        return new TraceQuery(
                direction,
                NodeNumbers.of(start),
                Integer.MAX_VALUE,
                TimeWindow.ALWAYS,
                KindSet.ALL,
                KindSet.NONE,
                TraceMode.TIME_RESPECTING,
                DEFAULT_NODE_LIMIT,
                DEFAULT_EDGE_LIMIT,
                Long.MAX_VALUE,
                null,
                KindSet.NONE);
    }

    public TraceQuery depthLimit(int edges) {
        return with(draft -> draft.depthLimit = edges);
    }

    public TraceQuery within(TimeWindow times) {
        return with(draft -> draft.window = times);
    }

    public TraceQuery edgeKinds(KindSet kinds) {
        return with(draft -> draft.edgeKinds = kinds);
    }

    public TraceQuery terminalNodeKinds(KindSet kinds) {
        return with(draft -> draft.terminalNodeKinds = kinds);
    }

    public TraceQuery mode(TraceMode chains) {
        return with(draft -> draft.mode = chains);
    }

    public TraceQuery nodeLimit(int nodes) {
        return with(draft -> draft.nodeLimit = nodes);
    }

    public TraceQuery edgeLimit(int edges) {
        return with(draft -> draft.edgeLimit = edges);
    }

    public TraceQuery workLimit(long edges) {
        return with(draft -> draft.workLimit = edges);
    }

    /** Only these nodes are there for the asker, who is told how many edges of these kinds lead to others. */
    public TraceQuery seeing(NodeSet nodes, KindSet beyond) {
        return with(draft -> {
            draft.seen = nodes;
            draft.beyondKinds = beyond;
        });
    }

    private TraceQuery with(Consumer<Draft> change) {
        var draft = new Draft(this);
        change.accept(draft);
        return draft.query();
    }

    private static final class Draft {

        private final Direction direction;
        private final NodeNumbers start;
        private int depthLimit;
        private TimeWindow window;
        private KindSet edgeKinds;
        private KindSet terminalNodeKinds;
        private TraceMode mode;
        private int nodeLimit;
        private int edgeLimit;
        private long workLimit;
        private @Nullable NodeSet seen;
        private KindSet beyondKinds;

        Draft(TraceQuery query) {
            direction = query.direction;
            start = query.start;
            depthLimit = query.depthLimit;
            window = query.window;
            edgeKinds = query.edgeKinds;
            terminalNodeKinds = query.terminalNodeKinds;
            mode = query.mode;
            nodeLimit = query.nodeLimit;
            edgeLimit = query.edgeLimit;
            workLimit = query.workLimit;
            seen = query.seen;
            beyondKinds = query.beyondKinds;
        }

        TraceQuery query() {
            return new TraceQuery(
                    direction,
                    start,
                    depthLimit,
                    window,
                    edgeKinds,
                    terminalNodeKinds,
                    mode,
                    nodeLimit,
                    edgeLimit,
                    workLimit,
                    seen,
                    beyondKinds);
        }
    }
}
