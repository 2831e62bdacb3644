package io.foodflow.foodgraph;

import static io.foodflow.foodgraph.Waiting.EVERYTHING;
import static io.foodflow.foodgraph.Waiting.captured;
import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.testkit.TestPlatform;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class CaptureAndTraceTest {

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
        var backward = api.get("/graph/traceability/backward?epc=urn:epc:class:lgtin:4012345.011111.YOG-7")
                .json();
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

    private static List<String> kinds(JsonNode trace) {
        return trace.path("nodes").findValuesAsString("kind");
    }
}
