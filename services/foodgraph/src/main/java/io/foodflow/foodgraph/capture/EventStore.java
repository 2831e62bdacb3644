package io.foodflow.foodgraph.capture;

import com.github.f4b6a3.uuid.UuidCreator;
import io.foodflow.engine.epcis.EventHash;
import io.foodflow.engine.epcis.EventOutcome;
import io.foodflow.engine.epcis.EventOutcome.InvalidEvent;
import io.foodflow.engine.epcis.EventOutcome.ValidEvent;
import io.foodflow.foodgraph.graph.Columns;
import io.foodflow.foodgraph.graph.GraphWriter;
import io.foodflow.foodgraph.graph.NodeMention;
import io.foodflow.foodgraph.projection.EventProjection;
import io.foodflow.platform.context.Scope;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Records events and lets the graph follow, many at a time, in the caller's transaction. An event is known by its hash
 * (CBV 2.0, section 8.9): one that comes again, in whatever spelling, has no second effect.
 */
final class EventStore {

    private final JdbcTemplate jdbc;
    private final JsonMapper json;
    private final GraphWriter graph;
    private final ErrorDeclarations declarations;

    EventStore(JdbcTemplate jdbc, JsonMapper json, GraphWriter graph) {
        this.jdbc = jdbc;
        this.json = json;
        this.graph = graph;
        this.declarations = new ErrorDeclarations(jdbc);
    }

    /** How many of the events went which way; {@code warning} are among the accepted. */
    record Tally(int accepted, int duplicate, int rejected, int warning, int voided) {}

    /**
     * Records a part of a capture.
     *
     * @param scope where their sender may record events
     * @param ignored extension fields that do not count in the hash, as the document asks for ({@code ignoredByHash})
     */
    Tally store(@Nullable UUID captureId, Scope scope, List<EventOutcome> outcomes, Set<String> ignored) {
        var hashed = new ArrayList<Hashed>();
        var refusals = new ArrayList<Refusal>();
        for (var outcome : outcomes) {
            switch (outcome) {
                case ValidEvent valid -> hashed.add(hash(valid, ignored));
                case InvalidEvent invalid ->
                    refusals.add(new Refusal(
                            invalid.index(),
                            "rejected",
                            invalid.eventId(),
                            null,
                            json.writeValueAsString(invalid.errors())));
            }
        }
        declarations.await(hashed.stream().anyMatch(event -> event.identity().declaresError()), captureId != null);
        var first = new LinkedHashMap<Identity, Hashed>();
        hashed.forEach(event -> first.putIfAbsent(event.identity(), event));
        var numbers = insert(captureId, first.values());
        var fresh = first.values().stream()
                .filter(event -> numbers.containsKey(event.identity()))
                .toList();
        var known = existing(first.values().stream()
                .filter(event -> !numbers.containsKey(event.identity()))
                .toList());
        for (var event : hashed) {
            boolean repeatedHere = !Objects.equals(first.get(event.identity()), event);
            if (repeatedHere || known.containsKey(event.identity())) {
                var number = numbers.getOrDefault(event.identity(), known.get(event.identity()));
                refusals.add(new Refusal(
                        event.outcome().index(),
                        "duplicate",
                        event.outcome().event().core().eventId(),
                        number,
                        null));
            }
        }
        if (captureId != null) {
            refuse(captureId, refusals);
        }
        int voided = follow(captureId, scope, fresh, numbers, hashed, known);
        int duplicates = hashed.size() - fresh.size();
        int warned = (int) fresh.stream()
                .filter(event -> !event.outcome().warnings().isEmpty())
                .count();
        return new Tally(fresh.size(), duplicates, outcomes.size() - hashed.size(), warned, voided);
    }

    /** The id of an event recorded with these {@code ignored} fields. */
    UUID idOf(ValidEvent valid, Set<String> ignored) {
        var identity = hash(valid, ignored).identity();
        return Objects.requireNonNull(jdbc.queryForObject(
                "select id from events where hash = decode(?, 'hex') and declares_error = ?",
                UUID.class,
                identity.hash(),
                identity.declaresError()));
    }

