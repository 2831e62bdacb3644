package io.foodflow.audit.lineage;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.foodflow.audit.lineage.LineageEvent.DataSetFacts;
import io.foodflow.audit.lineage.LineageEvent.Name;
import io.foodflow.platform.web.Fields;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an event must be like to be taken: the rules of OpenLineage 2-0-2 for its core and for the facets that are read here, as
 * {@code openlineage/event-2-0-2.schema.json} has them, and bounds of size. The schemas that an event's facets name are never
 * fetched: they are addresses that somebody else chose. Thread-safe.
 */
final class EventSchema {

    static final int LONGEST_NAMESPACE = 500;
    static final int LONGEST_NAME = 1_000;
    static final int LONGEST_FIELD = 255;
    static final int MOST_DATA_SETS = 1_000;
    static final int MOST_FIELDS = 20_000;
    static final int MOST_COLUMNS = 20_000;
    private static final int MOST_ERRORS = 20;
    private static final int LONGEST_CHECKED_WHOLE = 100_000;
    private static final String RESOURCE = "/openlineage/event-2-0-2.schema.json";

    private final Schema run;
    private final Schema job;
    private final Schema dataSet;

    EventSchema() {
        var document = document();
        run = schema(document, "RunEvent");
        job = schema(document, "JobEvent");
        dataSet = schema(document, "DatasetEvent");
    }

    private static JsonNode document() {
        try (var in = Objects.requireNonNull(EventSchema.class.getResourceAsStream(RESOURCE))) {
            return JsonMapper.shared().readTree(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Schema schema(JsonNode document, String kind) {
        var copy = (tools.jackson.databind.node.ObjectNode) document.deepCopy();
        copy.put("$ref", "#/$defs/" + kind);
        copy.remove("$id");
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(copy);
    }

    /**
     * Remembers each rule of the specification that the event breaks, as far as {@value #MOST_ERRORS}; of a large event the first
     * alone, since each fault that is found takes memory.
     *
     * @param length of the event as text
     */
    void check(JsonNode event, int length, Fields fields) {
        var schema = event.has("dataset") ? dataSet : event.has("run") || !event.has("job") ? run : job;
        schema
                .validate(
                        event,
                        context -> context.executionConfig(config ->
                                config.formatAssertionsEnabled(true).failFast(length > LONGEST_CHECKED_WHOLE)))
                .stream()
                .limit(MOST_ERRORS)
                .forEach(error -> fields.add(field(error), error.getKeyword(), message(error)));
        if (fields.sound()
                && EventReader.time(event.path("eventTime").asString()).isEmpty()) {
            fields.add("eventTime", "format", "eventTime must be a time as 2026-01-31T08:00:00Z");
        }
    }

    /** Remembers what is too large to be kept. */
    void bound(LineageEvent event, Fields fields) {
        var job = event.job();
        if (job != null) {
            name("job", job.name(), fields);
        }
        var sets =
                Stream.concat(event.inputs().stream(), event.outputs().stream()).toList();
        most("data sets", Math.max(sets.size(), names(sets).size()), MOST_DATA_SETS, fields);
        most("schema.fields", sets.stream().mapToInt(EventSchema::fieldCount).sum(), MOST_FIELDS, fields);
        most(
                "columnLineage.fields",
                sets.stream().mapToInt(EventSchema::columnCount).sum(),
                MOST_COLUMNS,
                fields);
        for (var set : sets) {
            name("dataset", set.name(), fields);
            if (set.columns() != null) {
                for (var column : set.columns()) {
                    name("columnLineage input", column.input(), fields);
                    length("columnLineage field", column.field(), LONGEST_FIELD, fields);
                    length("columnLineage field", column.inputField(), LONGEST_FIELD, fields);
                }
            }
            if (!fields.sound()) {
                return;
            }
        }
    }

    /** Of the data sets, and of those that their columns come from. */
    private static Set<Name> names(List<DataSetFacts> sets) {
        var names = new HashSet<Name>();
        for (var set : sets) {
            names.add(set.name());
            if (set.columns() != null) {
                set.columns().forEach(column -> names.add(column.input()));
            }
        }
        return names;
    }

    private static int fieldCount(DataSetFacts set) {
        return set.fields() == null ? 0 : set.fields().size();
    }

    private static int columnCount(DataSetFacts set) {
        return set.columns() == null ? 0 : set.columns().size();
    }

    private static void name(String what, Name name, Fields fields) {
        length(what + ".namespace", name.namespace(), LONGEST_NAMESPACE, fields);
        length(what + ".name", name.name(), LONGEST_NAME, fields);
    }

    private static void length(String field, String text, int longest, Fields fields) {
        if (text.isBlank() || text.length() > longest) {
            fields.add(
                    field, "length", "%s must have 1..%d characters, had %d".formatted(field, longest, text.length()));
        }
    }

    private static void most(String what, int count, int most, Fields fields) {
        if (count > most) {
            fields.add(what, "count", "%s must be %d at most in one event, were %d".formatted(what, most, count));
        }
    }

    private static String field(Error error) {
        var pointer = error.getInstanceLocation()
                .toString()
                .replaceFirst("^[/$]+\\.?", "")
                .replace('/', '.');
        var property = error.getProperty();
        return property == null ? pointer : pointer.isEmpty() ? property : pointer + "." + property;
    }

    private static String message(Error error) {
        return Fields.quoted(error.getMessage());
    }

    /** Rules that a list of errors breaks, for tests. */
    List<String> broken(JsonNode event) {
        return run
                .validate(event, context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(error -> "%s: %s".formatted(error.getInstanceLocation(), error.getMessage()))
                .toList();
    }
}
