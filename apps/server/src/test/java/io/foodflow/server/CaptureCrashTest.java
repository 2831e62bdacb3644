package io.foodflow.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.demo.DemoCompany;
import io.foodflow.demo.DemoDocument;
import io.foodflow.demo.DemoSettings;
import io.foodflow.demo.DemoSize;
import io.foodflow.engine.ledger.export.ExportVerdict;
import io.foodflow.engine.ledger.export.ExportVerifier;
import io.foodflow.engine.ledger.export.Trust;
import io.foodflow.engine.ledger.notes.NoteVerifier;
import io.foodflow.testkit.Api;
import io.foodflow.testkit.TestPlatform;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Kills the platform's JVM or its PostgreSQL, twenty times, while a client captures documents and keeps a ledger of what
 * was acknowledged. Afterwards every acknowledged document is recorded wholly, every event once, and every audit entry is
 * proven, once.
 */
@Tag("long")
class CaptureCrashTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int KILLS = 20;
    private static final String PASSWORD = "correct horse battery";

    private final Path home = TestPlatform.temporaryHome();
    private final int port = freePort();
    private final Random random = new Random(20260101);
    private Process server;

    @AfterEach
    void stop() throws Exception {
        server.destroy();
        if (!server.waitFor(30, TimeUnit.SECONDS)) {
            server.destroyForcibly();
        }
    }

    @Test
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    void losesNothingThatWasAcknowledgedAndDoublesNothing() throws Exception {
        start();
        List<DemoDocument> documents = DemoCompany.generate(DemoSettings.of(DemoSize.M, 11, LocalDate.of(2026, 3, 31)))
                .limit(60)
                .toList();
        Map<String, Integer> ledger = new LinkedHashMap<>();
        int next = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            var killAt = Instant.now().plusMillis(300 + random.nextInt(2_500));
            while (Instant.now().isBefore(killAt) && next < documents.size()) {
                if (offer(documents.get(next), ledger)) {
                    next++;
                }
            }
            if (kill % 2 == 0) {
                server.destroyForcibly().waitFor();
                start();
            } else {
                killPostgres();
            }
            await(this::ready, "the platform is ready again after kill " + kill);
        }
        while (next < documents.size()) {
            if (offer(documents.get(next), ledger)) {
                next++;
            }
        }
        var api = signedInAgain();
        for (var acknowledged : ledger.entrySet()) {
            var capture = finished(api, acknowledged.getKey());
            assertThat(capture.path("success").asBoolean())
                    .as(capture.toString())
                    .isTrue();
            var counts = capture.path("counts");
            assertThat(counts.path("accepted").asInt()
                            + counts.path("duplicate").asInt())
                    .as("events of " + acknowledged.getKey())
                    .isEqualTo(acknowledged.getValue());
        }
        int distinct = documents.stream().mapToInt(DemoDocument::events).sum();
        assertThat(accepted(api, ledger)).as("recorded events").isLessThanOrEqualTo(distinct);
        assertThat(recapturedIsAllDuplicate(api, documents.getFirst())).isTrue();
        everyEntryIsProvenOnce(api, ledger.size());
    }

    /** The audit ledger has each entry of the trail once, and proves it. */
    private static void everyEntryIsProvenOnce(Api api, int captures) throws IOException {
        var trail = new HashSet<String>();
        var cursor = "";
        do {
            var page = api.get("/audit/entries?limit=500" + cursor).json();
            page.path("items").forEach(entry -> trail.add(entry.path("id").asString()));
            var next = page.path("next_cursor");
            cursor = next.isNull() ? "" : "&cursor=" + next.asString();
        } while (!cursor.isEmpty());
        var location = api.post("/audit/exports", "{}").header("Location");
        await(() -> api.get(location).json().path("ready").asBoolean(), "the export of the audit ledger");
        var export = api.get(location + "/content").body();
        var key = NoteVerifier.parse(
                api.get("/audit/ledger").json().path("log_keys").get(0).asString());
        assertThat(new ExportVerifier(new Trust(List.of(key), List.of(), 0, List.of()))
                        .verify(new ByteArrayInputStream(export.getBytes(StandardCharsets.UTF_8))))
                .isInstanceOf(ExportVerdict.Verified.class);
        var proven = export.lines()
                .map(line -> JSON.readTree(line).at("/entry/id").asString(""))
                .filter(id -> !id.isEmpty())
                .toList();
        assertThat(proven).doesNotHaveDuplicates().containsAll(trail).hasSizeGreaterThan(captures);
    }

    /** Sends a document; enters it in the ledger and answers true once it was acknowledged. */
    private boolean offer(DemoDocument document, Map<String, Integer> ledger) {
        try {
            var answer = signedIn().send("POST", "/capture", document.json(), "application/ld+json");
            if (answer.status() == 202) {
                ledger.put(answer.header("Location"), document.events());
                return true;
            }
        } catch (UncheckedIOException | IllegalStateException e) {
            return false;
        }
        return false;
    }

    private static int accepted(Api api, Map<String, Integer> ledger) {
        return ledger.keySet().stream()
                .mapToInt(location ->
                        api.get(location).json().path("counts").path("accepted").asInt())
                .sum();
    }

    private boolean recapturedIsAllDuplicate(Api api, DemoDocument document) {
        var location = api.send("POST", "/capture", document.json(), "application/ld+json")
                .header("Location");
        var counts = finished(api, location).path("counts");
        return counts.path("accepted").asInt() == 0 && counts.path("duplicate").asInt() == document.events();
    }

    private static JsonNode finished(Api api, String location) {
        var found = new JsonNode[1];
        await(
                () -> {
                    found[0] = api.get(location).json();
                    return found[0].has("running") && !found[0].path("running").asBoolean();
                },
                "the end of " + location);
        return found[0];
    }

    /** After the last kill a request may still meet a connection that died with it. */
    private Api signedInAgain() {
        var api = new Api[1];
        await(
                () -> {
                    try {
                        api[0] = signedIn();
                        return true;
                    } catch (IllegalStateException e) {
                        assertThat(e).hasMessageContaining("database-unavailable");
                        return false;
                    }
                },
                "signing in after the last kill");
        return api[0];
    }

    private Api signedIn() {
        var api = new Api("http://127.0.0.1:" + port);
        var answer =
                api.post("/auth/login", "{\"email\":\"admin@acme.example\",\"password\":\"%s\"}".formatted(PASSWORD));
        if (answer.status() != 200) {
            throw new IllegalStateException(answer.toString());
        }
        return api.with(
                "Authorization", "Bearer " + answer.json().path("access_token").asString());
    }

    private boolean ready() {
        try {
            return new Api("http://127.0.0.1:" + port).get("/health/ready").status() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private void start() throws IOException {
        server = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx512m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FoodflowServer.class.getName(),
                        "--server.port=" + port,
                        "--foodflow.home=" + home,
                        "--foodflow.bootstrap.tenant=acme",
                        "--foodflow.bootstrap.name=Acme Dairy",
                        "--foodflow.bootstrap.email=admin@acme.example",
                        "--foodflow.bootstrap.password=" + PASSWORD,
                        "--foodflow.bootstrap.plan=enterprise",
                        "--foodflow.limits.anonymous.per-minute=100000",
                        "--foodflow.limits.anonymous.per-hour=1000000")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        home.resolve("server.log").toFile()))
                .start();
        await(this::ready, "the platform is ready");
    }

    private void killPostgres() throws IOException {
        var pid = Long.parseLong(
                Files.readAllLines(home.resolve("postgres").resolve("data").resolve("postmaster.pid"))
                        .getFirst()
                        .trim());
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }

    private static void await(java.util.function.BooleanSupplier condition, String what) {
        var deadline = Instant.now().plus(Duration.ofMinutes(2));
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).as(what).isBefore(deadline);
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
