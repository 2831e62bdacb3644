package io.foodflow.audit.lineage;

import io.foodflow.audit.lineage.LineageStore.Stored;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.web.Fields;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Events that somebody outside tells of jobs of their own. Thread-safe. */
final class ReceivedEvents {

    private final EventSchema schema;
    private final LineageStore store;
    private final OwnNames names;
    private final UnitOfWork work;
    private final JsonMapper json;

    ReceivedEvents(EventSchema schema, LineageStore store, OwnNames names, UnitOfWork work, JsonMapper json) {
        this.schema = schema;
        this.store = store;
        this.names = names;
        this.work = work;
        this.json = json;
    }

    /** How the telling of an event ended. */
    sealed interface Outcome {
        /** It is there; {@code again} if it was before. */
        record Taken(UUID resource, String type, boolean again) implements Outcome {}

        record RunOfAnotherJob(UUID run, String job) implements Outcome {}
    }

    /** Takes an event, or ends the request with the rules that it breaks. */
    Outcome receive(JsonNode body) {
        var fields = new Fields();
        var text = json.writeValueAsString(body);
        schema.check(body, text.length(), fields);
        fields.check();
        var event = EventReader.read(body);
        schema.bound(event, fields);
        refuseOwn(event, fields);
        fields.check();
        return work.write(change -> {
            var stored = store.store(event, text, names, false);
            return switch (stored) {
                case Stored.Added(var id) -> {
                    change.record(received(event, id), null, null);
                    yield new Outcome.Taken(id, event.type(), false);
                }
                case Stored.Known(var id) -> {
                    change.nothing();
                    yield new Outcome.Taken(id, event.type(), true);
                }
                case Stored.RunOfAnotherJob(var run, var job) -> {
                    change.nothing();
                    yield new Outcome.RunOfAnotherJob(run, job.replace('\n', ' '));
                }
                case Stored.OwnRun(var run) -> {
                    change.nothing();
                    yield new Outcome.RunOfAnotherJob(run, "the platform itself");
                }
            };
        });
    }

    /** What the platform says of its own jobs and data sets nobody else says. */
    private void refuseOwn(LineageEvent event, Fields fields) {
        var job = event.job();
        if (job != null && names.areOf(job.name())) {
            fields.add("job.namespace", "reserved", message("job.namespace"));
        }
        if (job == null && names.areOf(event.inputs().getFirst().name())) {
            fields.add("dataset.namespace", "reserved", message("dataset.namespace"));
        }
    }

    private String message(String field) {
        return "%s must not be %s, in which the platform itself says what it does; name your own"
                .formatted(field, names.namespace());
    }

    private static LineageEventReceived received(LineageEvent event, UUID id) {
        var job = event.job();
        return new LineageEventReceived(
                event.type(),
                job == null
                        ? null
                        : "%s %s".formatted(job.name().namespace(), job.name().name()),
                id.toString());
    }
}
