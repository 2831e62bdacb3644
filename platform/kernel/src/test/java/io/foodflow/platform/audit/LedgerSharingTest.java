package io.foodflow.platform.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foodflow.engine.ledger.notes.KeyType;
import io.foodflow.engine.ledger.notes.NoteKey;
import io.foodflow.engine.ledger.notes.SignedNote;
import io.foodflow.engine.ledger.witness.FileWitnessMemory;
import io.foodflow.engine.ledger.witness.LogDirectory;
import io.foodflow.engine.ledger.witness.Witness;
import io.foodflow.engine.ledger.witness.WitnessServer;
import io.foodflow.platform.audit.EntryProof.Broken;
import io.foodflow.platform.audit.EntryProof.Proven;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.database.PlatformTransactions;
import io.foodflow.platform.database.TenantTransactions;
import io.foodflow.testkit.TestDatabases;
import io.foodflow.testkit.TestPlatform;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Two processes of one installation, and a witness that knows it. */
class LedgerSharingTest {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final NoteKey WITNESS_KEY = NoteKey.generate("witness.example", KeyType.COSIGNATURE_V1, RANDOM);

    @TempDir
    private static Path folder;

    private static WitnessServer witness;
    private static Path keyFile;
    private static TestPlatform first;
    private static TestPlatform second;

    @BeforeAll
    static void start() throws IOException {
        keyFile = folder.resolve("keys/ledger.key");
        var key = LedgerKeys.load(keyFile, "dairy.example/audit", RANDOM).verifier();
        witness = WitnessServer.start(
                new InetSocketAddress("127.0.0.1", 0),
                new Witness(
                        WITNESS_KEY,
                        LogDirectory.under(key),
                        FileWitnessMemory.open(folder.resolve("witness")),
                        Clock.systemUTC()),
                failure -> {});
        var database = TestDatabases.create();
        var home = TestPlatform.temporaryHome();
        var settings = new String[] {
            "foodflow.audit.key-file=" + keyFile,
            "foodflow.events.sweep-seconds=1",
            "foodflow.audit.witnesses=" + asked(witness, WITNESS_KEY)
        };
        first = TestPlatform.startOn(database, home, settings);
        second = TestPlatform.startOn(database, home, settings);
    }

    @AfterAll
    static void stop() {
        first.close();
        second.close();
        witness.close();
    }

