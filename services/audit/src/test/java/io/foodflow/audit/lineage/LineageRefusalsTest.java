package io.foodflow.audit.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.audit.AuditPlatform;
import io.foodflow.testkit.Api;
import io.foodflow.testkit.TestPlatform;
import java.util.Collections;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LineageRefusalsTest {

    private static final TestPlatform PLATFORM = AuditPlatform.get();
    private static final Api API = PLATFORM.as(PLATFORM.newTenant(), "lineage:read", "lineage:write");

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            {};eventTime
            {"eventTime":"yesterday","producer":"https://e.com","schemaURL":"https://e.com/s","run":{"runId":"x"},"job":{"namespace":"a","name":"b"}};run.runId
            {"eventTime":"2026-11-22T08:00:00Z","producer":"https://e.com","schemaURL":"https://e.com/s","run":{"runId":"0199a000-0000-7000-8000-000000000001"},"job":{"name":"b"}};job.namespace
            {"eventTime":"2026-11-22T08:00:00Z","producer":"https://e.com","schemaURL":"https://e.com/s","eventType":"DONE","run":{"runId":"0199a000-0000-7000-8000-000000000001"},"job":{"namespace":"a","name":"b"}};eventType
            {"eventTime":"2026-11-22T08:00:00Z","producer":"https://e.com","schemaURL":"https://e.com/s","run":{"runId":"0199a000-0000-7000-8000-000000000001","facets":{"mine":{"a":1}}},"job":{"namespace":"a","name":"b"}};run.facets.mine._producer
            {"eventTime":"2026-11-22T08:00:00Z","producer":"https://e.com","schemaURL":"https://e.com/s","job":{"namespace":"a","name":" "}};job.name
            """)
    void namesTheRuleThatAnEventBreaks(String event, String field) {
        var answer = API.post("/lineage/events", event);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("errors").findValuesAsString("field")).contains(field);
    }

    @Test
    void saysTheFirstFaultOfAnEventThatIsLarge() {
        var answer = API.post("/lineage/events", event("{}", 200_000));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("errors")).hasSize(1);
    }

    @Test
    void refusesMoreDataSetsThanItKeepsOfOneEvent() {
        var answer = API.post("/lineage/events", event("{\"namespace\":\"a\",\"name\":\"b\"}", 1_001));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/errors/0/message").asString())
                .isEqualTo("data sets must be 1000 at most in one event, were 1001");
    }

    private static String event(String input, int times) {
        return """
                {"eventTime":"2026-11-22T08:00:00Z","producer":"https://e.com","schemaURL":"https://e.com/s",
                 "run":{"runId":"0199a000-0000-7000-8000-000000000001"},"job":{"namespace":"a","name":"b"},
                 "inputs":[%s]}""".formatted(String.join(",", Collections.nCopies(times, input)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/lineage/graph?node=%s&direction=sideways",
                "/lineage/graph?node=%s&depth=101",
                "/lineage/graph?node=%s&limit=2001",
                "/lineage/columns?dataset_id=%s&depth=0",
                "/lineage/runs?state=gone",
                "/lineage/jobs?limit=501"
            })
    void refusesQuestionsItCannotAnswer(String path) {
        assertThat(API.get(path.formatted(UUID.randomUUID())).status()).isEqualTo(400);
    }
}
