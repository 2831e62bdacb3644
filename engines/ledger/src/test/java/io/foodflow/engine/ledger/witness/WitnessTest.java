package io.foodflow.engine.ledger.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foodflow.engine.ledger.Ledger;
import io.foodflow.engine.ledger.LedgerHead;
import io.foodflow.engine.ledger.Ledgers;
import io.foodflow.engine.ledger.merkle.Hash;
import io.foodflow.engine.ledger.merkle.TreeHashes;
import io.foodflow.engine.ledger.notes.Checkpoint;
import io.foodflow.engine.ledger.notes.KeyType;
import io.foodflow.engine.ledger.notes.NoteKey;
import io.foodflow.engine.ledger.notes.SignedNote;
import io.foodflow.engine.ledger.tiles.InMemoryTileStore;
import io.foodflow.engine.ledger.witness.WitnessAnswer.Conflict;
import io.foodflow.engine.ledger.witness.WitnessAnswer.Cosigned;
import io.foodflow.engine.ledger.witness.WitnessAnswer.Malformed;
import io.foodflow.engine.ledger.witness.WitnessAnswer.NotConsistent;
import io.foodflow.engine.ledger.witness.WitnessAnswer.NotSigned;
import io.foodflow.engine.ledger.witness.WitnessAnswer.UnknownLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WitnessTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    @TempDir
    private Path directory;

    private FileWitnessMemory memory;
    private Witness witness;
    private final InMemoryTileStore store = new InMemoryTileStore();
    private Ledger ledger;

    @BeforeEach
    void open() throws IOException {
        openWitness();
        ledger = Ledger.open(Ledgers.LOG, store);
    }

    private void openWitness() throws IOException {
        memory = FileWitnessMemory.open(directory);
        witness = new Witness(
                Ledgers.WITNESS,
                LogDirectory.of(List.of(Ledgers.LOG.verifier())),
                memory,
                Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @AfterEach
    void close() throws IOException {
        memory.close();
    }

    private WitnessAnswer ask(Ledger asking, long oldSize) throws IOException {
        return ask(asking, oldSize, asking.head());
    }

    private WitnessAnswer ask(Ledger asking, long oldSize, LedgerHead head) throws IOException {
        return witness.addCheckpoint(AddCheckpoint.of(asking.tree(head.size()).consistency(oldSize), head.note())
                .encoded());
    }

    private static SignedNote signed(NoteKey key, Checkpoint checkpoint) {
        return new SignedNote(checkpoint.text(), List.of(key.sign(checkpoint.text())));
    }

    @Test
    void signsWhatContinuesWhatItSigned() throws IOException {
        var first = ledger.append(Ledgers.bytes(0, 5));
        assertThat(ask(ledger, 0))
                .isInstanceOfSatisfying(
                        Cosigned.class,
                        cosigned -> assertThat(witness.verifier()
                                        .cosignedAt(first.note().text(), cosigned.signature()))
                                .contains(NOW));
        ledger.append(Ledgers.bytes(5, 700));
        assertThat(ask(ledger, 5)).isInstanceOf(Cosigned.class);
        assertThat(ask(ledger, 700)).as("the same again").isInstanceOf(Cosigned.class);
    }

    @Test
    void tellsWhatItSignedLastToWhoDoesNotKnow() throws IOException {
        ledger.append(Ledgers.bytes(0, 5));
        assertThat(ask(ledger, 5)).isEqualTo(new Conflict(0));
        ask(ledger, 0);
        ledger.append(Ledgers.bytes(5, 9));
        assertThat(ask(ledger, 0)).isEqualTo(new Conflict(5));
        assertThat(ask(ledger, 7)).isEqualTo(new Conflict(5));
    }

    @Test
    void signsOneHistoryOnly() throws IOException {
        ledger.append(Ledgers.bytes(0, 10));
        var forked = Ledger.open(Ledgers.LOG, store.copy());
        var rewritten = Ledger.open(Ledgers.LOG, new InMemoryTileStore());
        rewritten.append(Ledgers.bytes(100, 120));
        ledger.append(Ledgers.bytes(10, 20));
        forked.append(Ledgers.bytes(50, 60));
        ask(ledger, 0);

        assertThat(ask(forked, 20)).as("another tree of the same size").isEqualTo(new Conflict(20));
        assertThat(ask(forked, 10)).as("from before the fork").isEqualTo(new Conflict(20));
        forked.append(Ledgers.bytes(60, 65));
        assertThat(ask(forked, 20)).as("grown further").isEqualTo(new NotConsistent());
        assertThat(ask(rewritten, 20)).isEqualTo(new Conflict(20));
        rewritten.append(Ledgers.bytes(120, 130));
        assertThat(ask(rewritten, 20)).isEqualTo(new NotConsistent());
        assertThat(ask(ledger, 10, Ledger.open(Ledgers.LOG, store).head())).isEqualTo(new Conflict(20));
        assertThat(ask(ledger, 20)).isInstanceOf(Cosigned.class);
    }

    @Test
    void believesOnlyTheKeysItKnows() throws IOException {
        ledger.append(Ledgers.bytes(0, 5));
        var checkpoint = ledger.head().checkpoint();
        var foreign = NoteKey.ofSeed(Ledgers.ORIGIN, KeyType.ED25519, Ledgers.seed(9));
        assertThat(witness.addCheckpoint(new AddCheckpoint(0, List.of(), signed(foreign, checkpoint))))
                .isEqualTo(new NotSigned());
        var forged = new SignedNote(
                new Checkpoint(Ledgers.ORIGIN, 6, checkpoint.root()).text(),
                ledger.head().note().signatures());
        assertThat(witness.addCheckpoint(new AddCheckpoint(0, List.of(), forged)))
                .isEqualTo(new NotSigned());
        var unknown = Ledgers.LOG.named("elsewhere");
        assertThat(witness.addCheckpoint(new AddCheckpoint(
                        0, List.of(), signed(unknown, new Checkpoint("elsewhere", 5, checkpoint.root())))))
                .isEqualTo(new UnknownLog("elsewhere"));
        assertThat(memory.latest(Ledgers.ORIGIN)).isEmpty();
        assertThat(memory.latest("elsewhere")).isEmpty();
    }

    @Test
    void wantsAProofWhereThereIsAHistoryAndNoneWhereThereIsNot() throws IOException {
        ledger.append(Ledgers.bytes(0, 5));
        var note = ledger.head().note();
        Hash some = TreeHashes.empty();
        assertThat(witness.addCheckpoint(new AddCheckpoint(0, List.of(some), note)))
                .isEqualTo(new NotConsistent());
        assertThat(witness.addCheckpoint(new AddCheckpoint(6, List.of(), note))).isInstanceOf(Malformed.class);
        ask(ledger, 0);
        assertThat(witness.addCheckpoint(new AddCheckpoint(5, List.of(some), note)))
                .isEqualTo(new NotConsistent());
        ledger.append(Ledgers.bytes(5, 9));
        assertThat(witness.addCheckpoint(
                        new AddCheckpoint(5, List.of(), ledger.head().note())))
                .isEqualTo(new NotConsistent());
    }

    @Test
    void theEmptyLogHasOneRoot() throws IOException {
        var wrong = new Checkpoint(Ledgers.ORIGIN, 0, TreeHashes.leaf(new byte[0]));
        assertThat(witness.addCheckpoint(new AddCheckpoint(0, List.of(), signed(Ledgers.LOG, wrong))))
                .isEqualTo(new NotConsistent());
        assertThat(ask(ledger, 0)).isInstanceOf(Cosigned.class);
        ledger.append(Ledgers.bytes(0, 3));
        assertThat(ask(ledger, 0)).isInstanceOf(Cosigned.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "old 0",
                "old 0\n\n",
                "old 01\n\n%s",
                "old -1\n\n%s",
                "new 0\n\n%s",
                "old 0\nAAAA\n\n%s",
                "old 0\n%s",
                "old 0\n\n%sx",
                "old 99999999999999999999\n\n%s",
                "old 0 \n\n%s",
                "old 0\r\n\n%s"
            })
    void saysWhatIsNoRequest(String body) throws IOException {
        ledger.append(Ledgers.bytes(0, 5));
        var text = body.replace("%s", ledger.head().note().encoded());
        assertThat(witness.addCheckpoint(text.getBytes(StandardCharsets.UTF_8))).isInstanceOf(Malformed.class);
    }

    @Test
    void saysThatTooManyHashesOrNoUtf8OrNoCheckpointAreNoRequest() throws IOException {
        var note = ledger.append(Ledgers.bytes(0, 5)).note();
        var line = TreeHashes.empty().base64() + "\n";
        assertThat(witness.addCheckpoint(
                        ("old 0\n" + line.repeat(64) + "\n" + note.encoded()).getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(Malformed.class);
        assertThat(witness.addCheckpoint(new byte[] {(byte) 0xFF})).isInstanceOf(Malformed.class);
        var text = "hello\n";
        assertThat(witness.addCheckpoint(
                        new AddCheckpoint(0, List.of(), new SignedNote(text, List.of(Ledgers.LOG.sign(text))))))
                .isInstanceOf(Malformed.class);
    }

    @Test
    void remembersWhenItIsOpenedAgain() throws IOException {
        ledger.append(Ledgers.bytes(0, 5));
        ask(ledger, 0);
        memory.close();
        openWitness();
        var rewritten = Ledger.open(Ledgers.LOG, new InMemoryTileStore());
        rewritten.append(Ledgers.bytes(100, 105));
        assertThat(ask(rewritten, 0)).isEqualTo(new Conflict(5));
        assertThat(ask(rewritten, 5)).isEqualTo(new Conflict(5));
        assertThat(ask(ledger, 5)).isInstanceOf(Cosigned.class);
    }

    @Test
    void signsNothingWithoutItsMemory() throws IOException {
        ledger.append(Ledgers.bytes(0, 5));
        ask(ledger, 0);
        Path file;
        try (var files = Files.list(directory)) {
            file = files.filter(path -> path.getFileName().toString().length() == 64)
                    .findFirst()
                    .orElseThrow();
        }
        Files.writeString(file, "nonsense");
        assertThatThrownBy(() -> ask(ledger, 5)).isInstanceOf(IOException.class).hasMessageContaining("is damaged");
        var other = new Checkpoint("elsewhere", 5, TreeHashes.empty());
        Files.writeString(file, signed(Ledgers.LOG, other).encoded());
        assertThatThrownBy(() -> ask(ledger, 5)).isInstanceOf(IOException.class).hasMessageContaining("another log");
        assertThatThrownBy(() -> FileWitnessMemory.open(directory)).hasMessageContaining("is open already");
    }

    /** Many forks of one log at the same moment: one of each size at most is signed, and those signed are one history. */
    @Test
    void signsOneHistoryOnlyWhenForksComeAtTheSameMoment() throws Exception {
        ledger.append(Ledgers.bytes(0, 10));
        ask(ledger, 0);
        var forks = new ArrayList<Ledger>();
        for (int i = 0; i < 24; i++) {
            var fork = Ledger.open(Ledgers.LOG, store.copy());
            fork.append(Ledgers.bytes(1_000 * i, 1_000 * i + 1 + i % 3));
            forks.add(fork);
        }
        var together = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = forks.stream()
                    .map(fork -> threads.submit(() -> {
                        together.await();
                        return ask(fork, 10);
                    }))
                    .toList();
            together.countDown();
            int signed = 0;
            for (var answer : answers) {
                signed += answer.get() instanceof Cosigned ? 1 : 0;
            }
            assertThat(signed).isEqualTo(1);
        }
    }

    @Test
    void knowsThePlatformsLogsByOneKey() {
        var key = Ledgers.LOG.named("foodflow.example/ledger").verifier();
        var logs = LogDirectory.under(key);
        assertThat(logs.keys(Ledgers.ORIGIN)).containsExactly(Ledgers.LOG.verifier());
        assertThat(logs.keys("foodflow.example/ledger")).isEmpty();
        assertThat(logs.keys("foodflow.example/ledgers/acme")).isEmpty();
        assertThat(logs.keys("foodflow.example/ledger/a b")).isEmpty();
    }
}
