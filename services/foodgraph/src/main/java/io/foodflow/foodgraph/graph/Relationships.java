package io.foodflow.foodgraph.graph;

import com.github.f4b6a3.uuid.UuidCreator;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.web.Cursor;
import io.foodflow.platform.web.Page;
import io.foodflow.platform.web.PageRequest;
import io.foodflow.platform.web.Problem.FieldError;
import io.foodflow.platform.web.ProblemException;
import io.foodflow.platform.web.Problems;
import io.foodflow.platform.web.Versions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The operations on relationships. Those that read tell only what the caller may see; those that write are for callers who see all. */
final class Relationships {

    private final UnitOfWork work;
    private final Sights sights;
    private final RelationshipRepository relationships;

    Relationships(UnitOfWork work, Sights sights, RelationshipRepository relationships) {
        this.work = work;
        this.sights = sights;
        this.relationships = relationships;
    }

    /** As the request had it. */
    record Input(
            @Nullable RelationshipKind kind,
            @Nullable UUID fromId,
            @Nullable UUID toId,
            @Nullable Instant eventTime,
            @Nullable Double quantity,
            @Nullable String unit,
            @Nullable Map<String, Object> properties) {}

    Relationship find(UUID id) {
        return work.readSnapshot(() -> relationships.find(id, sight())).orElseThrow(() -> absent(id));
    }

    Page<Relationship> list(
            List<RelationshipKind> kinds, @Nullable UUID from, @Nullable UUID to, @Nullable UUID at, PageRequest page) {
        return Page.of(
                work.readSnapshot(() -> relationships.list(kinds, from, to, at, sight(), page)),
                page,
                last -> Cursor.after(last.id()));
    }

    private Sight sight() {
        return sights.of("relationship:read");
    }

    Relationship create(Input input) {
        check(input);
        var id = UuidCreator.getTimeOrderedEpoch();
        return work.write(change -> {
            var ends = ends(input);
            relationships.insert(id, input, ends.from(), ends.to());
            var created = relationships.find(id, new Sight.All()).orElseThrow();
            change.record(new RelationshipCreated(id, created.kind().name()), null, created);
            return created;
        });
    }

    Relationship update(UUID id, Input input, @Nullable String ifMatch) {
        check(input);
        return work.write(change -> {
            var before = relationships.findForUpdate(id).orElseThrow(() -> absent(id));
            Versions.requireMatch(ifMatch, before.version());
            var ends = ends(input);
            relationships.update(id, input, ends.from(), ends.to());
            var after = relationships.find(id, new Sight.All()).orElseThrow();
            change.record(new RelationshipUpdated(id, after.kind().name()), before, after);
            return after;
        });
    }

    void delete(UUID id, @Nullable String ifMatch) {
        work.write(change -> {
            var before = relationships.findForUpdate(id).orElseThrow(() -> absent(id));
            Versions.requireMatch(ifMatch, before.version());
            relationships.delete(id);
            change.record(new RelationshipDeleted(id, before.kind().name()), before, null);
            return id;
        });
    }

    private record Ends(int from, int to) {}

    private Ends ends(Input input) {
        var from = Objects.requireNonNull(input.fromId());
        var to = Objects.requireNonNull(input.toId());
        var numbers = relationships.numbers(List.of(from, to));
        var errors = new ArrayList<FieldError>();
        if (!numbers.containsKey(from)) {
            errors.add(
                    new FieldError("from_id", "exists", "from_id must be a node, there is none '%s'".formatted(from)));
        }
        if (!numbers.containsKey(to)) {
            errors.add(new FieldError("to_id", "exists", "to_id must be a node, there is none '%s'".formatted(to)));
        }
        if (!errors.isEmpty()) {
            throw new ProblemException(Problems.invalid(errors));
        }
        return new Ends(Objects.requireNonNull(numbers.get(from)), Objects.requireNonNull(numbers.get(to)));
    }

    private static void check(Input input) {
        var errors = new ArrayList<FieldError>();
        required(errors, "kind", input.kind());
        required(errors, "from_id", input.fromId());
        required(errors, "to_id", input.toId());
        required(errors, "event_time", input.eventTime());
        NodeDraft.amount(errors, input.quantity(), input.unit());
        StorableText.check(errors, "properties", input.properties());
        if (input.fromId() != null && input.fromId().equals(input.toId())) {
            errors.add(new FieldError("to_id", "other-node", "to_id must be another node than from_id"));
        }
        if (input.eventTime() != null && outside(input.eventTime())) {
            errors.add(new FieldError(
                    "event_time",
                    "range",
                    "event_time must be within %s..%s, was %s"
                            .formatted(Relationship.EARLIEST, Relationship.LATEST, input.eventTime())));
        }
        if (!errors.isEmpty()) {
            throw new ProblemException(Problems.invalid(errors));
        }
    }

    private static boolean outside(Instant time) {
        return time.isBefore(Relationship.EARLIEST) || time.isAfter(Relationship.LATEST);
    }

    private static void required(List<FieldError> errors, String field, @Nullable Object value) {
        if (value == null) {
            errors.add(new FieldError(field, "required", field + " is required"));
        }
    }

    private static ProblemException absent(UUID id) {
        return new ProblemException(Problems.notFound("relationship", id));
    }
}
