package io.foodflow.foodgraph.chainlab;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads the three tables of a document, in whichever of FoodChain-Lab's forms: under {@code data} (or {@code elements})
 * or at the top; each a list of rows or {@code {columnProperties, data: rows}}; a row either a list of {@code {id,
 * value}} or an object. Whatever else the document holds is skipped without being kept.
 */
final class NetworkTables {

    private static final int MOST_ROWS = 1_000_000;
    private static final Map<String, Table> NAMES = Map.of(
            "stations", Table.STATIONS,
            "deliveries", Table.DELIVERIES,
            "deliveryRelations", Table.RELATIONS,
            "deliveriesRelations", Table.RELATIONS);

    private final JsonParser json;
    private final NetworkFaults faults;
    private final Map<Table, List<Row>> tables = new LinkedHashMap<>();
    private int rows;

    private NetworkTables(JsonParser json, NetworkFaults faults) {
        this.json = json;
        this.faults = faults;
    }

    enum Table {
        STATIONS,
        DELIVERIES,
        RELATIONS
    }

    /** Reads to the end of the document; faults of form go to {@code faults}. */
    static NetworkTables read(JsonParser json, NetworkFaults faults) {
        var tables = new NetworkTables(json, faults);
        if (json.nextToken() == JsonToken.START_OBJECT) {
            tables.frame("");
            if (json.nextToken() != null) {
                faults.add("body", "type", "there is more after the end of the document");
            }
        }
        return tables;
    }

    /** The rows of a table; empty if the document does not have it. */
    Optional<List<Row>> rows(Table table) {
        return Optional.ofNullable(tables.get(table));
    }

    private void frame(String path) {
        while (json.nextToken() != JsonToken.END_OBJECT) {
            var name = json.currentName();
            var table = NAMES.get(name);
            var token = json.nextToken();
            if (table != null && !tables.containsKey(table)) {
                tables.put(table, table(path + name));
            } else if (path.isEmpty()
                    && token == JsonToken.START_OBJECT
                    && (name.equals("data") || name.equals("elements"))) {
                frame(name + ".");
            } else {
                json.skipChildren();
            }
        }
    }

    private List<Row> table(String path) {
        var found = new ArrayList<Row>();
        switch (json.currentToken()) {
            case START_ARRAY -> rows(path, found);
            case START_OBJECT -> {
                while (json.nextToken() != JsonToken.END_OBJECT) {
                    boolean data = json.currentName().equals("data");
                    if (json.nextToken() == JsonToken.START_ARRAY && data) {
                        rows(path + ".data", found);
                    } else if (data) {
                        wrongType(path + ".data", "a list of rows");
                    } else {
                        json.skipChildren();
                    }
                }
            }
            default -> wrongType(path, "a table");
        }
        return found;
    }

    private void rows(String path, List<Row> found) {
        for (int i = 0; json.nextToken() != JsonToken.END_ARRAY; i++) {
            var at = "%s[%d]".formatted(path, i);
            var cells = new LinkedHashMap<String, Object>();
            switch (json.currentToken()) {
                case START_ARRAY -> cells(at, cells);
                case START_OBJECT -> fields(at, cells);
                default -> wrongType(at, "a row");
            }
            if (++rows > MOST_ROWS) {
                faults.add(at, "limit", "a network may have %d rows at most".formatted(MOST_ROWS));
            } else {
                found.add(new Row(at, cells));
            }
        }
    }

    /** A list of {@code {id, value}} or {@code {name, value}}. */
    private void cells(String path, Map<String, Object> cells) {
        for (int i = 0; json.nextToken() != JsonToken.END_ARRAY; i++) {
            if (json.currentToken() == JsonToken.START_OBJECT) {
                cell("%s[%d]".formatted(path, i), cells);
            } else {
                wrongType("%s[%d]".formatted(path, i), "a cell {\"id\": .., \"value\": ..}");
            }
        }
    }

    private void cell(String path, Map<String, Object> cells) {
        String column = null;
        Object value = null;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            var name = json.currentName();
            json.nextToken();
            if (name.equals("value")) {
                value = value(path + ".value");
            } else if (name.equals("id") || name.equals("name")) {
                column = json.currentToken() == JsonToken.VALUE_STRING ? json.getString() : null;
                json.skipChildren();
            } else {
                json.skipChildren();
            }
        }
        if (column == null) {
            faults.add(path + ".id", "required", path + ".id must be the name of a column");
        } else if (value != null) {
            cells.put(column, value);
        }
    }

    private void fields(String path, Map<String, Object> cells) {
        while (json.nextToken() != JsonToken.END_OBJECT) {
            var name = json.currentName();
            if (json.nextToken() == JsonToken.START_ARRAY) {
                if (name.equals("properties")) {
                    cells(path + ".properties", cells);
                } else {
                    json.skipChildren();
                }
            } else {
                var value = value(path + "." + name);
                if (value != null) {
                    cells.put(name, value);
                }
            }
        }
    }

    private @Nullable Object value(String path) {
        return switch (json.currentToken()) {
            case VALUE_STRING -> json.getString().isBlank() ? null : json.getString();
            case VALUE_NUMBER_INT -> json.getNumberValue().longValue();
            case VALUE_NUMBER_FLOAT -> json.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> {
                wrongType(path, "text, a number, true or false");
                yield null;
            }
        };
    }

    private void wrongType(String path, String expected) {
        faults.add(path, "type", "%s must be %s".formatted(path, expected));
        json.skipChildren();
    }
}
