package io.foodflow.platform.observability;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.foodflow.platform.home.FoodflowHome;
import io.foodflow.platform.security.PermissionGuard;
import io.foodflow.testkit.Api;
import io.foodflow.testkit.TestPlatform;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObservabilityTest {

    private static TestPlatform platform;

    @BeforeAll
    static void start() {
        platform = TestPlatform.start();
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Test
    void givesMetricsToAScraperOnThisMachine() {
        var answer = platform.anonymous().get("/metrics");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .contains("http_server_requests_seconds")
                .contains("foodflow_outbox_lag_seconds")
                .contains("foodflow_consumers_behind_events")
                .contains("foodflow_relay_silence_seconds")
                .contains("foodflow_jobs{state=\"queued\"}")
                .contains("foodflow_jobs{state=\"running\"}")
                .contains("hikaricp_connections");
    }

    @Test
    void asksAnyoneElseForThePermission() {
        var tenant = platform.newTenant();

        assertThat(distant(platform.anonymous()).get("/metrics").status()).isEqualTo(401);
        assertThat(distant(platform.as(tenant, "node:read")).get("/metrics").status())
                .isEqualTo(403);
        assertThat(distant(platform.as(tenant, "metrics:read")).get("/metrics").status())
                .isEqualTo(200);
        assertThat(platform.bean(PermissionGuard.class).permissions()).contains("metrics:read");
    }

    @Test
    void trustsNoAddressWhereItBelievesWhatProxiesSay() {
        try (var believing = TestPlatform.start("server.forward-headers-strategy=framework")) {
            assertThat(believing.anonymous().get("/metrics").status()).isEqualTo(401);
            assertThat(believing
                            .anonymous()
                            .with("X-Forwarded-For", "127.0.0.1")
                            .get("/metrics")
                            .status())
                    .isEqualTo(401);
            assertThat(believing
                            .as(believing.newTenant(), "metrics:read")
                            .get("/metrics")
                            .status())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/env",
                "/beans",
                "/heapdump",
                "/threaddump",
                "/loggers",
                "/configprops",
                "/shutdown",
                "/info",
                "/mappings",
                "/scheduledtasks",
                "/prometheus",
                "/actuator",
                "/actuator/env",
                "/actuator/health"
            })
    void keepsEverythingElseClosed(String path) {
        assertThat(platform.anonymous().get(path).status()).isEqualTo(404);
    }

    @Test
    void saysWhichStoresAreAtWork() {
        var ready = platform.anonymous().get("/health/ready");

        assertThat(ready.status()).isEqualTo(200);
        var stores = ready.json().path("components").path("stores").path("components");
        assertThat(stores.path("objects").path("status").asString()).isEqualTo("UP");
        assertThat(stores.path("events").path("status").asString()).isEqualTo("UP");
        assertThat(stores.path("events").path("details").path("running").asBoolean())
                .isTrue();
        assertThat(stores.has("postgres")).isFalse();
    }

    @Test
    void isNotReadyWhereNoObjectCanBeKept() throws IOException {
        try (var own = TestPlatform.start()) {
            var objects = own.bean(FoodflowHome.class).objects();
            assertThat(own.anonymous().get("/health/ready").status()).isEqualTo(200);
            Files.deleteIfExists(objects);
            Files.writeString(objects, "a file where the folder should be");

            var ready = own.anonymous().get("/health/ready");

            assertThat(ready.status()).isEqualTo(503);
            assertThat(ready.json()
                            .path("components")
                            .path("stores")
                            .path("components")
                            .path("objects")
                            .path("status")
                            .asString())
                    .isEqualTo("DOWN");
            assertThat(own.anonymous().get("/health/live").status()).isEqualTo(200);
        }
    }

    @Test
    void givesEachProblemATraceIdThoughNothingIsExported() {
        var first = platform.anonymous().get("/nowhere").json().path("trace_id").asString();
        var second =
                platform.anonymous().get("/nowhere").json().path("trace_id").asString();

        assertThat(first).matches("[0-9a-f]{32}").isNotEqualTo("0".repeat(32));
        assertThat(second).isNotEqualTo(first);
    }

    @Test
    void goesOnWithTheTraceOfTheCaller() {
        var trace = "4bf92f3577b34da6a3ce929d0e0e4736";

        var answer = platform.anonymous()
                .with("traceparent", "00-" + trace + "-00f067aa0ba902b7-00")
                .get("/nowhere");

        assertThat(answer.json().path("trace_id").asString()).isEqualTo(trace);
    }

    @Test
    void exportsTracesToTheCollectorThatIsNamed() throws Exception {
        var received = new LinkedBlockingQueue<String>();
        var collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            received.add(exchange.getRequestURI().getPath());
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        collector.start();
        try (var own = TestPlatform.start(
                "foodflow.otlp.endpoint=http://127.0.0.1:"
                        + collector.getAddress().getPort(),
                "foodflow.otlp.sampling=1.0",
                "management.opentelemetry.tracing.export.schedule-delay=100ms")) {
            own.anonymous().get("/health/live");

            assertThat(received.poll(10, TimeUnit.SECONDS)).isEqualTo("/v1/traces");
        } finally {
            collector.stop(0);
        }
    }

    private static Api distant(Api api) {
        return api.with("X-Forwarded-For", "203.0.113.9");
    }
}
