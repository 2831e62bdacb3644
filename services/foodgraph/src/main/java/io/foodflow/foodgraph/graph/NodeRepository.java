package io.foodflow.foodgraph.graph;

import io.foodflow.platform.web.PageRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Nodes one at a time and in lists; every method runs in the caller's transaction. */
final class NodeRepository {

    private static final String COLUMNS = """
            select n.id, n.kind, n.key, n.name, n.lot_code, n.gtin, p.name as product_name,
                   coalesce(l.name, l.key) as location_name, n.state, n.quantity, n.unit, n.properties, n.version,
                   n.created_at, n.updated_at
            """;
    private static final String ALL = COLUMNS + """
            from nodes n left join nodes p on p.no = n.product_no left join nodes l on l.no = n.location_no
            where not n.deleted
            """;
    private static final String INSERT = """
            with n as (
              insert into nodes (id, kind, key, name, lot_code, gtin, state, quantity, unit, properties)
              values (:id, :kind, :key, :name, :lot, :gtin, :state, :quantity, :unit, cast(:properties as jsonb))
              on conflict (key) where not deleted do nothing
              returning *)
            """ + COLUMNS + """
            from n left join nodes p on p.no = n.product_no left join nodes l on l.no = n.location_no
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    NodeRepository(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    Optional<Node> find(UUID id, Sight sight) {
        var params = sight.parameters();
        params.put("id", id);
        return jdbc.sql(select(sight) + " and n.id = :id")
                .params(params)
                .query(this::node)
                .optional();
    }

    Optional<Node> findForUpdate(UUID id) {
        return jdbc.sql(ALL + " and n.id = ? for update of n")
                .param(id)
                .query(this::node)
                .optional();
    }

    /** A page of nodes; ids follow the time of creation. */
    List<Node> list(NodeFilter filter, Sight sight, PageRequest page) {
        var sql = new StringBuilder(select(sight));
        var params = sight.parameters();
        if (!filter.kinds().isEmpty()) {
            sql.append(" and n.kind in (:kinds)");
            params.put("kinds", filter.kinds().stream().map(NodeKind::code).toList());
        }
        if (!filter.states().isEmpty()) {
            sql.append(" and n.state in (:states)");
            params.put("states", filter.states());
        }
        var fragment = filter.fragment();
        if (fragment != null && !fragment.isBlank()) {
            sql.append("""
                     and n.no in (
                      select no from nodes where lower(lot_code) like :prefix and lot_code is not null and not deleted
                      union all
                      select no from nodes where lower(name) like :part and kind in (0, 6, 7, 8, 9) and not deleted
                      union all
                      select no from nodes where gtin = :gtin and kind = 0 and not deleted
                      union all
                      select no from nodes where key = :key and not deleted)
                    """);
            var text = fragment.trim();
            var lower = text.toLowerCase(Locale.ROOT).replaceAll("([%_\\\\])", "\\\\$1");
            params.put("prefix", lower + "%");
            params.put("part", "%" + lower + "%");
            params.put("gtin", text.length() < 14 ? "0".repeat(14 - text.length()) + text : text);
            params.put("key", text);
        }
        page.afterId().ifPresent(id -> {
            sql.append(filter.newestFirst() ? " and n.id < :after" : " and n.id > :after");
            params.put("after", id);
        });
        sql.append(filter.newestFirst() ? " order by n.id desc limit :limit" : " order by n.id limit :limit");
        params.put("limit", page.fetch());
        return jdbc.sql(sql.toString()).params(params).query(this::node).list();
    }

    /** The nodes seen. Where all are, the condition is not even there. */
    private static String select(Sight sight) {
        return switch (sight) {
            case Sight.All _ -> ALL;
            case Sight.AtPlaces _ -> """
                    select n.id, n.kind, n.key, n.name, n.lot_code, n.gtin, p.name as product_name,
                           case when %s then coalesce(l.name, l.key) end as location_name, n.state,
                           case when made.own then n.quantity end as quantity, case when made.own then n.unit end as unit,
                           n.properties, n.version, n.created_at, n.updated_at
                    from nodes n left join nodes p on p.no = n.product_no left join nodes l on l.no = n.location_no
                    cross join lateral (select %s as own) made
                    where not n.deleted and %s
                    """.formatted(sight.isSeen("l"), sight.isOfOwnMake("n"), sight.isSeen("n"));
        };
    }

    /** How many nodes are seen, by kind. */
    Map<NodeKind, Long> count(Sight sight) {
        var counts = new TreeMap<NodeKind, Long>();
        jdbc.sql("select n.kind, count(*) from nodes n where not n.deleted and %s group by n.kind"
                        .formatted(sight.isSeen("n")))
                .params(sight.parameters())
                .query((ResultSet row) -> {
                    counts.put(NodeKind.of(row.getInt(1)), row.getLong(2));
                });
        return counts;
    }

    /** The new node, or empty if another one has its key. */
    Optional<Node> insert(UUID id, NodeDraft draft) {
        return bind(jdbc.sql(INSERT), id, draft).query(this::node).optional();
    }

    /** Changes the node; {@link org.springframework.dao.DuplicateKeyException} if another one has the new key. */
    void update(UUID id, NodeDraft draft) {
        bind(jdbc.sql("""
                                update nodes
                                set kind = :kind, key = :key, name = :name, lot_code = :lot, gtin = :gtin,
                                    state = :state, quantity = :quantity, unit = :unit,
                                    properties = cast(:properties as jsonb), version = version + 1,
                                    change_xid = pg_current_xact_id(), updated_at = now()
                                where id = :id
                                """), id, draft).update();
    }

    /** Marks the node and every relationship at it as gone; returns these relationships. */
    List<UUID> delete(UUID id) {
        var relationships = jdbc.sql("""
                        update relationships r
                        set deleted = true, version = r.version + 1, change_xid = pg_current_xact_id(), updated_at = now()
                        from nodes n
                        where n.id = ? and not r.deleted and (r.from_no = n.no or r.to_no = n.no)
                        returning r.id
                        """)
                .param(id)
                .query((row, n) -> row.getObject("id", UUID.class))
                .list();
        jdbc.sql("""
                        update nodes
                        set deleted = true, version = version + 1, change_xid = pg_current_xact_id(), updated_at = now()
                        where id = ?
                        """).param(id).update();
        return relationships;
    }

    private JdbcClient.StatementSpec bind(JdbcClient.StatementSpec sql, UUID id, NodeDraft draft) {
        return sql.param("id", id)
                .param("kind", draft.kind().code())
                .param("key", draft.key())
                .param("name", draft.name())
                .param("lot", draft.lotCode())
                .param("gtin", draft.gtin())
                .param("state", draft.state())
                .param("quantity", draft.quantity())
                .param("unit", draft.unit())
                .param("properties", json.writeValueAsString(draft.properties()));
    }

    private Node node(ResultSet row, int number) throws SQLException {
        return new Node(
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
                json.readValue(row.getString("properties"), new TypeReference<TreeMap<String, Object>>() {}),
                row.getLong("version"),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("updated_at").toInstant());
    }
}
