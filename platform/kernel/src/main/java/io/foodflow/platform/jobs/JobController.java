package io.foodflow.platform.jobs;

import io.foodflow.platform.security.RequiresPermission;
import io.foodflow.platform.web.Page;
import io.foodflow.platform.web.PageRequest;
import io.foodflow.platform.web.ProblemException;
import io.foodflow.platform.web.Problems;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

@RestController
@RequestMapping("/jobs")
@Tag(name = "jobs")
class JobController {

    private final Jobs jobs;
    private final JsonMapper json;

    JobController(Jobs jobs, JsonMapper json) {
        this.jobs = jobs;
        this.json = json;
    }

    @GetMapping
    @RequiresPermission("job:read")
    @Operation(summary = "Jobs, newest first")
    Page<Job> list(
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String kind) {
        return jobs.list(PageRequest.of(limit, cursor), state == null ? null : state(state), kind);
    }

    @GetMapping("/{id}")
    @RequiresPermission("job:read")
    @Operation(summary = "One job: state, progress, result")
    Job get(@PathVariable UUID id) {
        return jobs.find(id).orElseThrow(() -> unknown(id));
    }

    @PostMapping("/{id}/cancel")
    @RequiresPermission("job:cancel")
    @Operation(summary = "Ask a job to end")
    Job cancel(@PathVariable UUID id) {
        return jobs.cancel(id);
    }

    @GetMapping(path = "/{id}/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @RequiresPermission("job:read")
    @Operation(summary = "The job each time it changes, as server-sent events, until it ends")
    void stream(@PathVariable UUID id, HttpServletResponse response) throws IOException {
        var job = jobs.find(id).orElseThrow(() -> unknown(id));
        new JobStream(jobs, json, response).send(job);
    }

    private static JobState state(String text) {
        return JobState.of(text)
                .orElseThrow(() -> new ProblemException(Problems.invalid(
                        "state",
                        "value",
                        "state must be one of %s, was '%s'"
                                .formatted(
                                        Arrays.stream(JobState.values())
                                                .map(JobState::text)
                                                .toList(),
                                        text))));
    }

    private static ProblemException unknown(UUID id) {
        return new ProblemException(Problems.notFound("job", id));
    }
}
