package io.foodflow.audit.lineage;

import io.foodflow.audit.lineage.LineageViews.Columns;
import io.foodflow.audit.lineage.LineageViews.DataSetDetail;
import io.foodflow.audit.lineage.LineageViews.DataSetView;
import io.foodflow.audit.lineage.LineageViews.Direction;
import io.foodflow.audit.lineage.LineageViews.EventView;
import io.foodflow.audit.lineage.LineageViews.Graph;
import io.foodflow.audit.lineage.LineageViews.JobDetail;
import io.foodflow.audit.lineage.LineageViews.JobView;
import io.foodflow.audit.lineage.LineageViews.RunDetail;
import io.foodflow.audit.lineage.LineageViews.RunView;
import io.foodflow.platform.security.RequiresPermission;
import io.foodflow.platform.web.BodyLimit;
import io.foodflow.platform.web.Cursor;
import io.foodflow.platform.web.Fields;
import io.foodflow.platform.web.Page;
import io.foodflow.platform.web.PageRequest;
import io.foodflow.platform.web.ProblemException;
import io.foodflow.platform.web.Problems;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

@RestController
@RequestMapping("/lineage")
@Tag(name = "Lineage", description = "Which jobs read and wrote which data, down to the column")
final class LineageController {

    private static final String READ = "lineage:read";
    private static final int LONGEST_TEXT = 200;
    private static final int USUAL_DEPTH = 5;
    private static final int USUAL_NODES = 500;

    private final Lineage lineage;
    private final ReceivedEvents received;

    LineageController(Lineage lineage, ReceivedEvents received) {
        this.lineage = lineage;
        this.received = received;
    }

