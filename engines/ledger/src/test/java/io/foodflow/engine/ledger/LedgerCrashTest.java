package io.foodflow.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.engine.ledger.tiles.FileTileStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that appends is killed in the middle of it: what it acknowledged is there, once, and all that is there is whole. */
class LedgerCrashTest {

    @TempDir
    private Path directory;

    /** Appends entries that tell their own index, and says which are durable. */
    static final class Appending {
        private Appending() {}

        public static void main(String[] arguments) throws Exception {
            var store = FileTileStore.open(Path.of(arguments[0]));
            var ledger = Ledger.open(Ledgers.LOG, store);
            var room = new Semaphore(400);
            try (var executor = Executors.newSingleThreadExecutor()) {
                var appender = new Appender(ledger, executor, new Appender.Limits(300, 1 << 20, 1_000));
                for (int i = (int) ledger.head().size(); true; i++) {
                    room.acquire();
                    var _ = appender.append(Ledgers.bytes(i, i + 1).getFirst()).thenAccept(appended -> {
                        System.out.println(appended.index());
                        room.release();
                    });
                }
            }
        }
    }

    @Test
    void losesNothingThatWasAcknowledgedWhenItIsKilled() throws Exception {
        killed(1);
    }

    @Test
    @Tag("long")
    void losesNothingHoweverOftenItIsKilled() throws Exception {
        killed(30);
    }

    private void killed(int times) throws Exception {
        for (int kill = 1; kill <= times; kill++) {
            long acknowledged = appendedUntilKilled(1_500 + 37 * kill);
            try (var store = FileTileStore.open(directory)) {
                var verdict = new LedgerCheck(store, Ledgers.LOG.verifier()).run();
                assertThat(verdict).isInstanceOf(LedgerVerdict.Intact.class);
                var ledger = Ledger.open(Ledgers.LOG, store);
                assertThat(ledger.head().size()).isGreaterThan(acknowledged);
                var tree = ledger.tree();
                for (long index = 0; index < tree.size(); index += 101) {
                    assertThat(tree.entry(index))
                            .isEqualTo(
                                    Ledgers.bytes((int) index, (int) index + 1).getFirst());
                }
            }
        }
    }

    private long appendedUntilKilled(int lines) throws IOException, InterruptedException {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xshare:auto",
                        "-cp",
                        place(Ledger.class) + System.getProperty("path.separator") + place(LedgerCrashTest.class),
                        Appending.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        long last = -1;
        try (var said = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (int line = 0; line < lines; line++) {
                last = Math.max(last, Long.parseLong(said.readLine()));
            }
            process.destroyForcibly();
        }
        process.waitFor();
        assertThat(last).isGreaterThanOrEqualTo(0);
        return last;
    }

    private static Path place(Class<?> type) {
        return Path.of(URI.create(
                type.getProtectionDomain().getCodeSource().getLocation().toString()));
    }
}
