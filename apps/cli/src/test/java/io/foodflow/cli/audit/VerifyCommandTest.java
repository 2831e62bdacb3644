package io.foodflow.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.cli.CommandRun;
import io.foodflow.engine.ledger.Ledger;
import io.foodflow.engine.ledger.LedgerEntry;
import io.foodflow.engine.ledger.LedgerHead;
import io.foodflow.engine.ledger.export.Disclosure;
import io.foodflow.engine.ledger.export.LedgerExport;
import io.foodflow.engine.ledger.notes.KeyType;
import io.foodflow.engine.ledger.notes.NoteKey;
import io.foodflow.engine.ledger.tiles.InMemoryTileStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyCommandTest {
    private static final NoteKey KEY = NoteKey.generate("foodflow.example/acme", KeyType.ED25519, new SecureRandom());

    @TempDir
    Path folder;

    private CommandRun run;
    private LedgerHead head;

    @BeforeEach
    void export() throws IOException {
        run = new CommandRun(folder);
        var store = new InMemoryTileStore();
        head = Ledger.open(KEY, store)
                .append(List.of(
                        LedgerEntry.ofJson("{\"id\":\"one\"}").bytes(),
                        LedgerEntry.ofJson("{\"id\":\"two\"}").bytes()));
        try (var out = Files.newOutputStream(folder.resolve("export.jsonl"))) {
            new LedgerExport(store, head.note(), List.of(KEY.verifier()), List.of(), List.of(), Disclosure.none())
                    .range(0, 2, out);
        }
        Files.writeString(folder.resolve("kept"), head.note().encoded());
    }

    @Test
    void tellsWhatHolds() {
        assertThat(run.run("audit", "verify", "export.jsonl")).isZero();
        assertThat(run.out())
                .contains("Verified: 2 entries, without gaps from 0, of the ledger foodflow.example/acme")
                .contains("The key of the ledger is the file's own.");
        assertThat(run.run(
                        "audit",
                        "verify",
                        "export.jsonl",
                        "--log-key",
                        KEY.verifier().text(),
                        "--known",
                        "kept"))
                .isZero();
        assertThat(run.out()).doesNotContain("file's own");
    }

    @Test
    void tellsTheFirstBadLine() throws IOException {
        var export = folder.resolve("export.jsonl");
        Files.writeString(export, Files.readString(export).replace("two", "six"));

        assertThat(run.run("audit", "verify", "export.jsonl")).isEqualTo(5);
        assertThat(run.err())
                .isEqualTo("foodflow: " + export + ": line 4 must be the entry that was signed; it was changed\n");
    }

    @Test
    void saysWhatItCannotUse() {
        assertThat(run.run("audit")).isEqualTo(2);
        assertThat(run.run("audit", "verify")).isEqualTo(2);
        assertThat(run.run("audit", "verify", "none")).isEqualTo(4);
        assertThat(run.run("audit", "verify", "export.jsonl", "--known", "none"))
                .isEqualTo(4);
        assertThat(run.run("audit", "verify", "export.jsonl", "--known", "export.jsonl"))
                .isEqualTo(2);
        assertThat(run.run("audit", "verify", "export.jsonl", "--log-key", "key"))
                .isEqualTo(2);
        assertThat(run.run("audit", "verify", "export.jsonl", "--quorum", "1")).isEqualTo(2);
        assertThat(run.err()).contains("the quorum must be 0..0");
        assertThat(run.run("audit", "verify", "--help")).isZero();
        assertThat(run.out()).contains("Usage: foodflow audit verify");
    }
}
