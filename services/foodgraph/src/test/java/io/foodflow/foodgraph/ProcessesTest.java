package io.foodflow.foodgraph;

import static io.foodflow.foodgraph.Waiting.EVERYTHING;
import static io.foodflow.foodgraph.Waiting.captured;
import static io.foodflow.foodgraph.Waiting.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.testkit.Api;
import io.foodflow.testkit.TestDatabases;
import io.foodflow.testkit.TestPlatform;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Several platforms on one database, at once and one after another. */
class ProcessesTest {

    @Test
    void seesWhatWasCapturedElsewhereBeforeItIsAsked() {
        var database = TestDatabases.create();
        var home = TestPlatform.temporaryHome();
        try (var first = TestPlatform.startOn(database, home);
                var second = TestPlatform.startOn(database, home)) {
            var tenant = first.newTenant();
            var here = first.as(tenant, EVERYTHING);
            var there = second.as(tenant, EVERYTHING);
            captured(here, Documents.of(Documents.batch(1, "L0", "L1")));
            assertThat(lots(there)).isEqualTo(2);
            for (int i = 1; i < 15; i++) {
                var event = Documents.of(Documents.batch(1 + i, "L" + i, "L" + (i + 1)));
                assertThat((i % 2 == 0 ? here : there).post("/events", event).status())
                        .isEqualTo(201);
                assertThat(lots(here)).isEqualTo(i + 2);
                assertThat(lots(there)).isEqualTo(i + 2);
            }
        }
    }

    private static int lots(Api api) {
        var trace = api.get("/graph/traceability/forward?kinds=USED_IN,PRODUCES&lot=L0")
                .json();
        return (int) trace.path("nodes").findValuesAsString("kind").stream()
                .filter(kind -> !kind.equals("production_run"))
                .count();
    }

    @Test
    void takesACaptureUpWhereAStoppedProcessLeftIt() {
        int events = 12_000;
        var document = Documents.of(IntStream.range(0, events)
                .mapToObj(i -> Documents.batch(1 + i % 28, "IN-" + i, "OUT-" + i))
                .toArray(String[]::new));
        var database = TestDatabases.create();
        var home = TestPlatform.temporaryHome();
        var first = TestPlatform.startOn(database, home);
        var tenant = first.newTenant();
        var begun = first.as(tenant, EVERYTHING).with("GS1-Capture-Error-Behaviour", "proceed");
        var location = begun.send("POST", "/capture", document.getBytes(StandardCharsets.UTF_8), "application/ld+json")
                .header("Location");
        var halfway = until(begun, location, c -> c.path("counts").path("total").asInt() > 0);
        first.close();
        assertThat(halfway.path("running").asBoolean()).isTrue();
        assertThat(halfway.path("progress").asDouble()).isBetween(0.001, 0.999);

        try (var second = TestPlatform.startOn(database, home)) {
            var capture = until(
                    second.as(tenant, EVERYTHING),
                    location,
                    c -> !c.path("running").asBoolean());
            assertThat(capture.path("success").asBoolean())
                    .as(capture.toString())
                    .isTrue();
            assertThat(capture.path("counts").path("accepted").asInt()).isEqualTo(events);
            assertThat(capture.path("counts").path("duplicate").asInt()).isZero();
            var ledger = new Ledger(second, tenant);
            assertThat(ledger.count("select count(*) from events")).isEqualTo(events);
            assertThat(ledger.count("select count(*) from relationships where kind = 0"))
                    .isEqualTo(events);
            assertThat(ledger.count("select count(*) from captures where finished_at is not null"))
                    .isEqualTo(1);
        }
    }
}