    @PostMapping("/events")
    @RequiresPermission("lineage:write")
    @BodyLimit(mebibytes = 4)
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Tell what a job of your own did, as an OpenLineage event",
            description =
                    "Takes RunEvent, JobEvent and DatasetEvent of OpenLineage 2-0-2, as its clients for Spark, Airflow and others send"
                            + " them. The same event again changes nothing. The platform's own jobs and data sets may be named as inputs"
                            + " and outputs, but not described.")
    Told tell(@RequestBody JsonNode event) {
        return switch (received.receive(event)) {
            case ReceivedEvents.Outcome.Taken(var id, var type, var again) -> new Told(id, type, again);
            case ReceivedEvents.Outcome.RunOfAnotherJob(var run, var job) ->
                throw new ProblemException(Problems.conflict(
                        "run-of-another-job",
                        "Run of another job",
                        "the run %s is one of %s; give each run an id of its own".formatted(run, job)));
        };
    }

    @GetMapping("/jobs")
    @RequiresPermission(READ)
    @Operation(summary = "List jobs, those first that were first heard of last")
    Page<JobView> jobs(
            @RequestParam(required = false) @Nullable String text,
            @RequestParam(required = false) @Nullable String namespace,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var page = PageRequest.of(limit, cursor);
        var wanted = search(text, namespace);
        return Page.of(lineage.jobs(wanted.text(), wanted.namespace(), page), page, job -> Cursor.after(job.id()));
    }

    @GetMapping("/jobs/{id}")
    @RequiresPermission(READ)
    @Operation(summary = "Get a job with what it reads and writes")
    JobDetail job(@PathVariable UUID id) {
        return lineage.job(id).orElseThrow(() -> new ProblemException(Problems.notFound("lineage job", id)));
    }

    @GetMapping("/runs")
    @RequiresPermission(READ)
    @Operation(summary = "List runs, the newest first")
    Page<RunView> runs(
            @RequestParam(name = "job_id", required = false) @Nullable UUID job,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var page = PageRequest.of(limit, cursor);
        return Page.of(lineage.runs(job, state(state), page), page, run -> Cursor.after(run.createdAt(), run.id()));
    }

    @GetMapping("/runs/{id}")
    @RequiresPermission(READ)
    @Operation(summary = "Get a run with what it read and wrote")
    RunDetail run(@PathVariable UUID id) {
        return lineage.run(id).orElseThrow(() -> new ProblemException(Problems.notFound("run", id)));
    }

    @GetMapping("/runs/{id}/events")
    @RequiresPermission(READ)
    @Operation(summary = "Get the OpenLineage events of a run to the letter, the first 100")
    Page<EventView> events(@PathVariable UUID id) {
        var events = lineage.events(id).orElseThrow(() -> new ProblemException(Problems.notFound("run", id)));
        return new Page<>(events, null);
    }

    @GetMapping("/datasets")
    @RequiresPermission(READ)
    @Operation(summary = "List data sets, those first that were first heard of last")
    Page<DataSetView> dataSets(
            @RequestParam(required = false) @Nullable String text,
            @RequestParam(required = false) @Nullable String namespace,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var page = PageRequest.of(limit, cursor);
        var wanted = search(text, namespace);
        return Page.of(lineage.dataSets(wanted.text(), wanted.namespace(), page), page, set -> Cursor.after(set.id()));
    }

    @GetMapping("/datasets/{id}")
    @RequiresPermission(READ)
    @Operation(summary = "Get a data set with its fields, and the jobs that write and read it")
    DataSetDetail dataSet(@PathVariable UUID id) {
        return lineage.dataSet(id).orElseThrow(() -> new ProblemException(Problems.notFound("data set", id)));
    }

    @GetMapping("/graph")
    @RequiresPermission(READ)
    @Operation(
            summary = "Get what lies around a job or data set",
            description =
                    "node is the id of either; direction is upstream, downstream or both, depth counts steps from one to the other kind;"
                            + " truncated says that the limit left something out, the nearest comes first.")
    Graph graph(
            @RequestParam UUID node,
            @RequestParam(required = false) @Nullable String direction,
            @RequestParam(required = false) @Nullable Integer depth,
            @RequestParam(required = false) @Nullable Integer limit) {
        var fields = new Fields();
        var way = direction(direction, fields);
        int deep = between("depth", depth, USUAL_DEPTH, Lineage.DEEPEST, fields);
        int most = between("limit", limit, USUAL_NODES, Lineage.MOST_NODES, fields);
        fields.check();
        return lineage.graph(node, way, deep, most)
                .orElseThrow(() -> new ProblemException(Problems.notFound("job or data set", node)));
    }

    @GetMapping("/columns")
    @RequiresPermission(READ)
    @Operation(
            summary = "Get where the fields of a data set come from, or what is made of them",
            description =
                    "Of one field, or of all where none is named. Only what jobs said is here: nothing is inferred.")
    Columns columns(
            @RequestParam(name = "dataset_id") UUID dataSet,
            @RequestParam(required = false) @Nullable String field,
            @RequestParam(required = false) @Nullable String direction,
            @RequestParam(required = false) @Nullable Integer depth,
            @RequestParam(required = false) @Nullable Integer limit) {
        var fields = new Fields();
        var name = fields.lineIfGiven("field", field, EventSchema.LONGEST_FIELD);
        var way = direction(direction, fields);
        int deep = between("depth", depth, USUAL_DEPTH, Lineage.DEEPEST, fields);
        int most = between("limit", limit, USUAL_NODES, Lineage.MOST_NODES, fields);
        fields.check();
        return lineage.columns(dataSet, name, way, deep, most)
                .orElseThrow(() -> new ProblemException(Problems.notFound("data set", dataSet)));
    }

    private record Search(@Nullable String text, @Nullable String namespace) {}

    private static Search search(@Nullable String text, @Nullable String namespace) {
        var fields = new Fields();
        var wanted = new Search(
                fields.lineIfGiven("text", text, LONGEST_TEXT),
                fields.lineIfGiven("namespace", namespace, EventSchema.LONGEST_NAMESPACE));
        fields.check();
        return wanted;
    }

    private static int between(String field, @Nullable Integer value, int usual, int most, Fields fields) {
        int wanted = value == null ? usual : value;
        if (wanted < 1 || wanted > most) {
            fields.add(field, "range", "%s must be 1..%d, was %d".formatted(field, most, wanted));
        }
        return wanted;
    }

    private static Direction direction(@Nullable String text, Fields fields) {
        return Arrays.stream(Direction.values())
                .filter(way -> text == null ? way == Direction.BOTH : way.text().equals(text))
                .findFirst()
                .orElseGet(() -> {
                    fields.add(
                            "direction",
                            "choice",
                            "direction must be upstream, downstream or both, was '%s'".formatted(Fields.quoted(text)));
                    return Direction.BOTH;
                });
    }

    private static @Nullable RunState state(@Nullable String text) {
        if (text == null) {
            return null;
        }
        return RunState.of(text)
                .orElseThrow(() -> new ProblemException(Problems.invalid(
                        "state",
                        "choice",
                        "state must be one of %s, was '%s'"
                                .formatted(
                                        Arrays.stream(RunState.values())
                                                .map(RunState::text)
                                                .collect(Collectors.joining(", ")),
                                        Fields.quoted(text)))));
    }

    /**
     * What became of the event.
     *
     * @param id the run, or where there is none the job or data set that the event is of
     * @param type START, RUNNING, COMPLETE, ABORT, FAIL or OTHER of a run, JOB or DATASET
     * @param again whether it was there before
     */
    record Told(UUID id, String type, boolean again) {}
}
