package io.foodflow.audit.lineage;

import io.foodflow.platform.lineage.Amount;
import io.foodflow.platform.lineage.ColumnUse;
import io.foodflow.platform.lineage.DataSet;
import io.foodflow.platform.lineage.JobLineage;
import io.foodflow.platform.lineage.RunMark;
import io.foodflow.platform.web.PublicAddress;
import io.openlineage.client.OpenLineage;
import io.openlineage.client.OpenLineage.ColumnLineageDatasetFacet;
import io.openlineage.client.OpenLineage.DatasetFacets;
import io.openlineage.client.OpenLineage.InputDataset;
import io.openlineage.client.OpenLineage.InputField;
import io.openlineage.client.OpenLineage.OutputDataset;
import io.openlineage.client.OpenLineage.ParentRunFacet;
import io.openlineage.client.OpenLineage.RunEvent;
import io.openlineage.client.OpenLineage.RunFacets;
import io.openlineage.client.OpenLineage.SchemaDatasetFacetFields;
import io.openlineage.client.OpenLineageClientUtils;
import java.net.URI;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Says as an OpenLineage RunEvent what a mark of a job's run means, with the official client's model. A job is one run, with the
 * job's id, however often it is attempted; a further attempt, or one that failed and is not the last, is RUNNING. Thread-safe.
 */
final class RunEvents {

    private static final String PRODUCT = "FoodFlow";
    private static final String VERSION = "0.1.0";
    private static final String CLIENT_VERSION = "1.55.0";
    private static final URI PRODUCER = URI.create("urn:foodflow:platform:" + VERSION);

    private final OpenLineage words = new OpenLineage(PRODUCER);
    private final PublicAddress address;

    RunEvents(PublicAddress address) {
        this.address = address;
    }

    /** The tables whose columns {@link #of} needs to be told. */
    static List<String> tables(RunMark mark) {
        var lineage = lineage(mark);
        var tables = new TreeSet<String>();
        lineage.reads().stream().filter(RunEvents::isTable).forEach(set -> tables.add(set.name()));
        lineage.writes().stream().filter(RunEvents::isTable).forEach(set -> tables.add(set.name()));
        return List.copyOf(tables);
    }

    /**
     * The event as JSON.
     *
     * @param namespace of the company's jobs and data sets
     * @param columns by table
     */
    String of(RunMark mark, String namespace, Map<String, List<DataSet.Field>> columns) {
        var lineage = lineage(mark);
        var told = new Told(mark, lineage, namespace, columns);
        return OpenLineageClientUtils.toJson(words.newRunEventBuilder()
                .eventType(type(mark.step()))
                .eventTime(mark.time().atZone(ZoneOffset.UTC))
                .run(words.newRun(mark.jobId(), runFacets(mark, namespace)))
                .job(words.newJob(namespace, mark.kind(), jobFacets(lineage)))
                .inputs(lineage.reads().stream().map(told::input).toList())
                .outputs(lineage.writes().stream().map(told::output).toList())
                .build());
    }

    private static JobLineage lineage(RunMark mark) {
        return Optional.ofNullable(mark.lineage()).orElse(JobLineage.UNDESCRIBED);
    }

    private static boolean isTable(DataSet set) {
        return set.kind() == DataSet.Kind.TABLE;
    }

    private static RunEvent.EventType type(RunMark.Step step) {
        return switch (step) {
            case BEGAN -> RunEvent.EventType.START;
            case CONTINUED -> RunEvent.EventType.RUNNING;
            case COMPLETED -> RunEvent.EventType.COMPLETE;
            case FAILED -> RunEvent.EventType.FAIL;
            case ABORTED -> RunEvent.EventType.ABORT;
        };
    }

    private RunFacets runFacets(RunMark mark, String namespace) {
        var facets = words.newRunFacetsBuilder()
                .processing_engine(words.newProcessingEngineRunFacet(VERSION, PRODUCT, CLIENT_VERSION));
        if (mark.error() != null) {
            facets.errorMessage(words.newErrorMessageRunFacet(mark.error(), "JAVA", null));
        }
        if (!mark.ancestors().isEmpty()) {
            facets.parent(parent(mark.ancestors(), namespace));
        }
        return facets.build();
    }

    private ParentRunFacet parent(List<RunMark.Ancestor> ancestors, String namespace) {
        var parent = ancestors.getFirst();
        var root = ancestors.getLast();
        return words.newParentRunFacetBuilder()
                .run(words.newParentRunFacetRunBuilder().runId(parent.id()).build())
                .job(words.newParentRunFacetJobBuilder()
                        .namespace(namespace)
                        .name(parent.kind())
                        .build())
                .root(words.newParentRunFacetRootBuilder()
                        .run(words.newRootRunBuilder().runId(root.id()).build())
                        .job(words.newRootJobBuilder()
                                .namespace(namespace)
                                .name(root.kind())
                                .build())
                        .build())
                .build();
    }

