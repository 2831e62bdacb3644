package io.foodflow.foodgraph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.foodflow.testkit.Api;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** Sends things that are worked on in the background, and waits for their end. */
public final class Waiting {

    public static final String[] EVERYTHING = {
        "node:read",
        "node:write",
        "relationship:read",
        "relationship:write",
        "trace:read",
        "event:read",
        "event:capture",
        "graph:import",
        "job:read",
        "job:cancel"
    };

    private Waiting() {}

    /** Captures a JSON-LD document and returns the finished capture. */
    public static JsonNode captured(Api api, String document) {
        return captured(api, document.getBytes(StandardCharsets.UTF_8), "application/ld+json");
    }

    public static JsonNode captured(Api api, byte[] document, String type) {
        var accepted = api.send("POST", "/capture", document, type);
        assertThat(accepted.status()).as(accepted.toString()).isEqualTo(202);
        return until(
                api,
                accepted.header("Location"),
                capture -> !capture.path("running").asBoolean());
    }

    /** Imports a FoodChain-Lab network and returns the finished job. */
    public static JsonNode imported(Api api, String name, byte[] document) {
        var accepted = api.send("POST", "/graph/import/foodchain-lab?name=" + name, document, "application/json");
        assertThat(accepted.status()).as(accepted.toString()).isEqualTo(202);
        return until(
                api,
                accepted.header("Location"),
                job -> !job.path("finished_at").isMissingNode()
                        && !job.path("finished_at").isNull());
    }

    /** Reads a resource again and again until it is so, for a minute at most. */
    public static JsonNode until(Api api, String location, Predicate<JsonNode> so) {
        var deadline = Instant.now().plus(Duration.ofMinutes(1));
        var last = api.get(location).json();
        while (!so.test(last)) {
            if (Instant.now().isAfter(deadline)) {
                return fail("%s did not end within a minute: %s".formatted(location, last));
            }
            pause();
            last = api.get(location).json();
        }
        return last;
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
