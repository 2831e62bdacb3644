package io.foodflow.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.foodflow.platform.http.OutboundOutcome.Answered;
import io.foodflow.platform.http.OutboundOutcome.Refused;
import io.foodflow.platform.http.OutboundOutcome.TimedOut;
import io.foodflow.platform.http.OutboundOutcome.TooLarge;
import io.foodflow.platform.http.OutboundOutcome.Unreachable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutboundHttpTest {

    private static HttpServer server;
    private static final AtomicInteger hits = new AtomicInteger();
    private static final List<String> seen = new CopyOnWriteArrayList<>();
    private OutboundHttp http;

    @BeforeAll
    static void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/hello", exchange -> answer(exchange, 200, "hello"));
        server.createContext("/large", exchange -> answer(exchange, 200, "x".repeat(5_000)));
        server.createContext("/slow", exchange -> {
            pause(3_000);
            answer(exchange, 200, "at last");
        });
        server.createContext("/shaky", exchange -> {
            boolean good = hits.incrementAndGet() >= 3;
            answer(exchange, good ? 200 : 503, good ? "third time" : "not now");
        });
        server.createContext("/echo", exchange -> {
            var headers = exchange.getRequestHeaders();
            answer(
                    exchange,
                    201,
                    "%s %s %s %s"
                            .formatted(
                                    exchange.getRequestMethod(),
                                    headers.getFirst("Authorization"),
                                    headers.getFirst("Content-Type"),
                                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        });
        server.createContext("/to", exchange -> {
            exchange.getResponseHeaders()
                    .set("Location", exchange.getRequestURI().getQuery());
            answer(exchange, Integer.parseInt(exchange.getRequestURI().getPath().substring(4)), "");
        });
        server.start();
    }

    @AfterAll
    static void end() {
        server.stop(0);
    }

    @BeforeEach
    void open() {
        hits.set(0);
        seen.clear();
        http = new OutboundHttp(new OutboundSettings(1_000, 5_000, 4_096, 3, 3, List.of("127.0.0.1", "localhost")));
    }

    @AfterEach
    void close() throws IOException {
        http.close();
    }

    @Test
    void bringsTheAnswer() {
        var answer = answered(http.send(OutboundRequest.get(uri("/hello"))));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.isGood()).isTrue();
        assertThat(answer.text()).isEqualTo("hello");
        assertThat(answer.header("X-Made-By")).contains("test");
        assertThat(answer.from()).isEqualTo(uri("/hello"));
    }

    @Test
    void sendsHeadersAndBody() {
        var answer = answered(http.send(OutboundRequest.post(uri("/echo"), "application/json", "{\"a\":1}")
                .with("Authorization", "Bearer t")));

        assertThat(answer.text()).isEqualTo("POST Bearer t application/json {\"a\":1}");
    }

    @Test
    void refusesALoopbackAddressUnlessAllowed() throws IOException {
        try (var strict = strict()) {
            assertThat(strict.send(OutboundRequest.get(uri("/hello")))).isInstanceOf(Refused.class);
            var byName = strict.send(OutboundRequest.get(URI.create(
                    "http://localhost:%d/hello".formatted(server.getAddress().getPort()))));
            assertThat(byName).isInstanceOf(Refused.class);
            assertThat(((Refused) byName).reason()).contains("'localhost' is not an address of the public Internet");
        }
        assertThat(seen).isEmpty();
    }

    @Test
    void refusesARedirectToAnAddressThatMayNotBeCalled() {
        var metadata = http.send(OutboundRequest.get(uri("/to/302?http://169.254.169.254/latest/")));
        var file = http.send(OutboundRequest.get(uri("/to/301?file:///etc/passwd")));

        assertThat(metadata).isInstanceOf(Refused.class);
        assertThat(file).isInstanceOf(Refused.class);
    }

    @Test
    void followsRedirectsAndKeepsTheMethodWhereTheStatusSaysSo() {
        var request = OutboundRequest.post(uri("/to/307?/echo"), "text/plain", "body");
        var asGet = OutboundRequest.post(uri("/to/303?/echo"), "text/plain", "body");

        assertThat(answered(http.send(request)).text())
                .startsWith("POST null text/plain")
                .endsWith("body");
        assertThat(answered(http.send(asGet)).text()).startsWith("GET").doesNotContain("body");
    }

    @Test
    void leavesCredentialsBehindWhenARedirectLeadsToAnotherHost() {
        var elsewhere = "http://localhost:%d/echo".formatted(server.getAddress().getPort());
        var request = OutboundRequest.get(uri("/to/302?" + elsewhere)).with("Authorization", "Bearer secret");
        var same = OutboundRequest.get(uri("/to/302?/echo")).with("Authorization", "Bearer secret");

        assertThat(answered(http.send(request)).text()).startsWith("GET null");
        assertThat(answered(http.send(same)).text()).startsWith("GET Bearer secret");
    }

    @Test
    void endsALoopOfRedirects() {
        server.createContext("/loop", exchange -> {
            exchange.getResponseHeaders().set("Location", "/loop");
            answer(exchange, 302, "");
        });

        var outcome = http.send(OutboundRequest.get(uri("/loop")));

        assertThat(outcome).isEqualTo(new Refused("more than 3 redirects"));
    }

    @Test
    void stopsAtTheLargestAnswerWanted() {
        assertThat(http.send(OutboundRequest.get(uri("/large")))).isEqualTo(new TooLarge(4_096));
        assertThat(answered(http.send(OutboundRequest.get(uri("/large")).atMost(5_000)))
                        .body())
                .hasSize(5_000);
    }

    @Test
    void givesUpWhenTheTimeIsOver() {
        var outcome = http.send(OutboundRequest.get(uri("/slow")).within(Duration.ofMillis(300)));

        assertThat(outcome).isEqualTo(new TimedOut(300));
    }

    @Test
    void repeatsWhatMayBeRepeated() {
        assertThat(answered(http.send(OutboundRequest.get(uri("/shaky")))).text())
                .isEqualTo("third time");

        hits.set(0);
        assertThat(answered(http.send(OutboundRequest.post(uri("/shaky"), "text/plain", "x")))
                        .status())
                .isEqualTo(503);
        assertThat(hits).hasValue(1);

        hits.set(0);
        var keyed = OutboundRequest.post(uri("/shaky"), "text/plain", "x").whichMayBeRepeated();
        assertThat(answered(http.send(keyed)).status()).isEqualTo(200);
    }

    @Test
    void saysThatNobodyListens() throws IOException {
        int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }

        assertThat(http.send(OutboundRequest.get(URI.create("http://127.0.0.1:%d/".formatted(port)))))
                .isInstanceOf(Unreachable.class);
        assertThat(http.send(OutboundRequest.get(URI.create("http://no-such-host.invalid/"))))
                .isInstanceOf(Unreachable.class);
    }

    @Test
    void refusesSettingsOutOfRange() {
        assertThatThrownBy(() -> new OutboundSettings(1_000, 5_000, 4_096, 3, 0, null))
                .hasMessage("foodflow.http.attempts must be 1..10, was 0");
        assertThatThrownBy(() -> new OutboundSettings(1, 5_000, 4_096, 3, 1, null))
                .hasMessage("foodflow.http.connect-millis must be 100..60000, was 1");
    }

    private static OutboundHttp strict() {
        return new OutboundHttp(new OutboundSettings(1_000, 5_000, 4_096, 3, 3, null));
    }

    private static Answered answered(OutboundOutcome outcome) {
        assertThat(outcome).isInstanceOf(Answered.class);
        return (Answered) outcome;
    }

    private static URI uri(String path) {
        return URI.create("http://127.0.0.1:%d%s".formatted(server.getAddress().getPort(), path));
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        seen.add(exchange.getRequestURI().toString());
        exchange.getResponseHeaders().set("X-Made-By", "test");
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        try (var out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
