package io.foodflow.demo;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The demo of size S as a reader of the documents sees it; read once for all tests. */
final class Story {
    static final DemoSettings SETTINGS = DemoSettings.of(DemoSize.S, 7, LocalDate.of(2026, 3, 31));
    static final Story OF_SEED_7 = new Story(SETTINGS);
    static final DemoFacts FACTS = DemoCompany.facts(SETTINGS);

    final List<DemoDocument> documents;
    final List<JsonNode> headers = new ArrayList<>();
    /** In the order told, corrections included. */
    final List<JsonNode> told = new ArrayList<>();
    /** What happened, in the order of time: events declared wrong are left out. */
    final List<JsonNode> events = new ArrayList<>();

    Story(DemoSettings settings) {
        documents = DemoCompany.generate(settings).toList();
        JsonMapper mapper = new JsonMapper();
        for (DemoDocument document : documents) {
            JsonNode root = mapper.readTree(document.json());
            if (root.has("epcisHeader")) {
                headers.add(root.get("epcisHeader"));
            }
            root.get("epcisBody").get("eventList").forEach(told::add);
        }
        List<String> wrong = told.stream()
                .filter(event -> event.has("errorDeclaration"))
                .map(event -> event.get("eventID").asString())
                .toList();
        told.stream()
                .filter(event -> !event.has("eventID")
                        || !wrong.contains(event.get("eventID").asString()))
                .forEach(events::add);
        events.sort((a, b) -> Long.compare(millis(a), millis(b)));
    }

    static long millis(JsonNode event) {
        return OffsetDateTime.parse(event.get("eventTime").asString())
                .toInstant()
                .toEpochMilli();
    }

    /** A quantity of a lot. */
    record Amount(String lot, double quantity, String unit) {}

    static List<Amount> amounts(JsonNode event, String field) {
        List<Amount> amounts = new ArrayList<>();
        for (JsonNode element : event.path(field)) {
            amounts.add(new Amount(
                    Keys.canonical(element.get("epcClass").asString()),
                    element.get("quantity").asDouble(),
                    element.get("uom").asString()));
        }
        return amounts;
    }

    static List<String> instances(JsonNode event, String field) {
        List<String> instances = new ArrayList<>();
        event.path(field).forEach(id -> instances.add(Keys.canonical(id.asString())));
        return instances;
    }

    static String place(JsonNode event) {
        return Keys.canonical(event.get("readPoint").get("id").asString());
    }

    static String type(JsonNode event) {
        return event.get("type").asString();
    }

    static String step(JsonNode event) {
        return event.path("bizStep").asString("");
    }

    /** Elements of a vocabulary of the header: canonical id to attributes by the last word of their name. */
    Map<String, Map<String, List<String>>> vocabulary(String typeEnd) {
        Map<String, Map<String, List<String>>> elements = new TreeMap<>();
        for (JsonNode vocabulary : headers.getFirst().get("epcisMasterData").get("vocabularyList")) {
            if (vocabulary.get("type").asString().endsWith(typeEnd)) {
                for (JsonNode element : vocabulary.get("vocabularyElementList")) {
                    Map<String, List<String>> attributes = new HashMap<>();
                    for (JsonNode attribute : element.get("attributes")) {
                        String[] words = attribute.get("id").asString().split("[:/]");
                        attributes
                                .computeIfAbsent(words[words.length - 1], key -> new ArrayList<>())
                                .add(attribute.get("attribute").asString());
                    }
                    elements.put(Keys.canonical(element.get("id").asString()), attributes);
                }
            }
        }
        return elements;
    }

    /** The product's link of a lot's link. */
    static String product(String lot) {
        return lot.substring(0, lot.indexOf("/", "https://id.gs1.org/01/".length()));
    }
}
