package io.foodflow.bench.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The server's API as one signed-in caller sees it; any answer that is not a success ends the benchmark. Thread-safe. */
final class HttpApi {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final HttpClient http;
    private final URI address;
    private final String token;

    private HttpApi(HttpClient http, URI address, String token) {
        this.http = http;
        this.address = address;
        this.token = token;
    }

    /** The API as somebody sees it who has not signed in. */
    static HttpApi anonymous(URI address) {
        return new HttpApi(
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build(), address, "");
    }

    static HttpApi signIn(URI address, Map<String, String> credentials) {
        var anonymous = anonymous(address);
        byte[] body = JSON.writeValueAsBytes(credentials);
        return anonymous.with(anonymous
                .post("/auth/login", "application/json", body)
                .path("access_token")
                .asString(""));
    }

    /** The same connections with another token. */
    HttpApi with(String otherToken) {
        return new HttpApi(http, address, otherToken);
    }

    /** The bearer token, valid for fifteen minutes. */
    String token() {
        return token;
    }

    JsonNode get(String path) {
        return JSON.readTree(text(path));
    }

    /** The body as it came. */
    String text(String path) {
        return send(request(path).GET().build()).body();
    }

    JsonNode post(String path, String type, byte[] body) {
        var request = request(path)
                .header("Content-Type", type)
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        return JSON.readTree(send(request).body());
    }

    private HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(address.resolve(path)).timeout(PATIENCE);
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            var response = http.send(request, BodyHandlers.ofString());
            if (response.statusCode() / 100 == 2) return response;
            throw new BenchFailure(request.method() + " " + request.uri() + " was answered " + response.statusCode()
                    + ": " + response.body());
        } catch (IOException e) {
            throw new BenchFailure(request.method() + " " + request.uri() + " failed: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("interrupted", e);
        }
    }
}
