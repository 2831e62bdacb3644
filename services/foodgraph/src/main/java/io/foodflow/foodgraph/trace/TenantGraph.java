package io.foodflow.foodgraph.trace;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.foodflow.engine.traceability.GraphChange;
import io.foodflow.engine.traceability.GraphChange.PutEdge;
import io.foodflow.engine.traceability.GraphChange.PutNode;
import io.foodflow.engine.traceability.GraphChange.RemoveEdge;
import io.foodflow.engine.traceability.GraphChange.RemoveNode;
import io.foodflow.engine.traceability.LiveTraceGraph;
import io.foodflow.engine.traceability.NodeSet;
import io.foodflow.engine.traceability.TraceEdge;
import io.foodflow.engine.traceability.TraceGraph;
import io.foodflow.platform.changes.UnitOfWork;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * One tenant's graph in memory. Loaded from the tables in one snapshot of the database; from then on each look first
 * fetches what has been committed since, by whatever process: rows whose transaction was not visible in the last
 * snapshot and is now. So a trace never misses what was acknowledged before it was asked for. Where a restore put other
 * tables in their place, all is loaded anew. Thread-safe; looks wait for each other only while changes are fetched.
 */
final class TenantGraph {

    private static final Logger log = LoggerFactory.getLogger(TenantGraph.class);
    private static final int MOST_PARTS = 64;
    private static final String NOW = "select pg_current_snapshot()::text, to_regclass('nodes')::oid::text";
    private static final String EDGES =
            "select no, from_no, to_no, kind, event_time, quantity, unit, deleted from relationships";

    private final UnitOfWork work;
    private final JdbcTemplate jdbc;
    private final ReentrantLock refreshing = new ReentrantLock();
    private final Map<String, Integer> units = new HashMap<>();
    /** What was at places, for those sets of places that somebody asked about of late. */
    private final Cache<List<Integer>, NodeSet> parts =
            Caffeine.newBuilder().maximumSize(MOST_PARTS).build();

    private @Nullable LiveTraceGraph graph;
    private Moment moment = new Moment("", "");

    /** A snapshot of the database, and the table that was read: after a restore another is in its place. */
    private record Moment(String snapshot, String table) {}

    /** A graph, and those of its nodes that were at some places. */
    record Part(TraceGraph graph, NodeSet nodes) {}

    TenantGraph(UnitOfWork work, JdbcTemplate jdbc) {
        this.work = work;
        this.jdbc = jdbc;
    }

    /** The graph with everything that is committed now. */
    TraceGraph current() {
        refreshing.lock();
        try {
            var known = graph;
            if (known == null || !refresh(known)) {
                parts.invalidateAll();
                known = new LiveTraceGraph(load());
                graph = known;
            }
            return known.snapshot();
        } finally {
            refreshing.unlock();
        }
    }

    /**
     * The graph with everything that is committed now, and what was at these places. The first time it reads all that was
     * there; from then on it is kept current with the graph.
     */
    Part current(List<Integer> places) {
        refreshing.lock();
        try {
            var now = current();
            return new Part(now, parts.get(places, this::loadPart));
        } finally {
            refreshing.unlock();
        }
    }

    private NodeSet loadPart(List<Integer> places) {
        var numbers = IntStream.builder();
        if (!places.isEmpty()) {
            work.readSnapshot(() -> {
                rows(
                        "select node_no from node_places where place_no in (%s)"
                                .formatted(places.stream().map(String::valueOf).collect(Collectors.joining(","))),
                        row -> numbers.add(row.int4()));
                return places;
            });
        }
        return NodeSet.of(numbers.build().toArray());
    }

    /** Adds what came to be at places since the last snapshot to the parts that have it. */
    private void refreshParts(String since) {
        if (parts.asMap().isEmpty()) {
            return;
        }
        var added = new HashMap<Integer, IntStream.Builder>();
        rows(
                "select place_no, node_no from node_places" + since,
                row -> added.computeIfAbsent(row.int4(), absent -> IntStream.builder())
                        .add(row.int4()));
        if (!added.isEmpty()) {
            var numbers = new HashMap<Integer, int[]>();
            added.forEach((place, nodes) -> numbers.put(place, nodes.build().toArray()));
            parts.asMap()
                    .replaceAll((places, nodes) -> nodes.with(places.stream()
                            .flatMapToInt(place -> IntStream.of(numbers.getOrDefault(place, new int[0])))
                            .toArray()));
        }
    }

    /** Bytes of the arrays, 0 before the first look. */
    long memoryBytes() {
        var known = graph;
        return known == null ? 0 : known.snapshot().memoryBytes();
    }

    private TraceGraph load() {
        long begun = System.nanoTime();
        var loaded = work.readSnapshot(() -> {
            moment = now();
            int limit = Objects.requireNonNull(
                    jdbc.queryForObject("select coalesce(max(no) + 1, 0) from nodes", Integer.class));
            var builder = TraceGraph.builder(limit);
            rows("select no, kind from nodes where not deleted", row -> builder.node(row.int4(), row.int2()));
            rows(
                    "select from_no, to_no, event_time from relationships where not deleted",
                    row -> builder.count(row.int4(), row.int4(), row.millis()));
            rows(EDGES + " where not deleted", row -> builder.add(edge(row)));
            return builder.build();
        });
        log.info(
                "graph loaded: {} nodes, {} relationships, {} MB, {} ms",
                loaded.nodeCount(),
                loaded.edgeCount(),
                loaded.memoryBytes() >> 20,
                (System.nanoTime() - begun) / 1_000_000);
        return loaded;
    }

    private Moment now() {
        return Objects.requireNonNull(
                jdbc.queryForObject(NOW, (row, n) -> new Moment(row.getString(1), row.getString(2))));
    }

    /** Fetches what came since; false where the tables are others than those that were loaded. */
    private boolean refresh(LiveTraceGraph known) {
        return work.readSnapshot(() -> {
            var now = now();
            if (!now.table().equals(moment.table())) {
                return false;
            }
            if (now.equals(moment)) {
                return true;
            }
            var since =
                    " where change_xid >= pg_snapshot_xmin('%1$s'::pg_snapshot) and not pg_visible_in_snapshot(change_xid, '%1$s'::pg_snapshot)"
                            .formatted(moment.snapshot());
            var changes = new ArrayList<GraphChange>();
            var removed = new ArrayList<GraphChange>();
            rows("select no, kind, deleted from nodes" + since, row -> {
                var node = new PutNode(row.int4(), row.int2());
                if (row.bool()) {
                    removed.add(new RemoveNode(node.no()));
                } else {
                    changes.add(node);
                }
            });
            rows(EDGES + since, row -> {
                var edge = edge(row);
                changes.add(row.bool() ? new RemoveEdge(edge.no()) : new PutEdge(edge));
            });
            refreshParts(since);
            changes.addAll(removed);
            if (!changes.isEmpty()) {
                known.apply(changes);
            }
            moment = now;
            return true;
        });
    }

    private TraceEdge edge(BinaryRows row) {
        return new TraceEdge(
                row.int4(), row.int4(), row.int4(), row.int2(), row.millis(), row.float8OrNaN(), unit(row.text()));
    }

    private int unit(@Nullable String unit) {
        return unit == null ? 0 : units.computeIfAbsent(unit, absent -> units.size() + 1);
    }

    private void rows(String query, BinaryRows.RowReader reader) {
        jdbc.execute((java.sql.Connection connection) -> {
            BinaryRows.read(connection, query, reader);
            return query;
        });
    }
}