    @Test
    void keepsTheKeyWhereOnlyItsOwnerReadsItAndNotInTheDatabase() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keyFile)))
                .isEqualTo("rw-------");
        assertThat(LedgerKeys.load(keyFile, "another", RANDOM).name()).isEqualTo("dairy.example/audit");
    }

    @Test
    void hasEachEntryOnceWhoeverAppendsIt() throws Exception {
        var trail = Trail.of(first);
        var other = new Trail(second, trail.tenant(), trail.user());
        var begin = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var one : List.of(trail, other, trail, other)) {
                threads.submit(() -> {
                    begin.await();
                    for (int n = 0; n < 25; n++) {
                        one.release("lot", null, null);
                        one.platform().deliverEvents(one.tenant());
                    }
                    return 0;
                });
            }
            begin.countDown();
        }
        first.deliverEvents(trail.tenant());

        assertThat(trail.check()).isEqualTo(new TrailCheck.Result(100, null));
        assertThat(trail.rows("select count(*), count(distinct entry_id), max(position) from %s.audit_leaves"))
                .containsExactly("100|100|99");
    }

    @Test
    void hasTheWitnessSignWhatOnlyContinues() {
        var trail = Trail.of(first).released(3);
        first.bean(Cosigning.class).cosign(trail.tenant());

        var proven = (Proven) trail.proof(trail.entry("L2"));

        assertThat(proven.witnesses())
                .singleElement()
                .satisfies(one ->
                        assertThat(one.key()).isEqualTo(WITNESS_KEY.verifier().text()));
        assertThat(trail.head().cosignedSize()).isEqualTo(3);
        trail.released(2);
        first.bean(Cosigning.class).cosign(trail.tenant());
        assertThat(trail.head().cosignedSize()).isEqualTo(5);
    }

    @Test
    void asksTheWitnessThatDidNotSignYet() throws IOException {
        var trail = Trail.of(first).released(2);
        first.bean(Cosigning.class).cosign(trail.tenant());
        var key = NoteKey.generate("second.example", KeyType.COSIGNATURE_V1, RANDOM);
        try (var other = WitnessServer.start(
                new InetSocketAddress("127.0.0.1", 0),
                new Witness(
                        key,
                        LogDirectory.under(first.bean(LedgerKeys.class).verifier()),
                        FileWitnessMemory.open(folder.resolve("second")),
                        Clock.systemUTC()),
                failure -> {})) {
            var both = List.of(asked(witness, WITNESS_KEY), asked(other, key));
            new Cosigning(
                            new TransactionTemplate(first.bean(TenantTransactions.class)),
                            new TransactionTemplate(first.bean(PlatformTransactions.class)),
                            first.bean(JdbcClient.class),
                            first.bean(LedgerKeys.class),
                            new AuditSettings(keyFile, null, both, 5000, 500))
                    .cosign(trail.tenant());
        }

        var note = SignedNote.parse(trail.head().cosigned());
        assertThat(note.signatures()).hasSize(3);
        assertThat(note.verifiedBy(List.of(WITNESS_KEY.verifier(), key.verifier())))
                .hasSize(2);
    }

    @Test
    @Timeout(60)
    void findsAgainWhatAWitnessMissed() {
        var trail = Trail.of(first).released(1);
        first.bean(Cosigning.class).cosign(trail.tenant());
        trail.rows("update %s.audit_ledger set cosigned_size = 0, cosigned_note = null");

        while (trail.head().cosignedSize() < 1) {
            Thread.onSpinWait();
        }
        assertThat(trail.proof(trail.entry("L1")))
                .isInstanceOfSatisfying(
                        Proven.class, proven -> assertThat(proven.witnesses()).hasSize(1));
    }

    private static String asked(WitnessServer server, NoteKey key) {
        return "http://127.0.0.1:%d %s"
                .formatted(server.address().getPort(), key.verifier().text());
    }

    /** Database and key in one hand: everything fits, and the witness does not sign it. */
    @Test
    void findsARewriteByWhoeverHasTheKeyByTheWitness() {
        var trail = Trail.of(first).released(4);
        first.bean(Cosigning.class).cosign(trail.tenant());

        trail.forge("update %s.audit_entries set new_value = '{\"grams\": 99}' where resource_id = 'L2'");
        trail.rows("delete from %s.audit_leaves");
        trail.rows("delete from %s.audit_tiles");
        trail.rows("update %s.audit_ledger set size = 0, note = null");
        first.deliverEvents(trail.tenant());

        assertThat(trail.check()).as("nothing shows it here").isEqualTo(new TrailCheck.Result(4, null));
        trail.released(1);
        first.bean(Cosigning.class).cosign(trail.tenant());
        assertThat(trail.head().cosignedSize())
                .as("the witness signs no other history")
                .isEqualTo(4);
        assertThat(trail.proof(trail.entry("L2"))).isInstanceOf(Broken.class);
    }

    /** A name that the witness does not know yet takes a statement that only the key can sign. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "lineage = 'abc', cosigned_size = 0, cosigned_note = null",
                "lineage = 'abc', branches = (select branches from OTHER.audit_ledger)",
                "lineage = (select lineage from OTHER.audit_ledger), branches = (select branches from OTHER.audit_ledger)"
            })
    void signsNothingUnderANameThatTheDatabaseAloneGives(String name) {
        var trail = Trail.of(first).released(4);
        var rolledBack = Trail.of(first).released(2);
        var note = rolledBack.rows("select note from %s.audit_ledger").getFirst();
        rolledBack.released(2);
        var other = Trail.of(first).released(1);
        first.inside(
                other.tenant(),
                () -> first.bean(UnitOfWork.class).write(nothing -> {
                    nothing.nothing();
                    first.bean(LedgerBranches.class)
                            .branchOff(
                                    first.bean(JdbcClient.class),
                                    other.tenant(),
                                    other.tenant().schema());
                    return 0;
                }));
        var forged = name.replace("OTHER", other.tenant().schema());

        trail.forge("update %s.audit_entries set new_value = '{\"grams\": 99}' where resource_id = 'L2'");
        trail.rows("delete from %s.audit_leaves");
        trail.rows("delete from %s.audit_tiles");
        trail.rows("update %s.audit_ledger set size = 0, note = null, " + forged);
        first.deliverEvents(trail.tenant());
        rolledBack.forge("delete from %s.audit_leaves where position >= 2");
        rolledBack.rows("delete from %s.audit_tiles");
        rolledBack.rows("update %s.audit_ledger set size = 2, note = '" + note + "', " + forged);
        first.deliverEvents(rolledBack.tenant());

        for (var one : List.of(trail, rolledBack)) {
            assertThat(one.check().fault()).contains("statement");
            assertThat(one.head().checkpoint()).isIn(null, note);
        }
        assertThat(rolledBack.proof(rolledBack.entry("L2"))).isInstanceOf(Broken.class);
    }

    @Test
    void goesOnUnderAStatedNameFromNothingButWhatWasStated() {
        var trail = Trail.of(first).released(3);
        var begin = trail.head().origin();
        first.inside(
                trail.tenant(),
                () -> first.bean(UnitOfWork.class).write(nothing -> {
                    nothing.nothing();
                    first.bean(LedgerBranches.class)
                            .branchOff(
                                    first.bean(JdbcClient.class),
                                    trail.tenant(),
                                    trail.tenant().schema());
                    return 0;
                }));
        assertThat(trail.proof(trail.entry("L1"))).isInstanceOf(EntryProof.Pending.class);
        trail.release("L4", null, null);
        first.deliverEvents(trail.tenant());

        var proven = (Proven) trail.proof(trail.entry("L1"));
        assertThat(proven.origin()).startsWith(begin + "/");
        assertThat(proven.branches()).singleElement().asString().contains("from " + begin + " 3 ");
        assertThat(trail.check()).isEqualTo(new TrailCheck.Result(4, null));
        first.bean(Cosigning.class).cosign(trail.tenant());
        assertThat(trail.head().cosignedSize()).isEqualTo(4);

        trail.forge("delete from %s.audit_leaves");
        trail.rows("delete from %s.audit_tiles");
        trail.rows("update %s.audit_ledger set size = 0, note = null, cosigned_size = 0, cosigned_note = null");
        first.deliverEvents(trail.tenant());
        assertThat(trail.check().fault()).contains("checkpoint is missing");
        assertThat(trail.head().size()).isZero();
    }

    @Test
    void goesOnWithAnotherKeyAndStillProvesWhatTheOldOneSigned() throws IOException {
        var file = folder.resolve("rotated/ledger.key");
        var before = LedgerKeys.load(file, "rotated.example", RANDOM);
        var database = TestDatabases.create();
        var home = TestPlatform.temporaryHome();
        Trail trail;
        try (var platform = TestPlatform.startOn(database, home, "foodflow.audit.key-file=" + file)) {
            trail = Trail.of(platform).released(2);
        }
        var next = LedgerKeys.rotate(file, RANDOM);

        assertThat(next.name()).isEqualTo("rotated.example");
        assertThat(next).isNotEqualTo(before.verifier());
        try (var platform = TestPlatform.startOn(database, home, "foodflow.audit.key-file=" + file)) {
            var now = new Trail(platform, trail.tenant(), trail.user());
            assertThat(now.proof(now.entry("L1"))).as("by the old key").isInstanceOf(Proven.class);
            now.release("L3", null, null);
            platform.deliverEvents(now.tenant());
            assertThat(now.proof(now.entry("L1")))
                    .isInstanceOfSatisfying(
                            Proven.class,
                            proven -> assertThat(proven.logKeys())
                                    .containsExactly(now.head().logKeys().getFirst()));
            assertThat(now.check()).isEqualTo(new TrailCheck.Result(3, null));
        }
        assertThatThrownBy(() -> TestPlatform.startOn(
                        database, home, "foodflow.audit.key-file=" + folder.resolve("stranger.key")))
                .as("none is made where there was one")
                .rootCause()
                .hasMessageContaining("is not there", "--lost " + next.text());
        var stranger = folder.resolve("another.key");
        LedgerKeys.load(stranger, "rotated.example", RANDOM);
        assertThatThrownBy(() -> TestPlatform.startOn(database, home, "foodflow.audit.key-file=" + stranger))
                .rootCause()
                .hasMessageContaining("has another key than signs the audit ledgers");

        var found = folder.resolve("found.key");
        LedgerKeys.replaceLost(found, next, RANDOM);
        try (var platform = TestPlatform.startOn(database, home, "foodflow.audit.key-file=" + found)) {
            var after = new Trail(platform, trail.tenant(), trail.user());
            after.release("L4", null, null);
            platform.deliverEvents(after.tenant());
            assertThat(after.check()).isEqualTo(new TrailCheck.Result(4, null));
        }
    }
}
