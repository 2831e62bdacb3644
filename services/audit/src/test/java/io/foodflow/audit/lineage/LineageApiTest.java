package io.foodflow.audit.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.audit.AuditPlatform;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.testkit.Api;
import io.foodflow.testkit.TestPlatform;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class LineageApiTest {

    private static final TestPlatform PLATFORM = AuditPlatform.get();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String FACET =
            "\"_producer\":\"https://example.com/spark\",\"_schemaURL\":\"https://openlineage.io/spec/facets/1-0-0/F.json\"";

    private final Tenant tenant = PLATFORM.newTenant();
    private final Api api = PLATFORM.as(tenant, "lineage:read", "lineage:write", "audit:read", "job:read");

    private static String event(String type, UUID run, String job, List<String> inputs, List<String> outputs) {
        return event(type, "2026-11-22T08:00:00Z", run, job, inputs, outputs);
    }

    private static String event(
            String type, String time, UUID run, String job, List<String> inputs, List<String> outputs) {
        return """
                {"eventType":"%s","eventTime":"%s","producer":"https://example.com/spark",
                 "schemaURL":"https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent",
                 "run":{"runId":"%s"},"job":{"namespace":"spark","name":"%s"},"inputs":[%s],"outputs":[%s]}""".formatted(type, time, run, job, sets(inputs), sets(outputs));
    }

    private static String sets(List<String> names) {
        return String.join(
                ",",
                names.stream()
                        .map(name -> "{\"namespace\":\"warehouse\",\"name\":\"%s\"}".formatted(name))
                        .toList());
    }

    private Api.Answer tell(String event) {
        return api.post("/lineage/events", event);
    }

    private void told(String event) {
        var answer = tell(event);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
    }

    private String idOf(String kind, String name) {
        return StreamSupport.stream(
                        api.get("/lineage/%s?text=%s".formatted(kind, name))
                                .json()
                                .path("items")
                                .spliterator(),
                        false)
                .filter(item -> item.path("name").asString().equals(name))
                .findFirst()
                .orElseThrow()
                .path("id")
                .asString();
    }

    private JsonNode graph(String node, String query) {
        var answer = api.get("/lineage/graph?node=%s%s".formatted(node, query));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.json();
    }

    private static List<String> names(JsonNode graph) {
        return StreamSupport.stream(graph.path("nodes").spliterator(), false)
                .map(node -> "%d %s"
                        .formatted(node.path("depth").asInt(), node.path("name").asString()))
                .sorted()
                .toList();
    }

    @Test
    void tellsOfEachJobOfThePlatformByItself() {
        assertThat(api.post("/audit/exports", "{}").status()).isEqualTo(202);
        var end = Instant.now().plus(PATIENCE);
        JsonNode runs;
        do {
            assertThat(Instant.now()).isBefore(end);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            runs = api.get("/lineage/runs?state=completed").json().path("items");
        } while (runs.isEmpty());

        var run = runs.get(0);
        assertThat(run.path("job_name").asString()).isEqualTo("export-audit");
        assertThat(run.path("job_namespace").asString()).isEqualTo("foodflow/" + tenant.slug());
        assertThat(run.path("duration_millis").isNumber()).isTrue();
        assertThat(run.path("engine").asString()).isEqualTo("FoodFlow");
        var id = run.path("id").asString();
        assertThat(api.get("/jobs/" + id).json().path("state").asString()).isEqualTo("succeeded");
        var detail = api.get("/lineage/runs/" + id).json();
        assertThat(detail.at("/inputs/0/name").asString()).isEqualTo("audit_entries");
        assertThat(detail.at("/inputs/0/rows").asLong()).isPositive();
        assertThat(detail.at("/outputs/0/name").asString()).isEqualTo("audit_export_files");
        assertThat(detail.at("/outputs/0/version").asString()).hasSize(64);
        var events = api.get("/lineage/runs/%s/events".formatted(id)).json().path("items");
        assertThat(events).extracting(event -> event.path("type").asString()).containsExactly("START", "COMPLETE");
        assertThat(events)
                .allSatisfy(event -> assertThat(new EventSchema().broken(event.path("event")))
                        .isEmpty());
        var entries = api.get("/lineage/datasets/" + idOf("datasets", "audit_entries"))
                .json();
        assertThat(entries.at("/dataset/own").asBoolean()).isTrue();
        assertThat(entries.path("fields").findValuesAsString("name"))
                .as("the columns that the database has")
                .contains("id", "event_type", "actor_name");
        assertThat(entries.at("/consumers/0/name").asString()).isEqualTo("export-audit");
        assertThat(AuditPlatform.query("select count(*) from %s.run_marks".formatted(tenant.schema())))
                .containsExactly("0");
    }

    @Test
    void showsJobsOfOthersInTheSameGraph() {
        var run = UUID.randomUUID();
        told(event("START", "2026-11-22T08:00:00Z", run, "orders", List.of("erp.orders"), List.of()));
        told(event("COMPLETE", "2026-11-22T08:00:05+00:00", run, "orders", List.of("erp.orders"), List.of("demand")));
        told(event("COMPLETE", UUID.randomUUID(), "forecast", List.of("demand", "weather"), List.of("forecasts")));

        var job = api.get("/lineage/jobs/" + idOf("jobs", "orders")).json();
        assertThat(job.at("/job/own").asBoolean()).isFalse();
        assertThat(job.at("/job/latest_run/state").asString()).isEqualTo("completed");
        assertThat(job.at("/job/latest_run/duration_millis").asLong()).isEqualTo(5_000);
        assertThat(job.at("/outputs/0/name").asString()).isEqualTo("demand");
        var demand = idOf("datasets", "demand");
        assertThat(names(graph(demand, "")))
                .containsExactly("-1 orders", "-2 erp.orders", "0 demand", "1 forecast", "2 forecasts");
        assertThat(names(graph(demand, "&direction=upstream")))
                .containsExactly("-1 orders", "-2 erp.orders", "0 demand");
        assertThat(names(graph(demand, "&direction=downstream&depth=1"))).containsExactly("0 demand", "1 forecast");
        assertThat(graph(demand, "").path("edges")).hasSize(4);
        assertThat(AuditPlatform.query(
                        "select event_type, resource_id from %s.audit_entries where resource_type = 'lineage_event' order by time limit 1"
                                .formatted(tenant.schema())))
                .containsExactly("LineageEventReceived|" + run);
    }

    @Test
    void takesEventsInAnyOrderAndEachOnce() {
        var run = UUID.randomUUID();
        var complete = event("COMPLETE", "2026-11-22T08:00:05Z", run, "late", List.of("a"), List.of("b"));
        told(complete);
        told(event("START", "2026-11-22T08:00:00Z", run, "late", List.of("a"), List.of()));
        assertThat(tell(complete).json().path("again").asBoolean()).isTrue();

        var seen = api.get("/lineage/runs/" + run).json().path("run");
        assertThat(seen.path("state").asString()).isEqualTo("completed");
        assertThat(seen.path("started_at").asString()).isEqualTo("2026-11-22T08:00:00Z");
        assertThat(api.get("/lineage/runs/%s/events".formatted(run)).json().path("items"))
                .hasSize(2);
        assertThat(tell(event("FAIL", run, "another", List.of(), List.of())).status())
                .isEqualTo(409);
    }

    @Test
    void takesNoRunForAJobOfThePlatformBeforeThatIsToldOf() {
        var job = UUID.randomUUID();
        AuditPlatform.query("""
                insert into %s.jobs (id, kind, state, input, requested_by, actor)
                values ('%s', 'export-audit', 'failed', '{}', 'somebody', '{}')""".formatted(tenant.schema(), job));
        assertThat(tell(event("START", job, "mine", List.of(), List.of())).status())
                .isEqualTo(409);
    }

    @Test
    void takesWhatIsSaidWithoutARun() {
        told("""
                {"eventTime":"2026-11-22T08:00:00Z","producer":"https://example.com/dbt",
                 "schemaURL":"https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/DatasetEvent",
                 "dataset":{"namespace":"warehouse","name":"silo","facets":{
                   "schema":{%1$s,"fields":[{"name":"tons","type":"float8","description":"what is in it"}]},
                   "dataSource":{%1$s,"name":"lake","uri":"s3://lake"},"spark_own":{%1$s,"any":[1,"\\u0000"]}}}}""".formatted(FACET));
        told("""
                {"eventTime":"2026-11-22T08:00:00Z","producer":"https://example.com/dbt",
                 "schemaURL":"https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/JobEvent",
                 "job":{"namespace":"dbt","name":"fill","facets":{"documentation":{%s,"description":"fills the \\u0000 silo"}}},
                 "inputs":[],"outputs":[{"namespace":"warehouse","name":"silo"}]}""".formatted(FACET));

        var silo = api.get("/lineage/datasets/" + idOf("datasets", "silo")).json();
        assertThat(silo.at("/fields/0/type").asString()).isEqualTo("float8");
        assertThat(silo.at("/dataset/source_uri").asString()).isEqualTo("s3://lake");
        assertThat(silo.at("/producers/0/name").asString()).isEqualTo("fill");
        assertThat(api.get("/lineage/jobs/" + idOf("jobs", "fill"))
                        .json()
                        .at("/job/documentation")
                        .asString())
                .isEqualTo("fills the \ufffd silo");
    }

    @Test
    void followsColumnsAsFarAsJobsSaidThem() {
        told(columns("raw", "weight", "clean", "kg"));
        told(columns("clean", "kg", "report", "total"));

        var report = idOf("datasets", "report");
        var upstream = api.get("/lineage/columns?dataset_id=%s&field=total&direction=upstream".formatted(report))
                .json();
        assertThat(upstream.path("links").findValuesAsString("input_field")).containsExactly("kg", "weight");
        assertThat(upstream.at("/links/0/type").asString()).isEqualTo("DIRECT");
        assertThat(upstream.path("truncated").asBoolean()).isFalse();
        var downstream = api.get("/lineage/columns?dataset_id=%s&direction=downstream&depth=1"
                        .formatted(idOf("datasets", "raw")))
                .json();
        assertThat(downstream.path("links").findValuesAsString("output_field")).containsExactly("kg");
        assertThat(api.get("/lineage/columns?dataset_id=%s&field=total&direction=upstream&limit=1".formatted(report))
                        .json()
                        .path("truncated")
                        .asBoolean())
                .isTrue();
    }

    private static String columns(String from, String field, String to, String made) {
        return """
                {"eventType":"COMPLETE","eventTime":"2026-11-22T08:00:00Z","producer":"https://example.com/spark",
                 "schemaURL":"https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent",
                 "run":{"runId":"%6$s"},"job":{"namespace":"spark","name":"%1$s to %3$s"},
                 "inputs":[{"namespace":"warehouse","name":"%1$s"}],
                 "outputs":[{"namespace":"warehouse","name":"%3$s","facets":{"columnLineage":{%5$s,"fields":{"%4$s":{"inputFields":[
                   {"namespace":"warehouse","name":"%1$s","field":"%2$s","transformations":[{"type":"DIRECT","subtype":"IDENTITY"}]}]}}}}}]}""".formatted(from, field, to, made, FACET, UUID.randomUUID());
    }

    @Test
    void endsInCyclesAndWithinItsLimits() {
        told(event("COMPLETE", UUID.randomUUID(), "rework", List.of("line"), List.of("line", "scrap")));
        told(event("COMPLETE", UUID.randomUUID(), "melt", List.of("scrap"), List.of("line")));
        assertThat(names(graph(idOf("datasets", "line"), "&depth=100")))
                .containsExactly("-1 melt", "-1 rework", "-2 scrap", "0 line");

        AuditPlatform.query("""
                insert into %1$s.lineage_datasets (id, key, namespace, name, own)
                select gen_random_uuid(), 'd' || n, 'large', 'set ' || n, false from generate_series(1, 10000) n;
                insert into %1$s.lineage_edges (job_id, dataset_id, written, first_seen, last_seen)
                select j.id, d.id, true, now(), now() from %1$s.lineage_jobs j, %1$s.lineage_datasets d
                where j.name = 'melt' and d.namespace = 'large'""".formatted(tenant.schema()));
        var whole = graph(idOf("jobs", "melt"), "&direction=downstream&limit=2000");
        assertThat(whole.path("nodes")).hasSize(2_000);
        assertThat(whole.path("truncated").asBoolean()).isTrue();
        var few = graph(idOf("jobs", "melt"), "&limit=10");
        assertThat(few.path("nodes")).hasSize(10);
        assertThat(few.path("edges").size()).isBetween(9, 40);
    }

    @Test
    void letsNobodySpeakForThePlatform() {
        var own = "foodflow/" + tenant.slug();
        var spoken = event("COMPLETE", UUID.randomUUID(), "capture", List.of(), List.of())
                .replace("\"namespace\":\"spark\"", "\"namespace\":\"%s\"".formatted(own));
        assertThat(tell(spoken).json().at("/errors/0/rule").asString()).isEqualTo("reserved");
        var reading = """
                {"eventType":"COMPLETE","eventTime":"2026-11-22T08:00:00Z","producer":"https://example.com/spark",
                 "schemaURL":"https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent",
                 "run":{"runId":"%s"},"job":{"namespace":"spark","name":"reader"},
                 "inputs":[{"namespace":"%s","name":"events","facets":{"documentation":{%s,"description":"not so"}}}]}""".formatted(UUID.randomUUID(), own, FACET);
        told(reading);
        var events = api.get("/lineage/datasets/" + idOf("datasets", "events")).json();
        assertThat(events.at("/dataset/own").asBoolean()).isTrue();
        assertThat(events.at("/dataset/documentation").isMissingNode()
                        || events.at("/dataset/documentation").isNull())
                .isTrue();
    }

    @Test
    void isForThoseWhoMayAndForOneCompany() {
        var run = UUID.randomUUID();
        told(event("COMPLETE", run, "secret", List.of("in"), List.of("out")));
        var other = PLATFORM.as(PLATFORM.newTenant(), "lineage:read");
        var nobody = PLATFORM.as(tenant, "audit:read");
        for (var path : List.of(
                "/lineage/jobs/" + idOf("jobs", "secret"),
                "/lineage/runs/" + run,
                "/lineage/runs/%s/events".formatted(run),
                "/lineage/datasets/" + idOf("datasets", "out"),
                "/lineage/graph?node=" + idOf("jobs", "secret"),
                "/lineage/columns?dataset_id=" + idOf("datasets", "out"))) {
            assertThat(api.get(path).status()).as(path).isEqualTo(200);
            assertThat(other.get(path).status()).as(path).isEqualTo(404);
            assertThat(nobody.get(path).status()).as(path).isEqualTo(403);
            assertThat(PLATFORM.anonymous().get(path).status()).as(path).isEqualTo(401);
        }
        for (var path : List.of("/lineage/jobs", "/lineage/runs", "/lineage/datasets")) {
            assertThat(other.get(path).json().path("items").isEmpty()).as(path).isTrue();
            assertThat(nobody.get(path).status()).as(path).isEqualTo(403);
            assertThat(PLATFORM.anonymous().get(path).status()).as(path).isEqualTo(401);
        }
        assertThat(other.post("/lineage/events", event("START", run, "x", List.of(), List.of()))
                        .status())
                .isEqualTo(403);
        assertThat(PLATFORM.anonymous().post("/lineage/events", "{}").status()).isEqualTo(401);
    }

    @Test
    void pagesThroughItsLists() {
        for (int n = 1; n <= 3; n++) {
            told(event(
                    "COMPLETE",
                    UUID.randomUUID(),
                    "paged %d".formatted(n),
                    List.of(),
                    List.of("paged set %d".formatted(n))));
        }
        for (var list : List.of("jobs", "datasets", "runs")) {
            var first = api.get("/lineage/%s?limit=2".formatted(list)).json();
            assertThat(first.path("items")).hasSize(2);
            var second = api.get("/lineage/%s?limit=2&cursor=%s"
                            .formatted(list, first.path("next_cursor").asString()))
                    .json();
            assertThat(second.path("items")).hasSize(1);
            assertThat(second.path("next_cursor").isNull()).isTrue();
            assertThat(first.path("items").findValuesAsString("id"))
                    .doesNotContainAnyElementsOf(second.path("items").findValuesAsString("id"));
        }
    }

    @Test
    void forgetsRunsWhenTheirTimeHasCome() {
        told(event("COMPLETE", UUID.randomUUID(), "old", List.of("in"), List.of("out")));
        PLATFORM.inside(
                tenant,
                () -> PLATFORM.bean(io.foodflow.platform.changes.UnitOfWork.class)
                        .write(change -> {
                            change.nothing();
                            return PLATFORM.bean(LineageStore.class)
                                    .deleteBefore(Instant.now().plusSeconds(60), 10);
                        }));

        assertThat(api.get("/lineage/runs").json().path("items").isEmpty()).isTrue();
        assertThat(graph(idOf("jobs", "old"), "").path("nodes"))
                .as("the graph stays")
                .hasSize(3);
    }
}
