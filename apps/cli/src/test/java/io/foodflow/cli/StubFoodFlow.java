package io.foodflow.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.foodflow.cli.api.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;

/**
 * A local server that speaks as much of the public API as the command line uses: sign-in by password and by key, users, capture, jobs, traces,
 * health. An event that holds the word {@code wrong-check-digit} is refused, a document that was sent before is a duplicate. Single
 * answers can be scripted with {@link #next}; a header {@code Cut-After} breaks the connection after so many bytes.
 */
public final class StubFoodFlow implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, String> passwords = new HashMap<>();
    private final List<String> requests = new ArrayList<>();
    private final Map<String, Queue<Scripted>> scripted = new HashMap<>();
    private final List<Captured> captures = new ArrayList<>();
    private final List<JsonNode> users = new ArrayList<>();
    private final List<JsonNode> accepted = new ArrayList<>();
    private final List<String> idempotencyKeys = new ArrayList<>();
    private final List<String> bodies = new ArrayList<>();
    private boolean empty;

    /** One request that was captured, with its headers. */
    public record Captured(String body, String contentType, String behaviour) {}

    private record Scripted(int status, String body, Map<String, String> headers) {}

    public StubFoodFlow() {
        this(0);
    }

    public StubFoodFlow(int port) {
        try {
            server = HttpServer.create(new InetSocketAddress("localhost", port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    public URI address() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    public StubFoodFlow user(String email, String password) {
        passwords.put(email, password);
        users.add(Json.MAPPER.createObjectNode().put("email", email));
        return this;
    }

    /** The next answer to {@code METHOD /path} (without its query), whatever it would have been. */
    public StubFoodFlow next(String request, int status, String body, Map<String, String> headers) {
        scripted.computeIfAbsent(request, key -> new ArrayDeque<>()).add(new Scripted(status, body, headers));
        return this;
    }

    public StubFoodFlow next(String request, int status, String body) {
        return next(request, status, body, Map.of());
    }

    /** The server lost its data. */
    public void forget() {
        captures.clear();
        empty = true;
    }

    /** All requests so far, as {@code METHOD /path?query}. */
    public synchronized List<String> requests() {
        return List.copyOf(requests);
    }

    /** What a request carried, the last one to that {@code METHOD /path}. */
    public synchronized String bodyOf(String request) {
        return bodies.get(requests.lastIndexOf(request));
    }

    /** The idempotency keys of all requests that carried one. */
    public synchronized List<String> idempotencyKeys() {
        return List.copyOf(idempotencyKeys);
    }

    public synchronized List<Captured> captures() {
        return List.copyOf(captures);
    }

    public synchronized List<JsonNode> users() {
        return List.copyOf(users);
    }

    /** Invitations that were accepted. */
    public synchronized List<JsonNode> accepted() {
        return List.copyOf(accepted);
    }

    private synchronized void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String request = exchange.getRequestMethod() + " " + path;
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
        bodies.add(body);
        String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
        if (key != null) idempotencyKeys.add(key);
        Queue<Scripted> queue = scripted.getOrDefault(request, new ArrayDeque<>());
        Scripted answer = queue.isEmpty() ? answer(request, body, exchange) : queue.remove();
        if (answer.status == 0) {
            exchange.close();
            return;
        }
        if (answer.headers.containsKey("Delay-Ms")) sleep(Long.parseLong(answer.headers.get("Delay-Ms")));
        answer.headers.forEach(exchange.getResponseHeaders()::set);
        byte[] bytes = answer.body.getBytes(StandardCharsets.UTF_8);
        int sent = Integer.parseInt(answer.headers.getOrDefault("Cut-After", "" + bytes.length));
        exchange.sendResponseHeaders(answer.status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) exchange.getResponseBody().write(bytes, 0, sent);
        if (sent < bytes.length) exchange.getResponseBody().flush();
        exchange.close();
    }

    private Scripted answer(String request, String body, HttpExchange exchange) {
        if (request.equals("GET /health/ready")) {
            return json(
                    200,
                    "{\"status\":\"UP\",\"components\":{\"postgresql\":{\"status\":\"UP\"},\"readinessState\":{\"status\":\"UP\"}}}");
        }
        if (request.equals("POST /auth/login")) return login(Json.MAPPER.readTree(body));
        if (request.equals("POST /auth/token")) return exchangeKey(body);
        if (exchange.getRequestHeaders().getFirst("Authorization") == null) return problem(401, "no token");
        return switch (request) {
            case "GET /users" -> json(200, page(users));
            case "POST /users" -> {
                users.add(Json.MAPPER.readTree(body));
                yield json(201, body);
            }
            case "POST /users/invitations" -> {
                users.add(Json.MAPPER.readTree(body));
                yield json(
                        201,
                        "{\"delivery\":\"link\",\"link\":\"http://localhost/app/invitation#token-%d\"}"
                                .formatted(users.size()));
            }
            case "POST /auth/invitations/accept" -> {
                accepted.add(Json.MAPPER.readTree(body));
                yield json(201, "{}");
            }
            case "GET /graph/nodes" ->
                json(200, empty || captures.isEmpty() ? "{\"items\":[]}" : "{\"items\":[{\"id\":\"1\"}]}");
            case "POST /capture" -> capture(body, exchange);
            case "POST /events" -> json(201, "{}");
            case "POST /graph/import/foodchain-lab" -> json(202, "{\"id\":\"job-1\",\"state\":\"queued\"}");
            case "GET /jobs/job-1" ->
                json(200, "{\"id\":\"job-1\",\"state\":\"succeeded\",\"message\":\"7 stations\"}");
            default -> captureState(request);
        };
    }

    private Scripted login(JsonNode body) {
        String password = passwords.get(body.path("email").asString(""));
        return body.path("password").asString("").equals(password)
                ? json(200, "{\"access_token\":\"token\",\"token_type\":\"Bearer\",\"expires_in\":900}")
                : problem(401, "e-mail or password is wrong");
    }

    private Scripted exchangeKey(String form) {
        return passwords.entrySet().stream()
                        .anyMatch(each -> form.equals("grant_type=client_credentials&client_id=" + each.getKey()
                                + "&client_secret=" + each.getValue()))
                ? json(200, "{\"access_token\":\"token\",\"token_type\":\"Bearer\",\"expires_in\":900}")
                : json(
                        401,
                        "{\"error\":\"invalid_client\",\"error_description\":\"no service account has this id and key\"}");
    }

    private Scripted capture(String body, HttpExchange exchange) {
        var headers = exchange.getRequestHeaders();
        empty = false;
        captures.add(
                new Captured(body, headers.getFirst("Content-Type"), headers.getFirst("GS1-Capture-Error-Behaviour")));
        return json(202, "{\"capture_id\":\"" + (captures.size() - 1) + "\"}");
    }

    private Scripted captureState(String request) {
        if (!request.startsWith("GET /capture/")) return problem(404, "there is nothing at " + request);
        String[] parts = request.substring("GET /capture/".length()).split("/");
        int index = Integer.parseInt(parts[0]);
        String body = captures.get(index).body();
        boolean seen =
                captures.subList(0, index).stream().anyMatch(each -> each.body().equals(body));
        int total = body.split("eventTime", -1).length - 1;
        int rejected = body.split("wrong-check-digit", -1).length - 1;
        if (parts.length == 2) return json(200, rejections(rejected));
        var counts = new LinkedHashMap<String, Integer>();
        counts.put("total", total);
        counts.put("accepted", seen ? 0 : total - rejected);
        counts.put("duplicate", seen ? total : 0);
        counts.put("rejected", rejected);
        return json(
                200,
                Json.MAPPER.writeValueAsString(Map.of("running", false, "success", rejected == 0, "counts", counts)));
    }

    private static String rejections(int rejected) {
        var items = new ArrayList<String>();
        for (int i = 0; i < rejected; i++) {
            items.add("{\"index\":" + i + ",\"outcome\":\"rejected\",\"errors\":[{\"field\":\"epcList[0]\","
                    + "\"rule\":\"check_digit\",\"message\":\"the check digit must be 4, was 5\"}]}");
        }
        return "{\"items\":[{\"index\":9,\"outcome\":\"accepted\",\"errors\":[]}," + String.join(",", items)
                + "],\"next_cursor\":null}";
    }

    private static String page(List<JsonNode> items) {
        return Json.MAPPER.writeValueAsString(Map.of("items", items));
    }

    private static Scripted json(int status, String body) {
        return new Scripted(status, body, Map.of("Content-Type", "application/json"));
    }

    public static String problemBody(int status, String detail) {
        return Json.MAPPER.writeValueAsString(Map.of("title", "Problem", "status", status, "detail", detail));
    }

    private static Scripted problem(int status, String detail) {
        return new Scripted(status, problemBody(status, detail), Map.of("Content-Type", "application/problem+json"));
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
