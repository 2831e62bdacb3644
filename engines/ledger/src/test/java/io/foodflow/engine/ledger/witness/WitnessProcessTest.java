package io.foodflow.engine.ledger.witness;

import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.engine.ledger.Ledger;
import io.foodflow.engine.ledger.LedgerHead;
import io.foodflow.engine.ledger.Ledgers;
import io.foodflow.engine.ledger.notes.KeyType;
import io.foodflow.engine.ledger.notes.NoteKey;
import io.foodflow.engine.ledger.notes.NoteVerifier;
import io.foodflow.engine.ledger.tiles.InMemoryTileStore;
import io.foodflow.engine.ledger.witness.WitnessOutcome.Contradicted;
import io.foodflow.engine.ledger.witness.WitnessOutcome.Cosigned;
import io.foodflow.engine.ledger.witness.WitnessOutcome.Unreachable;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The witness as a process of its own, which is killed in the middle of its work. */
class WitnessProcessTest {

    @TempDir
    private Path directory;

    private final InMemoryTileStore store = new InMemoryTileStore();

    private record Running(Process process, WitnessClient client) {}

    private Running start(HttpClient http) throws IOException {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xshare:auto",
                        "-cp",
                        Path.of(URI.create(WitnessProcess.class
                                        .getProtectionDomain()
                                        .getCodeSource()
                                        .getLocation()
                                        .toString()))
                                .toString(),
                        WitnessProcess.class.getName(),
                        "--key",
                        directory.resolve("key").toString(),
                        "--logs",
                        directory.resolve("logs").toString(),
                        "--state",
                        directory.resolve("state").toString(),
                        "--listen",
                        "127.0.0.1:0")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine();
        assertThat(said).startsWith("witness witness.example/w1+");
        var port = said.substring(said.lastIndexOf(' ') + 1);
        return new Running(
                process,
                new WitnessClient(
                        http,
                        URI.create("http://127.0.0.1:" + port + "/"),
                        Ledgers.WITNESS.verifier(),
                        Duration.ofSeconds(20)));
    }

    @Test
    void neverSignsAForkThoughItIsKilled() throws Exception {
        killed(1);
    }

    @Test
    @Tag("long")
    void neverSignsAForkHoweverOftenItIsKilled() throws Exception {
        killed(30);
    }

    private void killed(int times) throws Exception {
        Files.writeString(directory.resolve("key"), Ledgers.WITNESS.secretText());
        Files.writeString(
                directory.resolve("logs"), "# ours\n\n" + Ledgers.LOG.verifier().text() + "\n");
        var ledger = Ledger.open(Ledgers.LOG, store);
        try (var http = HttpClient.newHttpClient()) {
            var running = start(http);
            try {
                for (int kill = 0; kill < times; kill++) {
                    var signed = signedUntilKilled(ledger, running);
                    running = start(http);
                    assertRemembers(signed, running.client());
                }
            } finally {
                running.process().destroyForcibly().waitFor();
            }
        }
    }

    /** Has it sign one checkpoint after the other, and kills it while it does; tells the last that was answered. */
    private LedgerHead signedUntilKilled(Ledger ledger, Running running) throws Exception {
        LedgerHead signed = null;
        var killing = new CompletableFuture<Void>();
        for (int i = 0; true; i++) {
            int size = (int) ledger.head().size();
            var head = ledger.append(Ledgers.bytes(size, size + 1));
            if (i == 5) {
                CompletableFuture.runAsync(() -> running.process().destroyForcibly())
                        .thenRun(() -> killing.complete(null));
            }
            boolean killed = i >= 5;
            switch (running.client().cosign(head, size, from -> ledger.tree().consistency(from))) {
                case Cosigned _ -> signed = head;
                case Unreachable _
                when killed -> {
                    killing.join();
                    running.process().waitFor();
                    return signed;
                }
                case WitnessOutcome other -> throw new AssertionError(other);
            }
        }
    }

    private void assertRemembers(LedgerHead signed, WitnessClient client) throws IOException {
        var rewritten = Ledger.open(Ledgers.LOG, new InMemoryTileStore());
        rewritten.append(Ledgers.bytes(5_000, 5_000 + (int) signed.size() + 50));
        assertThat(client.cosign(rewritten.head(), 0, from -> rewritten.tree().consistency(from)))
                .isInstanceOfSatisfying(
                        Contradicted.class,
                        contradicted -> assertThat(contradicted.size()).isGreaterThanOrEqualTo(signed.size()));
        var ledger = Ledger.open(Ledgers.LOG, store);
        assertThat(client.cosign(ledger.head(), 0, from -> ledger.tree().consistency(from)))
                .isInstanceOf(Cosigned.class);
    }

    @Test
    void drawsAKeyThatOnlyItsOwnerReads() throws IOException {
        var out = new ByteArrayOutputStream();
        var file = directory.resolve("new");
        assertThat(run(out, "--new-key", "witness.example/new", "--key", file.toString()))
                .isZero();
        var verifier = NoteVerifier.parse(out.toString(StandardCharsets.UTF_8).strip());
        var key = NoteKey.parse(Files.readString(file).strip(), KeyType.COSIGNATURE_V1);
        assertThat(key.verifier()).isEqualTo(verifier);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(run(out, "--new-key", "witness.example/new", "--key", file.toString()))
                .as("never over an old one")
                .isEqualTo(1);
    }

    @Test
    void saysWhatIsWrongWithItsCommandLine() throws IOException {
        var out = new ByteArrayOutputStream();
        assertThat(run(out, "--key")).isEqualTo(2);
        assertThat(run(out, "--nonsense", "x")).isEqualTo(2);
        assertThat(run(out)).isEqualTo(2);
        assertThat(run(out, "--key", directory.resolve("none").toString(), "--logs", "x"))
                .isEqualTo(1);
        Files.writeString(directory.resolve("key"), "nonsense");
        assertThat(run(out, "--key", directory.resolve("key").toString())).isEqualTo(2);
        Files.writeString(directory.resolve("key"), Ledgers.WITNESS.secretText());
        Files.writeString(
                directory.resolve("logs"),
                "under "
                        + Ledgers.LOG
                                .named("foodflow.example/ledger")
                                .verifier()
                                .text());
        assertThat(run(
                        out,
                        "--key",
                        directory.resolve("key").toString(),
                        "--logs",
                        directory.resolve("logs").toString(),
                        "--listen",
                        "here"))
                .isEqualTo(2);
        assertThat(WitnessProcess.logs(Files.readAllLines(directory.resolve("logs")))
                        .keys(Ledgers.ORIGIN))
                .containsExactly(Ledgers.LOG.verifier());
    }

    private static int run(ByteArrayOutputStream out, String... arguments) {
        var print = new PrintStream(out, true, StandardCharsets.UTF_8);
        return WitnessProcess.run(
                List.of(arguments), print, new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
    }
}
