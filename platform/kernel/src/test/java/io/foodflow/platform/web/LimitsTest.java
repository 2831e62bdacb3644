package io.foodflow.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.platform.changes.PlatformWork;
import io.foodflow.platform.entitlements.Entitlements;
import io.foodflow.testkit.TestPlatform;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class LimitsTest {

    private static TestPlatform platform;

    @BeforeAll
    static void start() {
        platform = TestPlatform.startWith(
                List.of(Things.class),
                "foodflow.limits.plans.enterprise.per-minute=5",
                "foodflow.limits.plans.enterprise.per-hour=1000",
                "foodflow.limits.plans.free.per-minute=3",
                "foodflow.limits.plans.free.per-hour=1000",
                "foodflow.limits.anonymous.per-minute=30",
                "foodflow.limits.anonymous.per-hour=1000",
                "foodflow.limits.body-bytes=10000");
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Test
    void endsAUsersRequestsForAWhileOnceTheyAreTooMany() {
        var tenant = platform.newTenant();
        var user = platform.as(tenant, "thing:read");
        for (int left = 4; left >= 0; left--) {
            var answer = user.get("/things");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("RateLimit-Remaining")).isEqualTo(Integer.toString(left));
        }

        var refused = user.get("/things");

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 13);
        assertThat(refused.json().path("detail").asString()).contains("5 requests a minute");
    }

    @Test
    void goesByThePlanThatCountsNow() {
        var tenant = platform.newTenant();
        platform.bean(PlatformWork.class).write(change -> {
            change.nothing();
            return platform.bean(JdbcClient.class)
                    .sql("insert into subscriptions (tenant_id, plan, state) values (?, 'enterprise', 'cancelled')")
                    .param(tenant.id().value())
                    .update();
        });
        platform.bean(Entitlements.class).forget();

        var answer = platform.as(tenant, "thing:read").get("/things");

        assertThat(answer.header("RateLimit-Remaining")).isEqualTo("2");
    }

    @Test
    void countsTenantsApart() {
        var one = platform.as(platform.newTenant(), "thing:read");
        var other = platform.as(platform.newTenant(), "thing:read");
        for (int n = 0; n < 6; n++) {
            one.get("/things");
        }

        assertThat(one.get("/things").status()).isEqualTo(429);
        assertThat(other.get("/things").status()).isEqualTo(200);
    }

    @Test
    void takesABodyUpToItsLimit() {
        assertThat(post("/things/small", 10_000)).isEqualTo(200);
        assertThat(post("/things/large", 2 << 20)).isEqualTo(200);
    }

    @Test
    void refusesABodyThatDeclaresToBeLarger() {
        assertThat(post("/things/small", 10_001)).isEqualTo(413);
        assertThat(post("/things/large", (2 << 20) + 1)).isEqualTo(413);
    }

    @Test
    void refusesABodyThatTurnsOutLarger() throws Exception {
        assertThat(postChunked("/things/small", 10_000)).isEqualTo(200);
        assertThat(postChunked("/things/small", 10_001)).isEqualTo(413);
        assertThat(postChunked("/things/small", 5_000_000)).isEqualTo(413);
    }

    @Test
    void refusesAHeaderThatIsNone() throws IOException {
        var address = URI.create(platform.address());
        try (var socket = new Socket(address.getHost(), address.getPort())) {
            socket.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: x\r\nBad Header: y\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            var answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            assertThat(answer).isEqualTo("HTTP/1.1 400");
        }
    }

    private static int post(String path, int bytes) {
        return platform.anonymous()
                .send("POST", path, new byte[bytes], "application/octet-stream")
                .status();
    }

    private static int postChunked(String path, int bytes) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create(platform.address() + path))
                    .header("Content-Type", "application/octet-stream")
                    .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[bytes])))
                    .build();
            return client.send(request, BodyHandlers.ofString()).statusCode();
        }
    }
}
