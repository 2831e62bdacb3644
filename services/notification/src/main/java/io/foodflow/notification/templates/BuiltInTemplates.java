package io.foodflow.notification.templates;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** The templates that come with the platform, in each language of the workspace. Immutable. */
final class BuiltInTemplates {

    private static final String FILE = "built-in.json";

    private final Map<String, BuiltIn> byName = new TreeMap<>();
    private final Map<String, BuiltIn> byEvent = new HashMap<>();

    private BuiltInTemplates(List<BuiltIn> all) {
        for (var one : all) {
            byName.put(one.name(), one);
            one.events().forEach(event -> byEvent.put(event, one));
        }
    }

    /** Reads them from this module. */
    static BuiltInTemplates read() {
        var json = JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .build();
        try (var file = Objects.requireNonNull(BuiltInTemplates.class.getResourceAsStream(FILE), FILE)) {
            return new BuiltInTemplates(Arrays.stream(json.readValue(file, Written[].class))
                    .map(Written::template)
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All of them, by name. */
    List<BuiltIn> all() {
        return List.copyOf(byName.values());
    }

    Optional<BuiltIn> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The one that tells of such an event. */
    Optional<BuiltIn> ofEvent(String event) {
        return Optional.ofNullable(byEvent.get(event));
    }

    /** As the file has them. */
    private record Written(
            String name,
            List<String> events,
            String defaultLanguage,
            Map<String, Wordings.Texts> texts,
            Map<String, Object> sample) {

        private BuiltIn template() {
            return new BuiltIn(name, events, new Wordings(defaultLanguage, texts, sample));
        }
    }
}
