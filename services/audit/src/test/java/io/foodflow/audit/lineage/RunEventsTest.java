package io.foodflow.audit.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.platform.lineage.Amount;
import io.foodflow.platform.lineage.ColumnUse;
import io.foodflow.platform.lineage.DataSet;
import io.foodflow.platform.lineage.JobLineage;
import io.foodflow.platform.lineage.RunMark;
import io.foodflow.platform.lineage.RunMark.Ancestor;
import io.foodflow.platform.lineage.RunMark.Step;
import io.foodflow.platform.web.PublicAddress;
import io.openlineage.client.OpenLineageClientUtils;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class RunEventsTest {

    private static final UUID RUN = UUID.fromString("0199a000-0000-7000-8000-000000000001");
    private static final UUID PARENT = UUID.fromString("0199a000-0000-7000-8000-000000000002");
    private static final UUID ROOT = UUID.fromString("0199a000-0000-7000-8000-000000000003");
    private static final EventSchema SCHEMA = new EventSchema();
    private static final JobLineage LINEAGE = new JobLineage(
            "Reads documents and keeps events",
            List.of(DataSet.documents("documents", "As they were sent", new DataSet.Field("eventTime", "date-time"))),
            List.of(DataSet.table("events", "Events, each once")),
            List.of(
                    ColumnUse.same("events", "event_time", "documents", "eventTime"),
                    ColumnUse.computed("events", "day", "documents", "eventTime", "its date")));
    private static final Map<String, List<DataSet.Field>> COLUMNS = Map.of(
            "events",
            List.of(new DataSet.Field("event_time", "timestamp with time zone"), new DataSet.Field("day", "date")));

    private static JsonNode told(RunMark mark) {
        var address = new PublicAddress(URI.create("https://foodflow.example.com"));
        return JsonMapper.shared().readTree(new RunEvents(address).of(mark, "foodflow/dairy", COLUMNS));
    }

    private static RunMark mark(Step step, String error, List<Ancestor> ancestors) {
        return new RunMark(
                1,
                RUN,
                "capture",
                2,
                step,
                Instant.parse("2026-11-22T08:00:00.123Z"),
                error,
                LINEAGE,
                Map.of("documents", new Amount("abc", 3L, 900L)),
                Map.of("events", Amount.rows(2)),
                ancestors);
    }

    @ParameterizedTest
    @EnumSource(Step.class)
    void isSoundForEachStep(Step step) {
        var event = told(mark(step, "it broke", List.of(new Ancestor(PARENT, "import"), new Ancestor(ROOT, "night"))));

        assertThat(SCHEMA.broken(event)).isEmpty();
        var read = OpenLineageClientUtils.runEventFromJson(event.toString());
        assertThat(read.getRun().getRunId()).isEqualTo(RUN);
        assertThat(read.getJob().getNamespace()).isEqualTo("foodflow/dairy");
        assertThat(read.getSchemaURL().toString()).contains("/spec/2-0-2/OpenLineage.json");
        assertThat(event.path("eventType").asString())
                .isEqualTo(
                        switch (step) {
                            case BEGAN -> "START";
                            case CONTINUED -> "RUNNING";
                            case COMPLETED -> "COMPLETE";
                            case FAILED -> "FAIL";
                            case ABORTED -> "ABORT";
                        });
    }

    @Test
    void saysWhatTheJobIsAndWhoAskedForIt() {
        var event = told(
                mark(Step.FAILED, "it broke", List.of(new Ancestor(PARENT, "import"), new Ancestor(ROOT, "night"))));

        assertThat(event.at("/job/facets/documentation/description").asString())
                .isEqualTo("Reads documents and keeps events");
        assertThat(event.at("/job/facets/jobType/integration").asString()).isEqualTo("FOODFLOW");
        assertThat(event.at("/run/facets/parent/run/runId").asString()).isEqualTo(PARENT.toString());
        assertThat(event.at("/run/facets/parent/job/name").asString()).isEqualTo("import");
        assertThat(event.at("/run/facets/parent/root/run/runId").asString()).isEqualTo(ROOT.toString());
        assertThat(event.at("/run/facets/errorMessage/message").asString()).isEqualTo("it broke");
        assertThat(event.at("/run/facets/processing_engine/name").asString()).isEqualTo("FoodFlow");
        assertThat(told(mark(Step.COMPLETED, null, List.of())).at("/run/facets").propertyNames())
                .containsExactly("processing_engine");
    }

    @Test
    void saysWhatWasReadAndWrittenDownToTheColumn() {
        var event = told(mark(Step.COMPLETED, null, List.of()));
        var input = event.at("/inputs/0");
        var output = event.at("/outputs/0");

        assertThat(input.path("name").asString()).isEqualTo("documents");
        assertThat(input.at("/facets/version/datasetVersion").asString()).isEqualTo("abc");
        assertThat(input.at("/inputFacets/inputStatistics/rowCount").asLong()).isEqualTo(3);
        assertThat(input.at("/inputFacets/inputStatistics/size").asLong()).isEqualTo(900);
        assertThat(input.at("/facets/schema/fields/0/name").asString()).isEqualTo("eventTime");
        assertThat(output.at("/outputFacets/outputStatistics/rowCount").asLong())
                .isEqualTo(2);
        assertThat(output.at("/facets/dataSource/uri").asString()).isEqualTo("https://foodflow.example.com");
        assertThat(output.at("/facets/datasetType/datasetType").asString()).isEqualTo("TABLE");
        assertThat(output.at("/facets/schema/fields/1/type").asString()).isEqualTo("date");
        var columns = output.at("/facets/columnLineage/fields");
        assertThat(columns.propertyNames()).containsExactly("day", "event_time");
        assertThat(columns.at("/day/inputFields/0/field").asString()).isEqualTo("eventTime");
        assertThat(columns.at("/day/inputFields/0/transformations/0/subtype").asString())
                .isEqualTo("TRANSFORMATION");
        assertThat(columns.at("/event_time/inputFields/0/transformations/0/subtype")
                        .asString())
                .isEqualTo("IDENTITY");
    }

    @Test
    void isReadBackAsItWasMeant() {
        var read = EventReader.read(told(mark(Step.COMPLETED, null, List.of(new Ancestor(PARENT, "import")))));

        assertThat(read.run()).isNotNull();
        assertThat(read.run().parentRun()).isEqualTo(PARENT);
        assertThat(read.run().state()).isEqualTo(RunState.COMPLETED);
        assertThat(read.time()).isEqualTo(Instant.parse("2026-11-22T08:00:00.123Z"));
        assertThat(read.outputs().getFirst().columns()).hasSize(2);
        assertThat(read.outputs().getFirst().rows()).isEqualTo(2);
        assertThat(read.inputs().getFirst().version()).isEqualTo("abc");
    }

    @Test
    void wouldBeFoundUnsoundWithoutWhatTheSpecificationAsksFor() {
        var event = (ObjectNode) told(mark(Step.BEGAN, null, List.of()));
        event.remove("producer");
        event.put("eventTime", "yesterday");
        ((ObjectNode) event.at("/outputs/0/facets/schema")).remove("_schemaURL");

        assertThat(SCHEMA.broken(event)).hasSize(3);
    }
}
