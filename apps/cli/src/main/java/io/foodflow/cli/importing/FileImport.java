package io.foodflow.cli.importing;

import io.foodflow.cli.api.Api;
import io.foodflow.cli.api.ApiProblem;
import io.foodflow.cli.api.Upload;
import io.foodflow.cli.importing.FileContent.EpcisDocument;
import io.foodflow.cli.importing.FileContent.EpcisEvent;
import io.foodflow.cli.importing.FileContent.FoodChainLabNetwork;
import io.foodflow.cli.importing.FileContent.Foreign;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/**
 * Sends one file, in the way its content asks for. Sending and waiting for the outcome are two steps, so that the next file
 * can be on its way while the server works on this one.
 */
final class FileImport {
    private static final Duration JOB_PAUSE = Duration.ofMillis(500);
    private static final Set<Integer> ENDS_THE_COMMAND = Set.of(401, 403, 404, 429);

    private final Api api;
    private final ErrorBehaviour behaviour;

    FileImport(Api api, ErrorBehaviour behaviour) {
        this.api = api;
        this.behaviour = behaviour;
    }

    /** Sends the file at once; the outcome is there when the returned supplier is asked. */
    Supplier<FileOutcome> send(Path file) {
        try {
            return switch (FileSniffer.sniff(file)) {
                case EpcisDocument document -> document(file, document.contentType());
                case EpcisEvent event -> event(file);
                case FoodChainLabNetwork network -> network(file);
                case Foreign foreign -> () -> FileOutcome.skipped(foreign.reason());
            };
        } catch (ApiProblem problem) {
            FileOutcome outcome = refused(problem);
            return () -> outcome;
        }
    }

    private Supplier<FileOutcome> document(Path file, String contentType) {
        JsonNode answer =
                api.upload(Upload.ofFile("/capture?file_name=" + named(file), contentType, file, behaviour.headers()));
        Capture capture = Capture.of(answer);
        return () -> FileOutcome.of(capture.await(api));
    }

    private static String named(Path file) {
        return URLEncoder.encode(file.getFileName().toString(), StandardCharsets.UTF_8);
    }

    private Supplier<FileOutcome> event(Path file) {
        try {
            api.upload(Upload.ofFile("/events", "application/json", file, Map.of()));
            return FileOutcome::acceptedEvent;
        } catch (ApiProblem problem) {
            if (problem.status() != 409) throw problem;
            return FileOutcome::duplicateEvent;
        }
    }

    private Supplier<FileOutcome> network(Path file) {
        JsonNode answer = api.upload(Upload.ofFile("/graph/import/foodchain-lab", "application/json", file, Map.of()));
        String job = answer.path("job_id").asString(answer.path("id").asString(""));
        return () -> awaitJob(job);
    }

    private FileOutcome awaitJob(String id) {
        while (true) {
            JsonNode job = api.get("/jobs/" + id);
            String message = job.path("message").asString("");
            switch (job.path("state").asString("")) {
                case "queued", "running" -> api.pause(JOB_PAUSE);
                case "succeeded" -> {
                    return FileOutcome.acceptedNetwork(message.isEmpty() ? "supply network" : message);
                }
                default -> {
                    return FileOutcome.rejected(message.isEmpty() ? "the import job did not succeed" : message);
                }
            }
        }
    }

    private static FileOutcome refused(ApiProblem problem) {
        if (problem.status() >= 500 || ENDS_THE_COMMAND.contains(problem.status())) throw problem;
        return FileOutcome.rejected(problem.problem().sentence());
    }
}
