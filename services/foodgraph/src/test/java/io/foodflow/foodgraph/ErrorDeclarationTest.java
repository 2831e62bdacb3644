package io.foodflow.foodgraph;

import static io.foodflow.foodgraph.Waiting.EVERYTHING;
import static io.foodflow.foodgraph.Waiting.captured;
import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.testkit.Api;
import io.foodflow.testkit.TestPlatform;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ErrorDeclarationTest {

    private static final String LOT = "urn:epc:class:lgtin:4012345.022222.WRONG-1";
    private static TestPlatform platform;
    private Api api;

    @BeforeAll
    static void start() {
        platform = TestPlatform.start();
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @BeforeEach
    void tenant() {
        api = platform.as(platform.newTenant(), EVERYTHING);
    }

    enum Order {
        SAME_DOCUMENT,
        LATER,
        EARLIER
    }

    @ParameterizedTest
    @EnumSource(Order.class)
    void takesBackAnEventOfTheSameContent(Order order) {
        send(order, event("", ""), event("", DECLARATION));
        assertThat(relationshipsOfTheLot()).isZero();
    }

    @ParameterizedTest
    @EnumSource(Order.class)
    void takesBackTheEventWithTheSameId(Order order) {
        send(order, event(id("a"), ""), event(id("a"), DECLARATION).replace("\"quantity\": 7", "\"quantity\": 8"));
        assertThat(relationshipsOfTheLot()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"SAME_DOCUMENT", "LATER", "EARLIER"})
    void leavesAnEventOfAnotherIdAlone(Order order) {
        send(order, event(id("a"), ""), event(id("b"), DECLARATION));
        assertThat(relationshipsOfTheLot()).isPositive();
    }

    @Test
    void takesBackAnEventThatIsSentAtTheSameMoment() throws Exception {
        try (var senders = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int pair = 0; pair < 40; pair++) {
                var lot = "RACE-" + pair;
                var id = ", \"eventID\": \"urn:uuid:%s\"".formatted(UUID.randomUUID());
                var event = event(id, "").replace("WRONG-1", lot);
                var declaration = event(id, DECLARATION).replace("WRONG-1", lot);
                var first = senders.submit(
                        () -> api.post("/events", Documents.of(event)).status());
                var second = senders.submit(
                        () -> api.post("/events", Documents.of(declaration)).status());
                assertThat(List.of(first.get(), second.get())).containsOnly(201);
            }
        }
        assertThat(api.get("/graph/relationships?kind=USED_IN&kind=PRODUCES")
                        .json()
                        .path("items"))
                .isEmpty();
    }

    @Test
    void keepsTheRecordOfBoth() {
        send(Order.LATER, event(id("a"), ""), event(id("a"), DECLARATION));
        var captures = api.get("/capture").json().path("items");
        captures.forEach(capture -> {
            var events = api.get("/capture/%s/events"
                            .formatted(capture.path("capture_id").asString()))
                    .json()
                    .path("items");
            assertThat(events).hasSize(1);
            var raw = api.get("/events/" + events.get(0).path("event_id").asString());
            assertThat(raw.status()).isEqualTo(200);
            assertThat(raw.body()).contains("WRONG-1");
        });
        assertThat(captures).hasSize(2);
    }

    @Test
    void letsACorrectionOfTheSameContentStandWhicheverCameFirst() {
        captured(api, Documents.of(event(id("a"), ""), event(id("b"), "")));
        captured(api, Documents.of(event(id("a"), DECLARATION)));
        assertThat(relationshipsOfTheLot()).isPositive();
        captured(api, Documents.of(event(id("b"), DECLARATION).replace("declared", "declared again")));
        captured(api, Documents.of(event(id("c"), "")));
        assertThat(relationshipsOfTheLot()).isPositive();
    }

    @Test
    void projectsACorrectionThatCameAfterTheDeclaration() {
        captured(api, Documents.of(event(id("a"), ""), event(id("a"), DECLARATION)));
        assertThat(relationshipsOfTheLot()).isZero();
        captured(api, Documents.of(event(id("a"), "")));
        assertThat(relationshipsOfTheLot()).isZero();
        captured(api, Documents.of(event(id("b"), "")));
        assertThat(relationshipsOfTheLot()).isPositive();
    }

    private void send(Order order, String event, String declaration) {
        switch (order) {
            case SAME_DOCUMENT -> captured(api, Documents.of(event, declaration));
            case LATER -> {
                captured(api, Documents.of(event));
                assertThat(relationshipsOfTheLot()).isPositive();
                captured(api, Documents.of(declaration));
            }
            case EARLIER -> {
                captured(api, Documents.of(declaration));
                captured(api, Documents.of(event));
            }
        }
    }

    private int relationshipsOfTheLot() {
        var lot = api.get("/graph/nodes?q=WRONG-1").json().path("items");
        if (lot.isEmpty()) {
            return 0;
        }
        return api.get("/graph/relationships?kind=USED_IN&node_id=%s"
                        .formatted(lot.get(0).path("id").asString()))
                .json()
                .path("items")
                .size();
    }

    private static final String DECLARATION =
            ", \"errorDeclaration\": {\"declarationTime\": \"2026-01-05T00:00:00Z\", \"reason\": \"did_not_occur\"}";

    private static String id(String name) {
        return ", \"eventID\": \"urn:uuid:00000000-0000-4000-8000-00000000000" + name + "\"";
    }

    private static String event(String id, String declaration) {
        return """
                {"type": "TransformationEvent", "eventTime": "2026-01-01T10:00:00Z", "eventTimeZoneOffset": "+01:00",
                 "bizStep": "commissioning",
                 "inputQuantityList": [{"epcClass": "%s", "quantity": 7, "uom": "KGM"}],
                 "outputQuantityList": [{"epcClass": "urn:epc:class:lgtin:4012345.011111.OUT-1", "quantity": 7, "uom": "KGM"}]%s%s}""".formatted(LOT, id, declaration);
    }
}
