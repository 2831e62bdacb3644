package io.foodflow.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.cli.CommandRun;
import io.foodflow.engine.ledger.notes.KeyType;
import io.foodflow.engine.ledger.notes.NoteKey;
import io.foodflow.engine.ledger.notes.NoteVerifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WitnessCommandTest {
    @TempDir
    Path folder;

    private CommandRun run;

    @BeforeEach
    void place() {
        run = new CommandRun(folder);
    }

    @Test
    void drawsAKeyThatOnlyItsOwnerReads() throws IOException {
        assertThat(run.run("witness", "--new-key", "witness.example", "--key", "witness.key"))
                .isZero();

        var verifier = NoteVerifier.parse(run.out().strip());
        assertThat(verifier.type()).isEqualTo(KeyType.COSIGNATURE_V1);
        assertThat(NoteKey.parse(Files.readString(folder.resolve("witness.key")).strip(), KeyType.COSIGNATURE_V1)
                        .verifier())
                .isEqualTo(verifier);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("witness.key"))))
                .isEqualTo("rw-------");
        assertThat(run.run("witness", "--new-key", "witness.example", "--key", "witness.key"))
                .as("never over another")
                .isEqualTo(5);
    }

    @Test
    void saysWhatItLacksToServe() {
        run.run("witness", "--new-key", "witness.example", "--key", "witness.key");
        assertThat(run.run("witness", "--key", "witness.key")).isEqualTo(2);
        assertThat(run.run("witness", "--key", "absent", "--logs", "absent", "--state", "s"))
                .isEqualTo(4);
    }

    @Test
    void saysWhereItCannotListen() throws IOException {
        run.run("witness", "--new-key", "witness.example", "--key", "witness.key");
        Files.writeString(folder.resolve("logs"), "# none yet\n");
        assertThat(run.run(
                        "witness", "--key", "witness.key", "--logs", "logs", "--state", "state", "--listen", "nowhere"))
                .isEqualTo(2);
    }

    @Test
    void servesUntilItIsEnded() throws Exception {
        run.run("witness", "--new-key", "witness.example", "--key", "witness.key");
        Files.writeString(folder.resolve("logs"), "# none yet\n");
        var arguments = new String[] {
            "witness", "--key", "witness.key", "--logs", "logs", "--state", "state", "--listen", "127.0.0.1:0"
        };
        int[] code = {-1};
        var serving = Thread.ofPlatform().start(() -> code[0] = run.run(arguments));
        while (serving.isAlive() && !run.out().contains("listens on port")) {
            Thread.onSpinWait();
        }
        serving.interrupt();
        serving.join();

        assertThat(run.out()).contains("listens on port");
        assertThat(code[0]).isZero();
    }

    @Test
    void replacesTheKeyOfLedgersAndKeepsWhatItIsToBeCheckedBy() throws IOException {
        var old = NoteKey.generate("dairy.example", KeyType.ED25519, new SecureRandom());
        var file = folder.resolve("ledger.key");
        Files.writeString(file, old.secretText() + "\n");

        assertThat(run.run("audit", "rotate-key", "ledger.key")).isZero();

        var lines = Files.readAllLines(file);
        assertThat(NoteKey.parse(lines.getFirst(), KeyType.ED25519).verifier().text())
                .isEqualTo(run.out().strip())
                .startsWith("dairy.example+");
        assertThat(lines.get(1)).isEqualTo(old.verifier().text());
        assertThat(run.run("audit", "rotate-key", "absent")).isEqualTo(4);
    }

    @Test
    void makesAKeyInPlaceOfALostOne() throws Exception {
        var lost = NoteKey.generate("dairy.example", KeyType.ED25519, new SecureRandom())
                .verifier();

        assertThat(run.run("audit", "rotate-key", "made.key", "--lost", lost.text()))
                .isZero();

        var lines = Files.readAllLines(folder.resolve("made.key"));
        assertThat(NoteKey.parse(lines.getFirst(), KeyType.ED25519).verifier().name())
                .isEqualTo("dairy.example");
        assertThat(lines.get(1)).isEqualTo(lost.text());
        assertThat(run.run("audit", "rotate-key", "made.key", "--lost", lost.text()))
                .as("what is there is not lost")
                .isEqualTo(5);
        assertThat(run.run("audit", "rotate-key", "other.key", "--lost", "none"))
                .isEqualTo(2);
    }
}
