package io.foodflow.platform.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.platform.web.ProblemException;
import io.foodflow.testkit.TestPlatform;
import io.foodflow.testservices.TestServices;
import io.foodflow.testservices.menu.api.MenuApi;
import io.foodflow.testservices.menu.api.MenuApi.Item;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls to a service that stutters, fails, or talks of other things. */
class RemoteCallsTest {

    private static final AtomicInteger calls = new AtomicInteger();
    private static volatile IntFunction<Reply> script;
    private static HttpServer server;
    private static TestPlatform platform;
    private static Tenant tenant;

    record Reply(int status, String mediaType, String body) {}

    @BeforeAll
    static void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            var reply = script.apply(calls.incrementAndGet());
            byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", reply.mediaType());
            exchange.sendResponseHeaders(reply.status(), body.length);
            try (var out = exchange.getResponseBody()) {
                out.write(body);
            }
        });
        server.start();
        platform = platform(
                "foodflow.remote.menu=http://127.0.0.1:" + server.getAddress().getPort());
        tenant = platform.newTenant();
    }

    @AfterAll
    static void stop() {
        platform.close();
        server.stop(0);
    }

    @BeforeEach
    void reset() {
        calls.set(0);
    }

    @Test
    void readsAgainUntilTheServiceAnswers() {
        script = call -> call < 3 ? unavailable() : soup();

        assertThat(read(platform).price()).isEqualByComparingTo("4.5");
        assertThat(calls).hasValue(3);
    }

    @Test
    void writesOnlyOnce() {
        script = call -> unavailable();

        assertThatThrownBy(() -> platform.inside(
                        tenant, () -> platform.bean(MenuApi.class).add(new Item("soup", BigDecimal.ONE))))
                .isInstanceOf(ProblemException.class);
        assertThat(calls).hasValue(1);
    }

    @Test
    void toleratesFieldsOfANewerVersion() {
        script = call -> new Reply(200, "application/json", "{\"id\":\"soup\",\"price\":4.5,\"spicy\":true}");

        assertThat(read(platform).id()).isEqualTo("soup");
    }

    @Test
    void keepsTheMembersOfAProblem() {
        script = call -> new Reply(409, "application/problem+json", """
                {"type":"https://foodflow.io/problems/ambiguous","title":"Ambiguous","status":409,"detail":"two soups",
                 "instance":"/elsewhere","trace_id":"abc","candidates":[{"id":"1"},{"id":"2"}],
                 "errors":[{"field":"id","rule":"unique","message":"two soups"}]}""");

        assertThatThrownBy(() -> read(platform)).isInstanceOfSatisfying(ProblemException.class, e -> {
            assertThat(e.problem().slug()).isEqualTo("ambiguous");
            assertThat(e.problem().status()).isEqualTo(409);
            assertThat(e.problem().instance()).isNull();
            assertThat(e.problem().more().get("candidates")).asString().contains("id=1");
            assertThat(e.problem().errors().getFirst().rule()).isEqualTo("unique");
        });
    }

    @Test
    void answersWith502WhereTheServiceTalksOfOtherThings() {
        script = call -> new Reply(418, "text/html", "<h1>teapot</h1>");
        assertThatThrownBy(() -> read(platform))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().status()).isEqualTo(502));

        script = call -> new Reply(400, "application/problem+json", "<no json>");
        assertThatThrownBy(() -> read(platform))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().slug()).isEqualTo("service-unintelligible"));
    }

    @Test
    void stopsCallingAServiceThatKeepsFailing() {
        try (var own = platform(
                "foodflow.remote.menu=http://127.0.0.1:" + server.getAddress().getPort(),
                "foodflow.remote-calls.attempts=1")) {
            var there = own.newTenant();
            script = call -> unavailable();
            for (int n = 0; n < 10; n++) {
                assertThatThrownBy(() ->
                                own.inside(there, () -> own.bean(MenuApi.class).item("soup")))
                        .isInstanceOf(ProblemException.class);
            }
            int before = calls.get();

            assertThatThrownBy(() ->
                            own.inside(there, () -> own.bean(MenuApi.class).item("soup")))
                    .hasMessageContaining("has not been answering");

            assertThat(before).isEqualTo(10);
            assertThat(calls).hasValue(10);
        }
    }

    @Test
    void saysThatNobodyListens() {
        try (var own = platform("foodflow.remote.menu=http://127.0.0.1:1")) {
            var there = own.newTenant();

            assertThatThrownBy(() ->
                            own.inside(there, () -> own.bean(MenuApi.class).item("soup")))
                    .isInstanceOfSatisfying(ProblemException.class, e -> {
                        assertThat(e.problem().status()).isEqualTo(503);
                        assertThat(e.problem().detail()).isEqualTo("the service 'menu' does not answer");
                        assertThat(e.problem().more()).containsKey("retry_after_seconds");
                    });
        }
    }

    @Test
    void refusesSettingsThatAreNone() {
        var calls = new RemoteSettings.Calls(1_000, 30_000, 3);
        assertThatThrownBy(() -> new RemoteSettings(Map.of("menu", URI.create("menu:8080")), calls))
                .hasMessage("foodflow.remote.menu must be an http or https address, was 'menu:8080'");
        assertThatThrownBy(() -> new RemoteSettings.Calls(1_000, 30_000, 0))
                .hasMessage("foodflow.remote-calls.attempts must be 1..10, was 0");
    }

    private static TestPlatform platform(String... settings) {
        var all = new java.util.ArrayList<>(java.util.List.of(settings));
        all.add("foodflow.services=none");
        return TestServices.with(() -> TestPlatform.start(all.toArray(String[]::new)));
    }

    private static Item read(TestPlatform platform) {
        return platform.inside(tenant, () -> platform.bean(MenuApi.class).item("soup"));
    }

    private static Reply soup() {
        return new Reply(200, "application/json", "{\"id\":\"soup\",\"price\":4.5}");
    }

    private static Reply unavailable() {
        return new Reply(503, "text/plain", "down");
    }
}
