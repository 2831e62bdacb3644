package io.foodflow.engine.epcis;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Makes one fault in a document, somewhere in its frame or its events: the same for the same seed. */
final class Mutations {
    private static final JsonMapper JSON = new JsonMapper();

    /** Values of every type, for a place where another type belongs. */
    private static final List<String> OTHER_TYPES = List.of(
            "null", "true", "17", "-3.5", "\"a word\"", "\"\"", "[]", "{}", "[7]", "{\"x\":1}", "[\"urn:x:1\"]");

    /** Wrong values by the field's name, or else {@link #WRONG_TEXT}. */
    private static final Map<String, List<String>> WRONG = Map.ofEntries(
            Map.entry("action", List.of("observe", "REMOVE", "")),
            Map.entry("bizStep", List.of("eating", "Shipping", "urn:epcglobal:cbv:bizstep:eating")),
            Map.entry("disposition", List.of("lost", "urn:epcglobal:cbv:disp:lost", "in transit")),
            Map.entry("type", List.of("EatingEvent", "xx", "objectevent", "urn:epcglobal:cbv:btt:xx")),
            Map.entry("reason", List.of("why_not", "urn:epcglobal:cbv:er:why_not")),
            Map.entry("component", List.of("w", "X")),
            Map.entry("exception", List.of("PANIC")),
            Map.entry("uom", List.of("kg", "KILOS", "K")),
            Map.entry("eventTimeZoneOffset", List.of("Z", "+25:00", "+1:00", "+14:30", "0100")),
            Map.entry("schemaVersion", List.of("two", "2.", "")),
            Map.entry("hexBinaryValue", List.of("xyz", "")));

    private static final List<String> WRONG_TIMES = List.of(
            "2026-13-01T00:00:00Z",
            "2026-02-30T00:00:00Z",
            "2026-01-01T25:00:00Z",
            "2026-01-01T00:00:00",
            "2026-01-01",
            "yesterday",
            "",
            "2026-01-01 00:00:00Z",
            "2026-01-01T00:00:00+2:00");

    private static final List<String> WRONG_TEXT = List.of("no uri", "", "plain", "http://a b", "%zz:1", ":x");

    private final SplittableRandom random;

    Mutations(long seed) {
        random = new SplittableRandom(seed);
    }

    /**
     * A document with one fault.
     *
     * @param what says what was done, and where
     */
    record Mutant(String what, JsonNode document) {}

    /** A place where something can be changed: a field of an object, or a member of a list. */
    private record Place(JsonNode parent, String name, int index, String path) {
        JsonNode value() {
            return index < 0 ? parent.get(name) : parent.get(index);
        }

        void set(JsonNode value) {
            if (index < 0) ((ObjectNode) parent).set(name, value);
            else ((ArrayNode) parent).set(index, value);
        }
    }

    Mutant next(JsonNode sound) {
        JsonNode document = sound.deepCopy();
        List<Place> places = new ArrayList<>();
        collect(document, "", places);
        Place place = places.get(random.nextInt(places.size()));
        return new Mutant(change(place), document);
    }

    private static void collect(JsonNode node, String path, List<Place> into) {
        if (node instanceof ObjectNode object) {
            for (String name : List.copyOf(object.propertyNames())) {
                if (!name.equals("@context") && !name.equals("epcisHeader")) {
                    add(new Place(object, name, -1, path + "/" + name), into);
                }
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) add(new Place(array, lastName(path), i, path + "/" + i), into);
        }
    }

    private static void add(Place place, List<Place> into) {
        into.add(place);
        collect(place.value(), place.path(), into);
    }

    private static String lastName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private String change(Place place) {
        return switch (random.nextInt(6)) {
            case 0 -> drop(place);
            case 1 -> otherType(place);
            case 2, 3 -> wrongValue(place);
            case 4 -> otherDigit(place);
            default -> more(place);
        };
    }

    private String drop(Place place) {
        if (place.index() < 0) ((ObjectNode) place.parent()).remove(place.name());
        else ((ArrayNode) place.parent()).remove(place.index());
        return "without " + place.path();
    }

    private String otherType(Place place) {
        String value = pick(OTHER_TYPES);
        place.set(JSON.readTree(value));
        return place.path() + " = " + value;
    }

    private String wrongValue(Place place) {
        if (!place.value().isString()) return otherType(place);
        boolean time = place.name().endsWith("Time")
                || place.name().equals("time")
                || place.name().equals("creationDate");
        String value = pick(time ? WRONG_TIMES : WRONG.getOrDefault(place.name(), WRONG_TEXT));
        place.set(StringNode.valueOf(value));
        return place.path() + " = \"" + value + "\"";
    }

    /** Changes a digit of an identifier or a time. */
    private String otherDigit(Place place) {
        String text = place.value().asString("");
        int[] digits = IntStream.range(0, text.length())
                .filter(i -> Character.isDigit(text.charAt(i)))
                .toArray();
        if (!place.value().isString() || digits.length == 0) return wrongValue(place);
        int at = digits[random.nextInt(digits.length)];
        String changed = text.substring(0, at) + random.nextInt(10) + text.substring(at + 1);
        place.set(StringNode.valueOf(changed));
        return place.path() + " = \"" + changed + "\"";
    }

    /** Adds a field that nobody knows, or a list's member once more. */
    private String more(Place place) {
        if (place.parent() instanceof ArrayNode array) {
            array.add(place.value().deepCopy());
            return place.path() + " twice";
        }
        ((ObjectNode) place.parent()).set("madeUp", JsonNodeFactory.instance.numberNode(1));
        return place.path() + " beside madeUp";
    }

    private <T> T pick(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
