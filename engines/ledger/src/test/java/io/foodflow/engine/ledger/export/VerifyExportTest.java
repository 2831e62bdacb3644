package io.foodflow.engine.ledger.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.engine.ledger.Ledgers;
import io.foodflow.engine.ledger.tiles.InMemoryTileStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyExportTest {

    @TempDir
    private Path directory;

    private final InMemoryTileStore store = new InMemoryTileStore();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Path file;
    private Path known;

    @BeforeEach
    void export() throws IOException {
        var head = Exports.ledger(store, 300).head();
        file = Files.write(directory.resolve("export.jsonl"), Exports.range(store, head.note(), 0, 300));
        known = Files.writeString(directory.resolve("known"), head.note().encoded());
    }

    private int run(String... arguments) {
        out.reset();
        err.reset();
        return VerifyExport.run(
                List.of(arguments),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @Test
    void tellsWhatHolds() throws IOException {
        assertThat(run(file.toString())).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("Verified: 300 entries, without gaps from 0, of the ledger " + Ledgers.ORIGIN)
                .contains("Signed by: witness.example/w1")
                .contains("The key of the ledger is the file's own.");
        assertThat(run(
                        file.toString(),
                        "--log-key",
                        Ledgers.LOG.verifier().text(),
                        "--witness-key",
                        Ledgers.WITNESS.verifier().text(),
                        "--quorum",
                        "1",
                        "--known",
                        known.toString()))
                .isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).doesNotContain("file's own");
        var head = Exports.ledger(new InMemoryTileStore(), 300).head();
        Files.write(file, Exports.selection(store, head.note(), new TreeSet<>(List.of(3L))));
        assertThat(run(file.toString())).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("Verified: 1 entries, each proved for itself");
    }

    @Test
    void tellsTheFirstBadLine() throws IOException {
        Files.writeString(file, Files.readString(file).replace("\"id\":\"e7\"", "\"id\":\"e8\""));
        assertThat(run(file.toString())).isEqualTo(VerifyExport.REFUSED);
        // Header, two partial tiles, a full one; then entries from 0.
        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualTo(file + ": line 12 must be the entry that was signed; it was changed\n");
    }

    @Test
    void saysWhatIsWrongWithItsCommandLine() {
        assertThat(run()).isEqualTo(VerifyExport.USAGE);
        assertThat(run(file.toString(), "--log-key")).isEqualTo(VerifyExport.USAGE);
        assertThat(run(file.toString(), "--log-key", "x")).isEqualTo(VerifyExport.USAGE);
        assertThat(run(file.toString(), "--other", "x")).isEqualTo(VerifyExport.USAGE);
        assertThat(run(file.toString(), "--quorum", "1")).isEqualTo(VerifyExport.USAGE);
        assertThat(run(directory.resolve("none").toString())).isEqualTo(VerifyExport.UNREADABLE);
    }
}
