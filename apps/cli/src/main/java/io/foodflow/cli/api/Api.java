package io.foodflow.cli.api;

import io.foodflow.cli.terminal.CommandFailure;
import io.foodflow.cli.terminal.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The server's API, called as one user or service account. Answers that a repeat can cure (429, 502, 503, 504, a broken connection) are
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
        Answer answer = exchange(
                switch (as) {
                    case Credentials.Password password ->
                        Upload.of("/auth/login", "application/json", Json.MAPPER.writeValueAsBytes(password), Map.of());
                    case Credentials.Key key ->
                        Upload.of("/auth/token", "application/x-www-form-urlencoded", form(key), Map.of());
                });
        token = answer.json().path("access_token").asString("");
        if (token.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.REFUSED,
                    "the server asks for a second factor, which the command line cannot give; sign in as a service"
                            + " account with FOODFLOW_CLIENT_ID and FOODFLOW_CLIENT_SECRET");
        }
    }

    private static byte[] form(Credentials.Key key) {
        String form = "grant_type=client_credentials&client_id=" + encoded(key.clientId()) + "&client_secret="
                + encoded(key.clientSecret());
        return form.getBytes(StandardCharsets.UTF_8);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** What the server has at {@code path}, which may carry a query. */
    public JsonNode get(String path) {
        return authorized(() -> exchange(request(path).GET().build())).json();
    }

    /**
     * The bytes that the server has at {@code path}. Reading them fails where the connection breaks or stands still for as
     * long as an answer may take; nothing is repeated by itself.
     *
     * @param contentType such as {@code application/zip}
     */
    public InputStream open(String path, String contentType) {
        HttpRequest request = request(path)
                .setHeader("Accept", contentType + ", application/problem+json")
                .GET()
                .build();
        return authorized(() -> exchange(request, this::stream)).content();
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
                .header("Idempotency-Key", upload.idempotencyKey().toString())
                .timeout(settings.answerTimeout.plus(upload.onASlowLine()));
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
        return exchange(request, this::whole);
    }

    private Answer exchange(HttpRequest request, Reading reading) {
        Instant start = Instant.now();
        for (int attempt = 1; ; attempt++) {
            Answer answer = attempt(request, reading);
            if (answer.status() / 100 == 2) return answer;
            Duration pause = settings.patience.pause(attempt, answer.retryAfter(), Instant.now());
            Duration spent = Duration.between(start, Instant.now()).plus(pause);
            if (spent.compareTo(settings.patience.limit(answer.status())) > 0) {
                throw new ApiProblem(answer.status(), answer.problem());
            }
            waitFor(pause);
        }
    }

    /** How an answer is taken in. */
    @FunctionalInterface
    private interface Reading {
        Answer answer(HttpRequest request) throws IOException, InterruptedException;
    }

    private Answer whole(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
        return new Answer(response.statusCode(), retryAfter(response), response.body(), InputStream.nullInputStream());
    }

    private Answer stream(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
        var content = new ImpatientInput(response.body(), settings.answerTimeout);
        if (response.statusCode() / 100 == 2) {
            return new Answer(response.statusCode(), retryAfter(response), "", content);
        }
        try (content) {
            String body = new String(content.readAllBytes(), StandardCharsets.UTF_8);
            return new Answer(response.statusCode(), retryAfter(response), body, InputStream.nullInputStream());
        }
    }

    private static @Nullable String retryAfter(HttpResponse<?> response) {
        return response.headers().firstValue("Retry-After").orElse(null);
    }

    private Answer attempt(HttpRequest request, Reading reading) {
        try {
            return reading.answer(request);
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

    /**
     * @param body where it was taken in as a whole
     * @param content where it is to be read as a stream
     */
    private record Answer(int status, @Nullable String retryAfter, String body, InputStream content) {

        /** Treated as if a gateway had said it: worth a repeat, and then a failure. */
        static Answer brokenConnection(IOException e) {
            String reason = "the connection broke: " + e;
            String problem = Json.MAPPER.writeValueAsString(Problem.of(502, reason));
            return new Answer(502, null, problem, InputStream.nullInputStream());
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
                JsonNode answer = Json.MAPPER.readTree(body);
                String oauth = answer.path("error_description").asString("");
                if (!oauth.isEmpty()) return Problem.of(status, oauth);
                Problem problem = Json.MAPPER.treeToValue(answer, Problem.class);
                return problem == null ? Problem.of(status, "status " + status) : problem;
            } catch (JacksonException e) {
                return Problem.of(status, "status " + status + " without a problem document");
            }
        }
    }
}
