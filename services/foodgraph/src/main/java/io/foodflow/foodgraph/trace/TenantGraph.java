package io.foodflow.foodgraph.trace;

import io.foodflow.engine.traceability.GraphChange;
import io.foodflow.engine.traceability.GraphChange.PutEdge;
import io.foodflow.engine.traceability.GraphChange.PutNode;
import io.foodflow.engine.traceability.GraphChange.RemoveEdge;
import io.foodflow.engine.traceability.GraphChange.RemoveNode;
import io.foodflow.engine.traceability.LiveTraceGraph;
import io.foodflow.engine.traceability.TraceEdge;
import io.foodflow.engine.traceability.TraceGraph;
import io.foodflow.platform.changes.UnitOfWork;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * One tenant's graph in memory. Loaded from the tables in one snapshot of the database; from then on each look first
 * fetches what has been committed since, by whatever process: rows whose transaction was not visible in the last
 * snapshot and is now. So a trace never misses what was acknowledged before it was asked for. Thread-safe; looks wait
 * for each other only while changes are fetched.
 */
final class TenantGraph {

    private static final Logger log = LoggerFactory.getLogger(TenantGraph.class);
    private static final String NOW = "select pg_current_snapshot()::text";
    private static final String EDGES =
            "select no, from_no, to_no, kind, event_time, quantity, unit, deleted from relationships";

    private final UnitOfWork work;
    private final JdbcTemplate jdbc;
    private final ReentrantLock refreshing = new ReentrantLock();
    private final Map<String, Integer> units = new HashMap<>();
    private @Nullable LiveTraceGraph graph;
    private String snapshot = "";

    TenantGraph(UnitOfWork work, JdbcTemplate jdbc) {
        this.work = work;
        this.jdbc = jdbc;
    }

    /** The graph with everything that is committed now. */
    TraceGraph current() {
        refreshing.lock();
        try {
            var known = graph;
            if (known == null) {
                known = new LiveTraceGraph(load());
                graph = known;
            } else {
                refresh(known);
            }
            return known.snapshot();
        } finally {
            refreshing.unlock();
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
            snapshot = Objects.requireNonNull(jdbc.queryForObject(NOW, String.class));
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

    private void refresh(LiveTraceGraph known) {
        work.readSnapshot(() -> {
            var now = Objects.requireNonNull(jdbc.queryForObject(NOW, String.class));
            if (now.equals(snapshot)) {
                return known;
            }
            var since =
                    " where change_xid >= pg_snapshot_xmin('%1$s'::pg_snapshot) and not pg_visible_in_snapshot(change_xid, '%1$s'::pg_snapshot)"
                            .formatted(snapshot);
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
            changes.addAll(removed);
            if (!changes.isEmpty()) {
                known.apply(changes);
            }
            snapshot = now;
            return known;
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
