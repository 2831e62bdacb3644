package io.foodflow.foodgraph.trace;

import io.foodflow.engine.traceability.TraceNode;
import io.foodflow.foodgraph.graph.NodeKind;
import io.foodflow.foodgraph.graph.RelationshipKind;
import io.foodflow.foodgraph.graph.Sight;
import io.foodflow.foodgraph.trace.TraceAnswer.TracedEdge;
import io.foodflow.foodgraph.trace.TraceAnswer.TracedNode;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the tables say of the nodes and relationships of a trace. Runs in the caller's transaction. */
final class TraceTable {

    private static final String EDGES = """
                        select r.id, f.id as from_id, t.id as to_id, r.kind, r.event_time, r.quantity, r.unit
                        from relationships r join nodes f on f.no = r.from_no join nodes t on t.no = r.to_no
                        where r.no = any(:numbers) order by r.event_time, r.no
                        """;

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

    List<Start> byId(UUID id, Sight sight) {
        return starts("n.id = :value", "", id, sight);
    }

    /** Lots with that code, whatever their product; letters count without case. At most {@code 20}. */
    List<Start> byLot(String lot, Sight sight) {
        return starts("lower(n.lot_code) = lower(:value)", " limit 20", lot, sight);
    }

    List<Start> byKey(String key, Sight sight) {
        return starts("n.key = :value", "", key, sight);
    }

    private List<Start> starts(String condition, String rest, Object value, Sight sight) {
        var params = sight.parameters();
        params.put("value", value);
        return jdbc.sql("""
                        select n.no, n.id, n.kind, n.key, n.name, p.name as product_name
                        from nodes n left join nodes p on p.no = n.product_no
                        where not n.deleted and\s""" + condition + " and " + sight.isSeen("n") + rest)
                .params(params)
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

    /** The nodes by their numbers, in the order given; without those that are gone. */
    SequencedMap<Integer, TracedNode> nodes(List<TraceNode> reached, Map<Integer, UUID> edgeIds, Sight sight) {
        var found = new HashMap<Integer, TracedNode>();
        var byNumber = new HashMap<Integer, TraceNode>();
        reached.forEach(node -> byNumber.put(node.no(), node));
        var params = sight.parameters();
        params.put("numbers", byNumber.keySet().toArray(Integer[]::new));
        jdbc.sql("""
                        select n.no, n.id, n.kind, n.key, n.name, n.lot_code, n.gtin, p.name as product_name,
                               case when %s then coalesce(l.name, l.key) end as location_name, n.state,
                               case when made.own then n.quantity end as quantity, case when made.own then n.unit end as unit
                        from nodes n
                        left join nodes p on p.no = n.product_no
                        left join nodes l on l.no = n.location_no
                        cross join lateral (select %s as own) made
                        where n.no = any(:numbers) and %s
                        """.formatted(sight.isSeen("l"), sight.isOfOwnMake("n"), sight.isSeen("n")))
                .params(params)
                .query((ResultSet row) -> {
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
                                    node.timeMillis() == TraceNode.NO_TIME
                                            ? null
                                            : Instant.ofEpochMilli(node.timeMillis()),
                                    edgeIds.get(node.parentEdge())));
                });
        var ordered = new LinkedHashMap<Integer, TracedNode>();
        for (var node : reached) {
            var traced = found.get(node.no());
            if (traced != null) {
                ordered.put(node.no(), traced);
            }
        }
        return ordered;
    }

    /** The relationships with these numbers; by time. */
    List<TracedEdge> edges(List<Integer> numbers, Sight sight) {
        var params = sight.parameters();
        params.put("numbers", numbers.toArray(Integer[]::new));
        var sql = sight instanceof Sight.All
                ? EDGES
                : """
                        select r.id, f.id as from_id, t.id as to_id, r.kind, r.event_time,
                               case when o.own then r.quantity end as quantity, case when o.own then r.unit end as unit
                        from relationships r join nodes f on f.no = r.from_no join nodes t on t.no = r.to_no
                        left join events e on e.no = r.event_no
                        cross join lateral (select %s as own) o
                        where r.no = any(:numbers) and %s and %s order by r.event_time, r.no
                        """.formatted(sight.isOfOwnEvent("e"), sight.isSeen("f"), sight.isSeen("t"));
        return jdbc.sql(sql)
                .params(params)
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