    private OpenLineage.JobFacets jobFacets(JobLineage lineage) {
        var facets = words.newJobFacetsBuilder()
                .jobType(words.newJobTypeJobFacetBuilder()
                        .processingType("BATCH")
                        .integration("FOODFLOW")
                        .jobType("JOB")
                        .build());
        if (!lineage.description().isBlank()) {
            facets.documentation(words.newDocumentationJobFacetBuilder()
                    .description(lineage.description())
                    .build());
        }
        return facets.build();
    }

    /** One event's data sets. */
    private final class Told {

        private final RunMark mark;
        private final JobLineage lineage;
        private final String namespace;
        private final Map<String, List<DataSet.Field>> columns;

        Told(RunMark mark, JobLineage lineage, String namespace, Map<String, List<DataSet.Field>> columns) {
            this.mark = mark;
            this.lineage = lineage;
            this.namespace = namespace;
            this.columns = columns;
        }

        InputDataset input(DataSet set) {
            var amount = mark.read().get(set.name());
            var input = words.newInputDatasetBuilder()
                    .namespace(namespace)
                    .name(set.name())
                    .facets(facets(set, amount, null));
            if (amount != null && (amount.rows() != null || amount.bytes() != null)) {
                input.inputFacets(words.newInputDatasetInputFacetsBuilder()
                        .inputStatistics(words.newInputStatisticsInputDatasetFacetBuilder()
                                .rowCount(amount.rows())
                                .size(amount.bytes())
                                .build())
                        .build());
            }
            return input.build();
        }

        OutputDataset output(DataSet set) {
            var amount = mark.written().get(set.name());
            var output = words.newOutputDatasetBuilder()
                    .namespace(namespace)
                    .name(set.name())
                    .facets(facets(set, amount, columnLineage(set)));
            if (amount != null && (amount.rows() != null || amount.bytes() != null)) {
                output.outputFacets(words.newOutputDatasetOutputFacetsBuilder()
                        .outputStatistics(words.newOutputStatisticsOutputDatasetFacetBuilder()
                                .rowCount(amount.rows())
                                .size(amount.bytes())
                                .build())
                        .build());
            }
            return output.build();
        }

        private DatasetFacets facets(
                DataSet set, @Nullable Amount amount, @Nullable ColumnLineageDatasetFacet columnLineage) {
            var facets = words.newDatasetFacetsBuilder()
                    .documentation(words.newDocumentationDatasetFacetBuilder()
                            .description(set.documentation())
                            .build())
                    .dataSource(words.newDatasourceDatasetFacetBuilder()
                            .name(PRODUCT)
                            .uri(source())
                            .build())
                    .datasetType(words.newDatasetTypeDatasetFacetBuilder()
                            .datasetType(isTable(set) ? "TABLE" : "FILE")
                            .build());
            var fields = isTable(set) ? columns.getOrDefault(set.name(), List.of()) : set.fields();
            if (!fields.isEmpty()) {
                facets.schema(words.newSchemaDatasetFacet(
                        fields.stream().map(this::field).toList()));
            }
            if (amount != null && amount.version() != null) {
                facets.version(words.newDatasetVersionDatasetFacet(amount.version()));
            }
            if (columnLineage != null) {
                facets.columnLineage(columnLineage);
            }
            return facets.build();
        }

        private URI source() {
            return address.publicUrl() == null ? URI.create("foodflow:" + namespace) : address.publicUrl();
        }

        private SchemaDatasetFacetFields field(DataSet.Field field) {
            return words.newSchemaDatasetFacetFieldsBuilder()
                    .name(field.name())
                    .type(field.type())
                    .build();
        }

        private @Nullable ColumnLineageDatasetFacet columnLineage(DataSet output) {
            var uses = new TreeMap<String, List<InputField>>();
            lineage.columns().stream()
                    .filter(use -> use.output().equals(output.name()))
                    .forEach(use -> uses.merge(use.outputField(), List.of(inputField(use)), Told::both));
            if (uses.isEmpty()) {
                return null;
            }
            var fields = words.newColumnLineageDatasetFacetFieldsBuilder();
            uses.forEach((field, inputs) -> fields.put(
                    field,
                    words.newColumnLineageDatasetFacetFieldsAdditionalBuilder()
                            .inputFields(inputs)
                            .build()));
            return words.newColumnLineageDatasetFacetBuilder()
                    .fields(fields.build())
                    .build();
        }

        private static List<InputField> both(List<InputField> some, List<InputField> more) {
            return java.util.stream.Stream.concat(some.stream(), more.stream()).toList();
        }

        private InputField inputField(ColumnUse use) {
            return words.newInputFieldBuilder()
                    .namespace(namespace)
                    .name(use.input())
                    .field(use.inputField())
                    .transformations(List.of(words.newInputFieldTransformationsBuilder()
                            .type("DIRECT")
                            .subtype(use.as().name())
                            .description(Optional.ofNullable(use.description()).orElse(""))
                            .masking(false)
                            .build()))
                    .build();
        }
    }
}
