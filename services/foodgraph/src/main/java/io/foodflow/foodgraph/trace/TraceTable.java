package io.foodflow.foodgraph.trace;

import io.foodflow.engine.traceability.TraceNode;
import io.foodflow.foodgraph.graph.NodeKind;
import io.foodflow.foodgraph.graph.RelationshipKind;
import io.foodflow.foodgraph.trace.TraceAnswer.TracedEdge;
import io.foodflow.foodgraph.trace.TraceAnswer.TracedNode;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the tables say of the nodes and relationships of a trace. Runs in the caller's transaction. */
final class TraceTable {

    private final JdbcClient jdbc;

    TraceTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A node at which a trace may begin. */
    record Start(
            int no,
            UUID id,
            NodeKind kind,
            String key,
            @Nullable String name,
            @Nullable String productName) {}

    List<Start> byId(UUID id) {
        return starts("n.id = ?", id);
    }

    /** Lots with that code, whatever their product; letters count without case. At most {@code 20}. */
    List<Start> byLot(String lot) {
        return starts("lower(n.lot_code) = lower(?) limit 20", lot);
    }

    List<Start> byKey(String key) {
        return starts("n.key = ?", key);
    }

    private List<Start> starts(String condition, Object value) {
        return jdbc.sql("""
                        select n.no, n.id, n.kind, n.key, n.name, p.name as product_name
                        from nodes n left join nodes p on p.no = n.product_no
                        where not n.deleted and\s""" + condition)
                .param(value)
                .query((row, i) -> new Start(
                        row.getInt("no"),
                        row.getObject("id", UUID.class),
                        NodeKind.of(row.getInt("kind")),
                        row.getString("key"),
                        row.getString("name"),
                        row.getString("product_name")))
                .list();
    }

    /** The ids of relationships, by their numbers. */
    Map<Integer, UUID> edgeIds(List<Integer> numbers) {
        var ids = new HashMap<Integer, UUID>();
        jdbc.sql("select no, id from relationships where no = any(?)")
                .param(numbers.toArray(Integer[]::new))
                .query((ResultSet row) -> {
                    ids.put(row.getInt("no"), row.getObject("id", UUID.class));
                });
        return ids;
    }

    /** The nodes in the order given. */
    List<TracedNode> nodes(List<TraceNode> reached, Map<Integer, UUID> edgeIds) {
        var found = new HashMap<Integer, TracedNode>();
        var byNumber = new HashMap<Integer, TraceNode>();
        reached.forEach(node -> byNumber.put(node.no(), node));
        jdbc.sql("""
                        select n.no, n.id, n.kind, n.key, n.name, n.lot_code, n.gtin, p.name as product_name,
                               coalesce(l.name, l.key) as location_name, n.state, n.quantity, n.unit
                        from nodes n
                        left join nodes p on p.no = n.product_no
                        left join nodes l on l.no = n.location_no
                        where n.no = any(?)
                        """).param(byNumber.keySet().toArray(Integer[]::new)).query((ResultSet row) -> {
            var node = Objects.requireNonNull(byNumber.get(row.getInt("no")));
            found.put(
                    node.no(),
                    new TracedNode(
                            row.getObject("id", UUID.class),
                            NodeKind.of(row.getInt("kind")),
                            row.getString("key"),
                            row.getString("name"),
                            row.getString("lot_code"),
                            row.getString("gtin"),
                            row.getString("product_name"),
                            row.getString("location_name"),
                            row.getString("state"),
                            (Double) row.getObject("quantity"),
                            row.getString("unit"),
                            node.depth(),
                            node.timeMillis() == TraceNode.NO_TIME ? null : Instant.ofEpochMilli(node.timeMillis()),
                            edgeIds.get(node.parentEdge())));
        });
        return reached.stream()
                .filter(node -> found.containsKey(node.no()))
                .map(node -> found.get(node.no()))
                .toList();
    }

    /** The relationships with these numbers whose both ends are among the nodes; by time. */
    List<TracedEdge> edges(List<Integer> numbers) {
        return jdbc.sql("""
                        select r.id, f.id as from_id, t.id as to_id, r.kind, r.event_time, r.quantity, r.unit
                        from relationships r join nodes f on f.no = r.from_no join nodes t on t.no = r.to_no
                        where r.no = any(?) order by r.event_time, r.no
                        """)
                .param(numbers.toArray(Integer[]::new))
                .query((row, i) -> new TracedEdge(
                        row.getObject("id", UUID.class),
                        row.getObject("from_id", UUID.class),
                        row.getObject("to_id", UUID.class),
                        RelationshipKind.of(row.getInt("kind")),
                        row.getTimestamp("event_time").toInstant(),
                        (Double) row.getObject("quantity"),
                        row.getString("unit")))
                .list();
    }
}
