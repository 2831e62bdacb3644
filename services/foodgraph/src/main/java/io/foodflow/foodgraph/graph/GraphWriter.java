package io.foodflow.foodgraph.graph;

import static io.foodflow.platform.database.Times.instant;

import com.github.f4b6a3.uuid.UuidCreator;
import io.foodflow.platform.context.Scope;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes what events say, many at a time, in the caller's transaction of the current tenant. Each key becomes one node:
 * what is not there is added, what is there is refined (a more telling kind, a later place or state), and nodes that
 * would not change are not written. A new node with a product becomes an instance of it. A handful of statements for any number of mentions; about 20 µs a row.
 *
 * <p>Keys are locked in sorted order, so that two writers with keys in common wait for each other. What is found cannot be
 * deleted before the transaction ends: no relationship is left without its ends.
 */
public final class GraphWriter {

    private static final TypeReference<TreeMap<String, Object>> PROPERTIES = new TypeReference<>() {};

    private final JdbcTemplate jdbc;
    private final JsonMapper json;

    GraphWriter(JdbcTemplate jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** A relationship with the number of the event that says so, if an event does. */
    public record Statement(
            RelationshipMention mention, @Nullable Long eventNo) {}

    /** That a node was named by an event at a place; both are mentioned as nodes. */
    public record Sighting(String node, String place) {}

    /** As {@link #write(Collection, List, Collection, Scope)}, where no event says so and nothing is kept from the writer. */
    public void write(Collection<NodeMention> mentions, List<Statement> relationships) {
        write(mentions, relationships, Set.of(), new Scope.Everywhere());
    }

    /**
     * Writes all of it. Keys that only relationships or sightings name must be mentioned as nodes too.
     *
     * @param scope where the writer may record events; of what was made elsewhere the name and the properties that are
     *     there already stay as they are
     * @throws IllegalArgumentException if a relationship or a sighting names a key that no node mention has
     */
    public void write(
            Collection<NodeMention> mentions,
            List<Statement> relationships,
            Collection<Sighting> sightings,
            Scope scope) {
        var nodes = new TreeMap<String, NodeMention>();
        mentions.forEach(mention -> nodes.merge(mention.key(), mention, NodeMention::merge));
        var numbers = new HashMap<String, Integer>();
        var shared = shared(nodes.values());
        var all = new ArrayList<>(relationships);
        resolve(nodes.values().stream().filter(n -> shared.contains(n.key())).toList(), numbers, scope);
        for (var added : resolve(
                nodes.values().stream().filter(n -> !shared.contains(n.key())).toList(), numbers, scope)) {
            if (added.product() != null && added.time() != null) {
                all.add(new Statement(
                        RelationshipMention.of(
                                RelationshipKind.INSTANCE_OF, added.key(), added.product(), added.time()),
                        null));
            }
        }
        insert(all, numbers);
        see(sightings, numbers);
    }

    /** In the order of the primary key, so that two writers with rows in common wait for each other. */
    private void see(Collection<Sighting> sightings, Map<String, Integer> numbers) {
        var rows = sightings.stream()
                .distinct()
                .map(one -> new Seen(end(numbers, one.place()), end(numbers, one.node())))
                .sorted(Comparator.comparingInt(Seen::place).thenComparingInt(Seen::node))
                .toList();
        if (rows.isEmpty()) {
            return;
        }
        jdbc.update("""
                insert into node_places (place_no, node_no)
                select s.place, s.node from unnest(?, ?) as s (place, node)
                where not exists (select from node_places p where p.place_no = s.place and p.node_no = s.node)
                on conflict do nothing
                """, insert -> {
            Columns.of(insert, 1, rows).integer(Seen::place).integer(Seen::node);
        });
    }

    private record Seen(int place, int node) {}

    private static Set<String> shared(Collection<NodeMention> nodes) {
        var shared = new HashSet<String>();
        for (var node : nodes) {
            if (node.product() != null) {
                shared.add(node.product());
            }
            if (node.location() != null) {
                shared.add(node.location());
            }
        }
        return shared;
    }

    /** Gives every node its number and returns those that were not there before. */
    private List<NodeMention> resolve(List<NodeMention> nodes, Map<String, Integer> numbers, Scope scope) {
        if (nodes.isEmpty()) {
            return nodes;
        }
        var known = find(nodes);
        var missing = nodes.stream().filter(n -> !known.containsKey(n.key())).toList();
        var added = missing.isEmpty() ? Map.<String, Integer>of() : add(missing, numbers);
        numbers.putAll(added);
        known.putAll(
                find(missing.stream().filter(n -> !added.containsKey(n.key())).toList()));
        known.forEach((key, row) -> numbers.put(key, row.no()));
        var others = madeOutside(known.values(), scope);
        var refined = new ArrayList<Row>();
        for (var node : nodes) {
            var row = known.get(node.key());
            if (row != null) {
                var now = refine(row, node, numbers, others.contains(row.no()));
                if (!now.equals(row)) {
                    refined.add(now);
                }
            }
        }
        update(refined);
        return missing.stream().filter(n -> added.containsKey(n.key())).toList();
    }

    private Map<String, Row> find(List<NodeMention> nodes) {
        var found = new HashMap<String, Row>();
        if (nodes.isEmpty()) {
            return found;
        }
        jdbc.query("""
                select no, key, kind, name, lot_code, gtin, product_no, location_no, location_time, state, state_time,
                       quantity, unit, properties
                from nodes where key = any(?) and not deleted order by key for key share
                """, statement -> Columns.of(statement, 1, nodes).text(NodeMention::key), (ResultSet row) -> {
            found.put(row.getString("key"), row(row));
        });
        return found;
    }

    private Map<String, Integer> add(List<NodeMention> nodes, Map<String, Integer> numbers) {
        var added = new HashMap<String, Integer>();
        jdbc.query(
                """
                insert into nodes (id, kind, key, name, lot_code, gtin, product_no, location_no, location_time, state,
                                   state_time, quantity, unit, properties)
                select id::uuid, kind, key, name, lot, gtin, product, location,
                       case when location is null then null else time end, state,
                       case when state is null then null else time end, quantity, unit, properties::jsonb
                from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                  as n(id, kind, key, name, lot, gtin, product, location, time, state, quantity, unit, properties)
                on conflict (key) where not deleted do nothing
                returning no, key
                """,
                statement -> {
                    Columns.of(statement, 1, nodes)
                            .text(n -> UuidCreator.getTimeOrderedEpoch().toString())
                            .smallint(n -> n.kind().code())
                            .text(NodeMention::key)
                            .text(NodeMention::name)
                            .text(NodeMention::lotCode)
                            .text(NodeMention::gtin)
                            .integer(n -> number(numbers, n.product()))
                            .integer(n -> number(numbers, n.location()))
                            .timestamptz(n -> n.time())
                            .text(NodeMention::state)
                            .float8(NodeMention::quantity)
                            .text(NodeMention::unit)
                            .text(n -> json.writeValueAsString(n.properties()));
                },
                (ResultSet row) -> {
                    added.put(row.getString("key"), row.getInt("no"));
                });
        return added;
    }

    /** Which of these nodes were made at a place that is not of the writer's, by numbers. */
    private Set<Integer> madeOutside(Collection<Row> rows, Scope scope) {
        if (!(scope instanceof Scope.Sites within) || rows.isEmpty()) {
            return Set.of();
        }
        var numbers = rows.stream().map(Row::no).toList();
        var sites = List.copyOf(within.sites());
        var outside = new HashSet<Integer>();
        jdbc.query(
                """
                with made (no, place_no) as (
                  select n.no, m.to_no from unnest(?) as n (no)
                  join relationships m on m.from_no = n.no and m.kind = %1$d and not m.deleted
                  union all
                  select n.no, m.to_no from unnest(?) as n (no)
                  join relationships o on o.to_no = n.no and o.kind = %2$d and not o.deleted
                  join relationships m on m.from_no = o.from_no and m.kind = %1$d and not m.deleted)
                select distinct made.no from made join nodes place on place.no = made.place_no
                where not exists (
                  select from unnest(?) as s (site)
                  where place.key = s.site or starts_with(place.key, s.site || '%3$s'))
                """.formatted(
                        RelationshipKind.PRODUCED_AT.code(), RelationshipKind.PRODUCES.code(), Scope.Sites.EXTENSION),
                statement -> {
                    Columns.of(statement, 1, numbers).integer(no -> no).integer(no -> no);
                    Columns.of(statement, 3, sites).text(site -> site);
                },
                (ResultSet row) -> {
                    outside.add(row.getInt("no"));
                });
        return outside;
    }

    /** @param fillOnly whether the name and the properties that are there already stay */
    private Row refine(Row row, NodeMention node, Map<String, Integer> numbers, boolean fillOnly) {
        boolean moved = node.location() != null && later(node.time(), row.locationTime());
        boolean changed = node.state() != null && later(node.time(), row.stateTime());
        return new Row(
                row.no(),
                NodeKind.of(row.kind()).refine(node.kind()).code(),
                node.name() == null || (fillOnly && row.name() != null) ? row.name() : node.name(),
                row.lotCode() == null ? node.lotCode() : row.lotCode(),
                row.gtin() == null ? node.gtin() : row.gtin(),
                row.productNo() == null ? number(numbers, node.product()) : row.productNo(),
                moved ? number(numbers, node.location()) : row.locationNo(),
                moved ? node.time() : row.locationTime(),
                changed ? node.state() : row.state(),
                changed ? node.time() : row.stateTime(),
                row.quantity() == null ? node.quantity() : row.quantity(),
                row.quantity() == null ? node.unit() : row.unit(),
                merged(row.properties(), node.properties(), fillOnly));
    }

    private String merged(String properties, Map<String, Object> more, boolean fillOnly) {
        if (more.isEmpty()) {
            return properties;
        }
        var all = json.readValue(properties, PROPERTIES);
        var before = new TreeMap<>(all);
        if (fillOnly) {
            more.forEach(all::putIfAbsent);
        } else {
            all.putAll(more);
        }
        return all.equals(before) ? properties : json.writeValueAsString(all);
    }

    /**
     * Copies of the graph know a node's kind and nothing else of it, so only another kind is a change to them
     * ({@code change_xid}). That leaves every index as it is, and PostgreSQL writes the row alone (a heap-only tuple).
     */
    private void update(List<Row> rows) {
        if (rows.isEmpty()) {
            return;
        }
        rows.sort(Comparator.comparingInt(Row::no));
        lock(rows);
        jdbc.update("""
                update nodes n
                set kind = u.kind, name = u.name, lot_code = u.lot, gtin = u.gtin, product_no = u.product,
                    location_no = u.location, location_time = u.location_time, state = u.state,
                    state_time = u.state_time, quantity = u.quantity, unit = u.unit, properties = u.properties::jsonb,
                    version = n.version + 1, updated_at = now(),
                    change_xid = case when n.kind = u.kind then n.change_xid else pg_current_xact_id() end
                from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                  as u(no, kind, name, lot, gtin, product, location, location_time, state, state_time, quantity, unit,
                       properties)
                where n.no = u.no
                """, statement -> {
            Columns.of(statement, 1, rows)
                    .integer(Row::no)
                    .smallint(r -> r.kind())
                    .text(Row::name)
                    .text(Row::lotCode)
                    .text(Row::gtin)
                    .integer(Row::productNo)
                    .integer(Row::locationNo)
                    .timestamptz(r -> r.locationTime())
                    .text(Row::state)
                    .timestamptz(r -> r.stateTime())
                    .float8(Row::quantity)
                    .text(Row::unit)
                    .text(Row::properties);
        });
    }

    /** In the order of their numbers, which the plan of an update does not keep. */
    private void lock(List<Row> rows) {
        jdbc.query(
                "select no from nodes where no = any(?) order by no for no key update",
                statement -> Columns.of(statement, 1, rows).integer(Row::no),
                (ResultSet row) -> {});
    }

    private void insert(List<Statement> statements, Map<String, Integer> numbers) {
        if (statements.isEmpty()) {
            return;
        }
        jdbc.update("""
                insert into relationships (id, kind, from_no, to_no, event_time, quantity, unit, event_no)
                select id::uuid, kind, from_no, to_no, time, quantity, unit, event_no
                from unnest(?, ?, ?, ?, ?, ?, ?, ?) as r(id, kind, from_no, to_no, time, quantity, unit, event_no)
                """, insert -> {
            Columns.of(insert, 1, statements)
                    .text(s -> UuidCreator.getTimeOrderedEpoch().toString())
                    .smallint(s -> s.mention().kind().code())
                    .integer(s -> end(numbers, s.mention().from()))
                    .integer(s -> end(numbers, s.mention().to()))
                    .timestamptz(s -> s.mention().time())
                    .float8(s -> s.mention().quantity())
                    .text(s -> s.mention().unit())
                    .bigint(Statement::eventNo);
        });
    }

    private static Integer end(Map<String, Integer> numbers, String key) {
        var number = numbers.get(key);
        if (number == null) {
            throw new IllegalArgumentException("'%s' is named, which is not among the nodes".formatted(key));
        }
        return number;
    }

    private static @Nullable Integer number(Map<String, Integer> numbers, @Nullable String key) {
        return key == null ? null : numbers.get(key);
    }

    private static boolean later(@Nullable Instant time, @Nullable Instant than) {
        return than == null || (time != null && time.isAfter(than));
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getInt("no"),
                row.getInt("kind"),
                row.getString("name"),
                row.getString("lot_code"),
                row.getString("gtin"),
                (Integer) row.getObject("product_no"),
                (Integer) row.getObject("location_no"),
                instant(row, "location_time"),
                row.getString("state"),
                instant(row, "state_time"),
                (Double) row.getObject("quantity"),
                row.getString("unit"),
                row.getString("properties"));
    }

    /** A node as the table has it; two equal rows need no update. */
    private record Row(
            int no,
            int kind,
            @Nullable String name,
            @Nullable String lotCode,
            @Nullable String gtin,
            @Nullable Integer productNo,
            @Nullable Integer locationNo,
            @Nullable Instant locationTime,
            @Nullable String state,
            @Nullable Instant stateTime,
            @Nullable Double quantity,
            @Nullable String unit,
            String properties) {}
}
