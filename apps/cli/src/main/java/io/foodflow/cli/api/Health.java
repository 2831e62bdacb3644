package io.foodflow.cli.api;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * What {@code /health/ready} answers.
 *
 * @param status {@code UP} when requests are served
 * @param components the state of each part, by name, in the order of the answer
 */
public record Health(String status, Map<String, Component> components) {
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    public Health {
        components = Collections.unmodifiableMap(new LinkedHashMap<>(components));
    }

    /** One part: its state, and whatever it tells about itself. */
    public record Component(String status, JsonNode details) {}

    /** Asks once; empty when nothing answers there, or nothing that knows the question. */
    public static Optional<Health> of(URI address) {
        try (HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(TIMEOUT)
                .build()) {
            var request = HttpRequest.newBuilder(address.resolve("/health/ready"))
                    .timeout(TIMEOUT)
                    .build();
            var response = http.send(request, BodyHandlers.ofByteArray());
            return Optional.of(read(Json.MAPPER.readTree(response.body())))
                    .filter(health -> !health.status().isEmpty());
        } catch (IOException | JacksonException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    public boolean ready() {
        return "UP".equals(status);
    }

    private static Health read(JsonNode answer) {
        var components = new LinkedHashMap<String, Component>();
        answer.path("components")
                .properties()
                .forEach(each -> components.put(each.getKey(), component(each.getValue())));
        return new Health(answer.path("status").asString(""), components);
    }

    private static Component component(JsonNode node) {
        return new Component(node.path("status").asString("UNKNOWN"), node.path("details"));
    }
}