    /** Writes what a document's header says of products, places and parties. */
    void describe(Collection<NodeMention> mentions) {
        if (!mentions.isEmpty()) {
            graph.write(mentions, List.of());
        }
    }

    /** Writes the refusals of a document of which nothing is kept. */
    void refuseAll(UUID captureId, List<InvalidEvent> invalid) {
        refuse(
                captureId,
                invalid.stream()
                        .map(event -> new Refusal(
                                event.index(),
                                "rejected",
                                event.eventId(),
                                null,
                                json.writeValueAsString(event.errors())))
                        .toList());
    }

    private static Hashed hash(ValidEvent valid, Set<String> ignored) {
        boolean declaresError = valid.event().core().errorDeclaration() != null;
        return new Hashed(valid, new Identity(hex(EventHash.id(valid.event(), ignored)), declaresError));
    }

    /** The 64 digits of {@code ni:///sha-256;...?ver=CBV2.0}. */
    private static String hex(String eventId) {
        return eventId.substring(eventId.indexOf(';') + 1, eventId.indexOf('?'));
    }

    private Map<Identity, Long> insert(@Nullable UUID captureId, Collection<Hashed> events) {
        var sorted = events.stream()
                .sorted(Comparator.comparing(event -> event.identity().hash()))
                .toList();
        var numbers = new HashMap<Identity, Long>();
        if (sorted.isEmpty()) {
            return numbers;
        }
        jdbc.query(
                """
                insert into events (id, hash, declares_error, event_id, type, event_time, biz_step, disposition,
                                    read_point, biz_location, capture_id, capture_index, format, raw, context, warnings)
                select id::uuid, decode(hash, 'hex'), error, event_id, type, time, step, disposition, read_point,
                       location, capture::uuid, index, format, raw, context, warnings::jsonb
                from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                  as e(id, hash, error, event_id, type, time, step, disposition, read_point, location, capture, index,
                       format, raw, context, warnings)
                on conflict (hash, declares_error) do nothing
                returning no, encode(hash, 'hex'), declares_error
                """,
                statement -> {
                    Columns.of(statement, 1, sorted)
                            .text(e -> UuidCreator.getTimeOrderedEpoch().toString())
                            .text(e -> e.identity().hash())
                            .bool(e -> e.identity().declaresError())
                            .text(e -> e.event().core().eventId())
                            .text(e -> e.event().type())
                            .timestamptz(e -> e.event().core().eventTime())
                            .text(e -> e.event().core().bizStep())
                            .text(e -> e.event().core().disposition())
                            .text(e -> place(e.event().core().readPoint()))
                            .text(e -> place(e.event().core().bizLocation()))
                            .text(e -> captureId == null ? null : captureId.toString())
                            .integer(e -> e.outcome().index())
                            .text(e -> e.outcome().raw().format().name())
                            .text(e -> e.outcome().raw().text())
                            .text(e -> context(e.outcome()))
                            .text(e -> e.outcome().warnings().isEmpty()
                                    ? null
                                    : json.writeValueAsString(e.outcome().warnings()));
                },
                (ResultSet row) -> {
                    numbers.put(new Identity(row.getString(2), row.getBoolean(3)), row.getLong(1));
                });
        return numbers;
    }

    private Map<Identity, Long> existing(List<Hashed> events) {
        var found = new HashMap<Identity, Long>();
        if (!events.isEmpty()) {
            jdbc.query(
                    """
                    select no, encode(hash, 'hex'), declares_error from events
                    where hash in (select decode(h, 'hex') from unnest(?) as h)
                    """,
                    statement -> Columns.of(statement, 1, events)
                            .text(e -> e.identity().hash()),
                    (ResultSet row) -> {
                        found.put(new Identity(row.getString(2), row.getBoolean(3)), row.getLong(1));
                    });
            found.keySet().retainAll(events.stream().map(Hashed::identity).toList());
        }
        return found;
    }

