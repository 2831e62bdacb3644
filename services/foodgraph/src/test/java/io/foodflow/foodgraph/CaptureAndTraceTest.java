package io.foodflow.foodgraph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.foodflow.testkit.Api;
import io.foodflow.testkit.TestPlatform;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class CaptureAndTraceTest {

    private static final String[] EVERYTHING = {
        "node:read", "node:write", "relationship:read", "relationship:write", "trace:read", "event:read", "event:capture"
    };
    private static TestPlatform platform;

    @BeforeAll
    static void start() {
        platform = TestPlatform.start();
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Test
    void followsMilkFromTheFarmToTheShop() {
        var tenant = platform.newTenant();
        var api = platform.as(tenant, EVERYTHING);
        var capture = captured(api, Documents.milkToShop());
        assertThat(capture.path("success").asBoolean()).as(capture.toString()).isTrue();
        assertThat(capture.path("counts").path("accepted").asInt()).isEqualTo(4);

        var forward = api.get("/graph/traceability/forward?lot=MILK-1").json();
        assertThat(kinds(forward)).contains("ingredient", "production_run", "batch", "distribution", "location");
        var backward = api.get("/graph/traceability/backward?epc=urn:epc:class:lgtin:4012345.011111.YOG-7").json();
        assertThat(backward.path("nodes").findValuesAsString("lot_code")).contains("MILK-1", "YOG-7");
    }

    @Test
    void countsARepeatedDocumentOnce() {
        var api = platform.as(platform.newTenant(), EVERYTHING);
        captured(api, Documents.milkToShop());
        var again = captured(api, Documents.milkToShop());
        assertThat(again.path("counts").path("duplicate").asInt()).isEqualTo(4);
        assertThat(again.path("counts").path("accepted").asInt()).isZero();
    }

    static JsonNode captured(Api api, String document) {
        return captured(api, document, "application/ld+json");
    }

    static JsonNode captured(Api api, String document, String type) {
        var accepted = api.send("POST", "/capture", document.getBytes(StandardCharsets.UTF_8), type);
        assertThat(accepted.status()).as(accepted.toString()).isEqualTo(202);
        return finished(api, accepted.header("Location"));
    }

    static JsonNode finished(Api api, String location) {
        var deadline = Instant.now().plus(Duration.ofSeconds(30));
        while (Instant.now().isBefore(deadline)) {
            var capture = api.get(location).json();
            if (!capture.path("running").asBoolean()) {
                return capture;
            }
            sleep();
        }
        return fail("the capture did not end within 30 s");
    }

    private static void sleep() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static java.util.List<String> kinds(JsonNode trace) {
        return trace.path("nodes").findValuesAsString("kind");
    }

}
