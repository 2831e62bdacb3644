package io.foodflow.foodgraph.graph;

import io.foodflow.foodgraph.graph.Relationships.Input;
import io.foodflow.platform.web.PageRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Relationships one at a time and in lists; every method runs in the caller's transaction. */
final class RelationshipRepository {

    private static final String ALL = """
            select r.id, r.kind, f.id as from_id, t.id as to_id, r.event_time, r.quantity, r.unit, e.id as event_id,
                   r.properties, r.version, r.created_at, r.updated_at
            from relationships r
            join nodes f on f.no = r.from_no
            join nodes t on t.no = r.to_no
            left join events e on e.no = r.event_no
            where not r.deleted
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    RelationshipRepository(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    Optional<Relationship> find(UUID id, Sight sight) {
        var params = sight.parameters();
        params.put("id", id);
        return jdbc.sql(select(sight) + " and r.id = :id")
                .params(params)
                .query(this::relationship)
                .optional();
    }

    Optional<Relationship> findForUpdate(UUID id) {
        return jdbc.sql(ALL + " and r.id = ? for update of r")
                .param(id)
                .query(this::relationship)
                .optional();
    }

    /** A page of relationships by id; each filter may be absent. */
    List<Relationship> list(
            List<RelationshipKind> kinds,
            @Nullable UUID from,
            @Nullable UUID to,
            @Nullable UUID at,
            Sight sight,
            PageRequest page) {
        var sql = new StringBuilder(select(sight));
        var params = sight.parameters();
        if (!kinds.isEmpty()) {
            sql.append(" and r.kind in (:kinds)");
            params.put("kinds", kinds.stream().map(RelationshipKind::code).toList());
        }
        if (from != null) {
            sql.append(" and r.from_no = (select no from nodes where id = :from)");
            params.put("from", from);
        }
        if (to != null) {
            sql.append(" and r.to_no = (select no from nodes where id = :to)");
            params.put("to", to);
        }
        if (at != null) {
            sql.append("""
                     and r.no in (
                      select no from relationships where from_no = (select no from nodes where id = :at)
                      union all
                      select no from relationships where to_no = (select no from nodes where id = :at))
                    """);
            params.put("at", at);
        }
        page.afterId().ifPresent(id -> {
            sql.append(" and r.id > :after");
            params.put("after", id);
        });
        sql.append(" order by r.id limit :limit");
        params.put("limit", page.fetch());
        return jdbc.sql(sql.toString()).params(params).query(this::relationship).list();
    }

    /** The relationships whose both ends are seen; how much, and by which event, only of events at places of the caller's. */
    private static String select(Sight sight) {
        return switch (sight) {
            case Sight.All _ -> ALL;
            case Sight.AtPlaces _ -> """
                    select r.id, r.kind, f.id as from_id, t.id as to_id, r.event_time,
                           case when o.own then r.quantity end as quantity, case when o.own then r.unit end as unit,
                           case when o.own then e.id end as event_id, case when o.own then r.properties end as properties,
                           r.version, r.created_at, r.updated_at
                    from relationships r
                    join nodes f on f.no = r.from_no
                    join nodes t on t.no = r.to_no
                    left join events e on e.no = r.event_no
                    cross join lateral (select %s as own) o
                    where not r.deleted and %s and %s
                    """.formatted(sight.isOfOwnEvent("e"), sight.isSeen("f"), sight.isSeen("t"));
        };
    }

    /** The numbers of the nodes with these ids, those that exist; they stay until we are done. */
    Map<UUID, Integer> numbers(List<UUID> ids) {
        var numbers = new HashMap<UUID, Integer>();
        jdbc.sql("select id, no from nodes where id in (:ids) and not deleted order by id for key share")
                .param("ids", ids)
                .query((ResultSet row) -> {
                    numbers.put(row.getObject("id", UUID.class), row.getInt("no"));
                });
        return numbers;
    }

    void insert(UUID id, Input input, int from, int to) {
        bind(jdbc.sql("""
                                insert into relationships (id, kind, from_no, to_no, event_time, quantity, unit, properties)
                                values (:id, :kind, :from, :to, :time, :quantity, :unit, cast(:properties as jsonb))
                                """), id, input).param("from", from).param("to", to).update();
    }

    void update(UUID id, Input input, int from, int to) {
        bind(jdbc.sql("""
                                update relationships
                                set kind = :kind, from_no = :from, to_no = :to, event_time = :time,
                                    quantity = :quantity, unit = :unit, properties = cast(:properties as jsonb),
                                    version = version + 1, change_xid = pg_current_xact_id(), updated_at = now()
                                where id = :id
                                """), id, input).param("from", from).param("to", to).update();
    }

    void delete(UUID id) {
        jdbc.sql("""
                        update relationships
                        set deleted = true, version = version + 1, change_xid = pg_current_xact_id(), updated_at = now()
                        where id = ?
                        """).param(id).update();
    }

    private JdbcClient.StatementSpec bind(JdbcClient.StatementSpec sql, UUID id, Input input) {
        return sql.param("id", id)
                .param("kind", Objects.requireNonNull(input.kind()).code())
                .param("time", Timestamp.from(Objects.requireNonNull(input.eventTime())))
                .param("quantity", input.quantity())
                .param("unit", input.unit())
                .param("properties", input.properties() == null ? null : json.writeValueAsString(input.properties()));
    }

    private Relationship relationship(ResultSet row, int number) throws SQLException {
        var properties = row.getString("properties");
        return new Relationship(
                row.getObject("id", UUID.class),
                RelationshipKind.of(row.getInt("kind")),
                row.getObject("from_id", UUID.class),
                row.getObject("to_id", UUID.class),
                row.getTimestamp("event_time").toInstant(),
                (Double) row.getObject("quantity"),
                row.getString("unit"),
                row.getObject("event_id", UUID.class),
                properties == null
                        ? Map.of()
                        : json.readValue(properties, new TypeReference<TreeMap<String, Object>>() {}),
                row.getLong("version"),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("updated_at").toInstant());
    }
}