    /**
     * Lets the graph follow: projects what is new and what stands again, and takes back what is declared erroneous, now or
     * before. Returns how many were taken back.
     */
    private int follow(
            @Nullable UUID captureId,
            Scope scope,
            List<Hashed> fresh,
            Map<Identity, Long> numbers,
            List<Hashed> all,
            Map<Identity, Long> known) {
        var voided = declarations.apply(fresh.stream()
                .map(event -> Objects.requireNonNull(numbers.get(event.identity())))
                .toList());
        var project = new ArrayList<>(fresh.stream()
                .filter(e -> !e.identity().declaresError() && !voided.contains(numbers.get(e.identity())))
                .toList());
        if (captureId != null && !known.isEmpty()) {
            var again =
                    declarations.reinstate(captureId, all.getFirst().outcome().index());
            all.stream().filter(e -> again.remove(known.get(e.identity()))).forEach(project::add);
        }
        var everyNumber = new HashMap<>(known);
        everyNumber.putAll(numbers);
        project(scope, project, everyNumber);
        return voided.size();
    }

    private void project(Scope scope, List<Hashed> events, Map<Identity, Long> numbers) {
        var nodes = new ArrayList<NodeMention>();
        var statements = new ArrayList<GraphWriter.Statement>();
        var sightings = new HashSet<GraphWriter.Sighting>();
        for (var event : events) {
            var projected = EventProjection.of(event.event(), event.identity().hash());
            var number = numbers.get(event.identity());
            nodes.addAll(projected.nodes());
            projected.relationships().forEach(r -> statements.add(new GraphWriter.Statement(r, number)));
            var place = projected.place();
            if (place != null) {
                projected.nodes().forEach(node -> sightings.add(new GraphWriter.Sighting(node.key(), place)));
            }
        }
        if (!nodes.isEmpty()) {
            graph.write(nodes, statements, sightings, scope);
        }
    }

    private void refuse(UUID captureId, List<Refusal> refusals) {
        if (refusals.isEmpty()) {
            return;
        }
        jdbc.update("""
                insert into capture_refusals (capture_id, index, outcome, event_id, event_no, errors)
                select ?, index, outcome, event_id, event_no, errors::jsonb
                from unnest(?, ?, ?, ?, ?) as r(index, outcome, event_id, event_no, errors)
                on conflict (capture_id, index) do nothing
                """, statement -> {
            statement.setObject(1, captureId);
            Columns.of(statement, 2, refusals)
                    .integer(Refusal::index)
                    .text(Refusal::outcome)
                    .text(Refusal::eventId)
                    .bigint(Refusal::eventNo)
                    .text(Refusal::errors);
        });
    }

    private @Nullable String context(ValidEvent valid) {
        var raw = valid.raw();
        if (raw.context() != null) {
            return raw.context();
        }
        return raw.namespaces().isEmpty() ? null : json.writeValueAsString(raw.namespaces());
    }

    private static @Nullable String place(io.foodflow.engine.epcis.model.@Nullable Place place) {
        return place == null ? null : place.id().canonical();
    }

    /** Two events are the same if their hashes are and both declare an error or neither does. */
    private record Identity(String hash, boolean declaresError) {}

    private record Hashed(ValidEvent outcome, Identity identity) {
        io.foodflow.engine.epcis.model.EpcisEvent event() {
            return outcome.event();
        }
    }

    /** What was not taken. Its texts come from the sender and may hold U+0000, which no column takes. */
    private record Refusal(
            int index,
            String outcome,
            @Nullable String eventId,
            @Nullable Long eventNo,
            @Nullable String errors) {

        Refusal {
            eventId = eventId == null ? null : eventId.replace('\0', '\ufffd');
            errors = errors == null ? null : errors.replace("\\u0000", "\\ufffd");
        }
    }
}
