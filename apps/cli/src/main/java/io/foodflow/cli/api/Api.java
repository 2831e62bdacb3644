package io.foodflow.cli.api;

import io.foodflow.cli.terminal.CommandFailure;
import io.foodflow.cli.terminal.ExitCode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The server's API, called as one user. Answers that a repeat can cure (429, 502, 503, 504, a broken connection) are
 * repeated as {@link Patience} allows; an access token that ran out is renewed by signing in again. Everything else that is
 * not a success ends in an {@link ApiProblem}. Not thread-safe.
 */
public final class Api {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    private final URI address;
    private final Settings settings;
    private final HttpClient http;
    private @Nullable Credentials credentials;
    private @Nullable String token;

    /** How the client behaves where the network or the server do not. */
    public record Settings(Duration answerTimeout, Patience patience, Pause pause, Consumer<String> remark) {}

    /** Waiting, which tests do without. */
    @FunctionalInterface
    public interface Pause {
        void lasting(Duration duration) throws InterruptedException;
    }

    /** @param address scheme, host and port, without a path */
    public Api(URI address, Settings settings) {
        this.address = address;
        this.settings = settings;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_TIMEOUT)
                .build();
    }

    public URI address() {
        return address;
    }

    /** Signs in, for this and all later requests. */
    public void signIn(Credentials as) {
        credentials = as;
        token = null;
        byte[] body = Json.MAPPER.writeValueAsBytes(as);
        Answer answer = exchange(Upload.of("/auth/login", "application/json", body, Map.of()));
        token = answer.json().path("access_token").asString("");
    }

    /** What the server has at {@code path}, which may carry a query. */
    public JsonNode get(String path) {
        return authorized(() -> exchange(request(path).GET().build())).json();
    }

    /** Sends a JSON body; the answer may be empty, then it is a missing node. */
    public JsonNode post(String path, Object body) {
        byte[] json = Json.MAPPER.writeValueAsBytes(body);
        return upload(Upload.of(path, "application/json", json, Map.of()));
    }

    /** Sends a body of any kind. */
    public JsonNode upload(Upload upload) {
        return authorized(() -> exchange(upload)).json();
    }

    private Answer authorized(Supplier<Answer> exchange) {
        try {
            return exchange.get();
        } catch (ApiProblem problem) {
            Credentials known = credentials;
            if (problem.status() != 401 || known == null) throw problem;
            signIn(known);
            return exchange.get();
        }
    }

    private Answer exchange(Upload upload) {
        HttpRequest.Builder request = request(upload.path())
                .header("Content-Type", upload.contentType())
                .header("Idempotency-Key", upload.idempotencyKey().toString());
        upload.headers().forEach(request::header);
        return exchange(request.POST(upload.body().get()).build());
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address.resolve(path))
                .timeout(settings.answerTimeout)
                .header("Accept", "application/json, application/problem+json")
                .method("GET", BodyPublishers.noBody());
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    private Answer exchange(HttpRequest request) {
        Instant start = Instant.now();
        for (int attempt = 1; ; attempt++) {
            Answer answer = attempt(request);
            if (answer.status() / 100 == 2) return answer;
            Duration pause = settings.patience.pause(attempt, answer.retryAfter(), Instant.now());
            Duration spent = Duration.between(start, Instant.now()).plus(pause);
            if (spent.compareTo(settings.patience.limit(answer.status())) > 0) {
                throw new ApiProblem(answer.status(), answer.problem());
            }
            waitFor(pause);
        }
    }

    private Answer attempt(HttpRequest request) {
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            return new Answer(
                    response.statusCode(),
                    response.headers().firstValue("Retry-After").orElse(null),
                    response.body());
        } catch (ConnectException e) {
            throw new CommandFailure(
                    ExitCode.NOT_RUNNING, "no server answers at " + address + "; start it with 'foodflow up'", e);
        } catch (HttpTimeoutException e) {
            throw new CommandFailure(
                    ExitCode.FAILURE,
                    "the server at " + address + " gave no answer within " + settings.answerTimeout.toSeconds() + " s",
                    e);
        } catch (IOException e) {
            return Answer.brokenConnection(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private void waitFor(Duration pause) {
        if (pause.compareTo(Duration.ofSeconds(2)) >= 0) {
            settings.remark.accept("The server asks to wait " + pause.toSeconds() + " s before the next request.");
        }
        pause(pause);
    }

    /** Waits between two requests, for example while a job runs. */
    public void pause(Duration duration) {
        try {
            settings.pause.lasting(duration);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static CommandFailure interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new CommandFailure(ExitCode.FAILURE, "interrupted", e);
    }

    private record Answer(int status, @Nullable String retryAfter, String body) {

        /** Treated as if a gateway had said it: worth a repeat, and then a failure. */
        static Answer brokenConnection(IOException e) {
            String reason = "the connection broke: " + e;
            String problem = Json.MAPPER.writeValueAsString(Problem.of(502, reason));
            return new Answer(502, null, problem);
        }

        JsonNode json() {
            if (body.isBlank()) return Json.MAPPER.missingNode();
            try {
                return Json.MAPPER.readTree(body);
            } catch (JacksonException e) {
                throw new CommandFailure(
                        ExitCode.FAILURE, "the server answered " + status + " with something that is not JSON", e);
            }
        }

        Problem problem() {
            try {
                Problem problem = Json.MAPPER.readValue(body, Problem.class);
                return problem == null ? Problem.of(status, "status " + status) : problem;
            } catch (JacksonException e) {
                return Problem.of(status, "status " + status + " without a problem document");
            }
        }
    }
}
