package io.foodflow.engine.ledger.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foodflow.engine.ledger.Ledger;
import io.foodflow.engine.ledger.LedgerEntry;
import io.foodflow.engine.ledger.LedgerEntry.PersonalValue;
import io.foodflow.engine.ledger.LedgerHead;
import io.foodflow.engine.ledger.Ledgers;
import io.foodflow.engine.ledger.export.ExportVerdict.Refused;
import io.foodflow.engine.ledger.export.ExportVerdict.Verified;
import io.foodflow.engine.ledger.json.CanonicalJson;
import io.foodflow.engine.ledger.json.JsonValue;
import io.foodflow.engine.ledger.json.JsonValue.JsonObject;
import io.foodflow.engine.ledger.notes.KeyType;
import io.foodflow.engine.ledger.notes.NoteKey;
import io.foodflow.engine.ledger.notes.SignedNote;
import io.foodflow.engine.ledger.personal.AesMasterKey;
import io.foodflow.engine.ledger.personal.InMemoryPersonKeyStore;
import io.foodflow.engine.ledger.personal.PersonKeys;
import io.foodflow.engine.ledger.tiles.InMemoryTileStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExportVerifierTest {

    private final InMemoryTileStore store = new InMemoryTileStore();

    private static ExportVerdict verify(Trust trust, byte[] file) throws IOException {
        return new ExportVerifier(trust).verify(new ByteArrayInputStream(file));
    }

    private static Trust knowing(SignedNote... known) {
        return new Trust(Exports.LOG, Exports.WITNESS, 1, List.of(known));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0, 1",
        "255, 0, 255",
        "256, 0, 256",
        "257, 0, 257",
        "257, 256, 1",
        "1000, 0, 1000",
        "1000, 300, 400",
        "1000, 999, 1",
        "1000, 0, 0",
        "66000, 65000, 1000",
        "66000, 255, 2",
        "66000, 65400, 600",
        "65536, 65000, 536"
    })
    void verifiesEachRunOfEntries(int size, long first, long count) throws IOException {
        var ledger = Ledger.open(Ledgers.LOG, store);
        ledger.append(Ledgers.entries(0, size));
        var verdict = verify(knowing(), Exports.range(store, ledger.head().note(), first, count));
        assertThat(verdict)
                .isEqualTo(new Verified(
                        ledger.head().checkpoint(),
                        OptionalLong.of(first),
                        count,
                        0,
                        true,
                        List.of("witness.example/w1")));
    }

    @Test
    void verifiesASelection() throws IOException {
        var ledger = Exports.ledger(store, 1_000);
        var file = Exports.selection(store, ledger.head().note(), new TreeSet<>(List.of(0L, 17L, 255L, 256L, 999L)));
        assertThat(Exports.verify(file))
                .isEqualTo(new Verified(
                        ledger.head().checkpoint(), OptionalLong.empty(), 5, 0, false, List.of("witness.example/w1")));
    }

    @Test
    void exportsAnOlderStateOfALedgerThatHasGrown() throws IOException {
        var ledger = Exports.ledger(store, 300);
        var old = ledger.head();
        ledger.append(Ledgers.entries(300, 1_000));
        assertThat(Exports.verify(Exports.range(store, old.note(), 100, 200)))
                .isInstanceOfSatisfying(
                        Verified.class,
                        verified -> assertThat(verified.checkpoint().size()).isEqualTo(300));
    }

    @Test
    void tellsTheFirstBadLine() throws IOException {
        var lines = Exports.lines(
                Exports.range(store, Exports.ledger(store, 1_000).head().note(), 0, 1_000));
        for (int line = 0; line < lines.size(); line += 211) {
            var changed = new ArrayList<>(lines);
            changed.set(line, lines.get(line).replaceFirst("e", "f"));
            assertThat(Exports.verify(Exports.file(changed)))
                    .isInstanceOfSatisfying(
                            Refused.class, refused -> assertThat(refused.line()).isBetween(1L, (long) lines.size()));
            var at = ((Refused) Exports.verify(Exports.file(changed))).line();
            assertThat(at).isEqualTo(line + 1);
        }
    }

    @Test
    void wantsTheKeysThatAreKnown() throws IOException {
        var file = Exports.range(store, Exports.ledger(store, 10).head().note(), 0, 10);
        var other =
                NoteKey.ofSeed(Ledgers.ORIGIN, KeyType.ED25519, Ledgers.seed(9)).verifier();
        assertThat(verify(Trust.of(other), file))
                .isEqualTo(new Refused(1, "must have a checkpoint signed by the log's key that is known"));
        var w2 = NoteKey.ofSeed("witness.example/w2", KeyType.COSIGNATURE_V1, Ledgers.seed(4))
                .verifier();
        var two = new Trust(Exports.LOG, List.of(Exports.WITNESS.getFirst(), w2), 2, List.of());
        assertThat(verify(two, file))
                .isEqualTo(
                        new Refused(1, "must have a checkpoint signed by 2 of the witnesses that are known, was by 1"));
        assertThat(verify(Trust.of(Ledgers.LOG.verifier()), file)).isInstanceOf(Verified.class);
        assertThatThrownBy(() -> Trust.of(Ledgers.WITNESS.verifier()))
                .hasMessageContaining("a ledger's key is not a witness's");
        assertThatThrownBy(() -> new Trust(List.of(), Exports.LOG, 1, List.of()))
                .hasMessageContaining("must be of the type COSIGNATURE_V1, was ED25519");
        assertThatThrownBy(() -> new Trust(List.of(), Exports.WITNESS, 2, List.of()))
                .hasMessageContaining("the quorum must be 0..1");
    }

    /** The server itself, with its key, writes another history: the checkpoint that an auditor kept tells. */
    @Test
    void aKnownCheckpointFindsARewriteByWhoeverHasTheKey() throws IOException {
        var kept = Exports.ledger(store, 300).head();
        var rewrittenStore = new InMemoryTileStore();
        var rewritten = Ledger.open(Ledgers.LOG, rewrittenStore);
        rewritten.append(Ledgers.entries(0, 299));
        rewritten.append(Ledgers.entries(5_000, 5_701));
        var file = Exports.range(rewrittenStore, rewritten.head().note(), 0, 1_000);

        assertThat(verify(knowing(), file)).as("nothing else can").isInstanceOf(Verified.class);
        var verdict = verify(knowing(kept.note()), file);
        assertThat(verdict).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.reason()).contains("history was rewritten");
            // Header, two partial tiles, one full; then the 300th entry behind another full tile.
            assertThat(refused.line()).isEqualTo(3 + 1 + 1 + 300);
        });
    }

    @Test
    void aKnownCheckpointIsProvedByTheEntriesOrByALineForIt() throws IOException {
        var ledger = Exports.ledger(store, 100);
        var kept = ledger.head();
        ledger.append(Ledgers.entries(100, 1_000));
        var head = ledger.head();
        assertThat(verify(knowing(kept.note()), Exports.range(store, head.note(), 0, 1_000)))
                .isInstanceOf(Verified.class);
        assertThat(verify(knowing(head.note()), Exports.range(store, head.note(), 500, 3)))
                .isInstanceOf(Verified.class);
        assertThat(verify(knowing(kept.note()), Exports.range(store, head.note(), 500, 3)))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.reason()).contains("nothing in the file does"));
        assertThat(verify(knowing(kept.note()), withEarlier(head, kept.note()))).isInstanceOf(Verified.class);
        assertThat(verify(knowing(head.note()), Exports.range(store, kept.note(), 0, 100)))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.reason())
                                .contains("must not be older than the checkpoint that is known"));
        var elsewhere = Ledger.open(Ledgers.LOG.named("elsewhere"), new InMemoryTileStore());
        assertThat(verify(knowing(elsewhere.head().note()), withEarlier(head, kept.note())))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.reason())
                                .contains("must be of the log of the checkpoint that is known"));
    }

    private byte[] withEarlier(LedgerHead head, SignedNote... earlier) throws IOException {
        var out = new ByteArrayOutputStream();
        new LedgerExport(
                        store,
                        Exports.cosigned(head.note()),
                        Exports.LOG,
                        Exports.WITNESS,
                        List.of(earlier),
                        Disclosure.none())
                .selection(new TreeSet<>(List.of(5L, 500L)), out);
        return out.toByteArray();
    }

    @Test
    void earlierCheckpointsMustBeContinuedAndStandInOrder() throws IOException {
        var ledger = Exports.ledger(store, 100);
        var one = ledger.head();
        ledger.append(Ledgers.entries(100, 200));
        var two = ledger.head();
        ledger.append(Ledgers.entries(200, 1_000));
        var lines = Exports.lines(withEarlier(ledger.head(), two.note(), one.note()));
        assertThat(Exports.verify(Exports.file(lines))).isInstanceOf(Verified.class);

        var swapped = List.of(lines.get(0), lines.get(2), lines.get(1), lines.get(3), lines.get(4));
        assertThat(Exports.verify(Exports.file(swapped)))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.line()).isEqualTo(3));
        var late = List.of(lines.get(0), lines.get(3), lines.get(1), lines.get(4));
        assertThat(Exports.verify(Exports.file(late)))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.line()).isEqualTo(3));

        var fork = Ledger.open(Ledgers.LOG, new InMemoryTileStore());
        fork.append(Ledgers.entries(7_000, 7_100));
        var forged = List.of(
                lines.get(0),
                lines.get(1)
                        .replace(
                                JsonText.of(one.note().encoded()),
                                JsonText.of(fork.head().note().encoded())),
                lines.get(3),
                lines.get(4));
        assertThat(Exports.verify(Exports.file(forged)))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.reason()).contains("must prove that the checkpoint continues"));
    }

    /** A text as it stands in a line. */
    private static final class JsonText {
        static String of(String text) {
            return CanonicalJson.text(JsonValue.of(text));
        }
    }

    @Test
    void showsPersonalDataWithTheProofThatItWasEntered() throws IOException {
        var random = new SecureRandom();
        var keys = new PersonKeys(new AesMasterKey(Ledgers.seed(7), random), new InMemoryPersonKeyStore(), random);
        var ledger = Ledger.open(Ledgers.LOG, store);
        var content = JsonObject.empty().with("id", "e1");
        ledger.append(List.of(LedgerEntry.of(
                        content,
                        Map.of(
                                "actor", new PersonalValue("p1", JsonValue.of("Grace")),
                                "boss", new PersonalValue("p2", JsonValue.of("Ada"))),
                        keys)
                .bytes()));
        keys.erase("p2");
        var out = new ByteArrayOutputStream();
        new LedgerExport(store, ledger.head().note(), Exports.LOG, List.of(), List.of(), Disclosure.all(keys))
                .range(0, 1, out);
        var text = out.toString(StandardCharsets.UTF_8);
        assertThat(text).contains("\"value\":\"Grace\"").doesNotContain("Ada");
        assertThat(Exports.verify(out.toByteArray()))
                .isInstanceOfSatisfying(
                        Verified.class,
                        verified -> assertThat(verified.disclosed()).isEqualTo(1));

        assertRefused(text.replace("Grace", "Alice"), "discloses another 'actor' than was entered");
        assertRefused(text.replace("{\"actor\":{\"salt", "{\"other\":{\"salt"), "which the entry does not have");
        assertRefused(text.replace(",\"value\":\"Grace\"", ""), "must have 'value'");
    }

    private static void assertRefused(String file, String reason) throws IOException {
        assertThat(Exports.verify(file.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.reason()).contains(reason));
    }

    @Test
    void saysWhatIsNoExport() throws IOException {
        assertThat(Exports.verify(new byte[0])).isEqualTo(new Refused(1, "must have a header"));
        assertRefused("[]\n", "must be a JSON object");
        assertRefused("{}\n", "must have the text 'checkpoint'");
        assertRefused("nonsense\n", "must have a value");
        assertRefused("{\"entry\":{\"id\":\"a\"},\"index\":0}\n", "must be the header of an export");
        assertRefused("x".repeat(2 << 20), "must have at most 1048576 bytes");

        var header = Exports.lines(
                        Exports.range(store, Exports.ledger(store, 10).head().note(), 0, 10))
                .getFirst();
        assertRefused(header, "must end in a newline");
        assertRefused(header + "\n", "must not end after 0 of 10 entries");
        assertRefused(header + "\n" + header + "\n", "must not be a second header");
        assertRefused(header.replace("export/1", "export/2") + "\n", "must have the format");
        assertRefused(header.replace("\"count\":10", "\"count\":11") + "\n", "promises more entries");
        assertRefused(header.replace("\"count\":10", "\"count\":1.5") + "\n", "must have the whole number 'count'");
        assertRefused(
                header.replace("\"count\":10", "\"count\":10,\"extra\":1") + "\n", "must not have a member 'extra'");
        assertRefused(
                header.replaceFirst("\"log_keys\":\\[\"[^\"]*\"]", "\"log_keys\":[]") + "\n", "and a key of the log");
        assertRefused(
                header.replaceFirst("\"witness_keys\":\\[\"[^\"]*\"]", "\"witness_keys\":[]") + "\n",
                "must have no signatures but of the keys named");
        assertRefused(
                header + "\n{\"hashes\":\"\",\"tile\":\"tile/entries/000\"}\n", "must not have entries in a tile");
        assertRefused(header + "\n{\"entry\":{\"id\":\"e0\"},\"index\":0}\n", "must be the tile tile/0/000.p/10");
    }

    @Test
    void aWitnessIsNoLog() throws IOException {
        var note = Exports.cosigned(Exports.ledger(store, 10).head().note());
        var out = new ByteArrayOutputStream();
        var both = List.of(Ledgers.LOG.verifier(), Ledgers.WITNESS.verifier());
        new LedgerExport(store, note, both, List.of(), List.of(), Disclosure.none()).range(0, 10, out);
        assertRefused(out.toString(StandardCharsets.UTF_8), "keys of witnesses as witnesses'");
    }

    @Test
    void exportsOnlyWhatIsThereAndSigned() throws IOException {
        var head = Exports.ledger(store, 10).head();
        var export = new LedgerExport(store, head.note(), Exports.LOG, List.of(), List.of(), Disclosure.none());
        var out = new ByteArrayOutputStream();
        assertThatThrownBy(() -> export.range(5, 6, out)).hasMessageContaining("must be within 0..10, were 6 from 5");
        assertThatThrownBy(() -> export.range(-1, 1, out)).hasMessageContaining("were 1 from -1");
        assertThatThrownBy(() -> export.selection(new TreeSet<>(List.of(10L)), out))
                .hasMessageContaining("was 10");
        assertThatThrownBy(() -> new LedgerExport(
                        store, head.note(), Exports.LOG, Exports.WITNESS, List.of(), Disclosure.none()))
                .hasMessageContaining("each of the keys must have signed");
    }
}
