package io.foodflow.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.engine.ledger.LedgerVerdict.Broken;
import io.foodflow.engine.ledger.LedgerVerdict.Intact;
import io.foodflow.engine.ledger.notes.Checkpoint;
import io.foodflow.engine.ledger.notes.KeyType;
import io.foodflow.engine.ledger.notes.NoteKey;
import io.foodflow.engine.ledger.notes.SignedNote;
import io.foodflow.engine.ledger.tiles.InMemoryTileStore;
import io.foodflow.engine.ledger.tiles.TileContent;
import io.foodflow.engine.ledger.tiles.TilePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Whatever is done to what is stored of a ledger of 1,000 entries by somebody who may write everywhere but has not the log's
 * key, the check finds it. What needs the key, or an older state, is found by the witness: see WitnessTest.
 */
class TamperedLedgerTest {

    private static final int SIZE = 1_000;

    private final InMemoryTileStore store = new InMemoryTileStore();
    private final List<TilePath> paths = new ArrayList<>();

    @BeforeEach
    void fill() throws IOException {
        Ledger.open(Ledgers.LOG, store).append(Ledgers.bytes(0, SIZE));
        paths.addAll(store.paths());
        paths.sort(Comparator.comparing(TilePath::text));
        assertThat(check(store)).isInstanceOf(Intact.class);
        assertThat(paths).hasSize(9);
    }

    private static LedgerVerdict check(InMemoryTileStore checked) throws IOException {
        return new LedgerCheck(checked, Ledgers.LOG.verifier()).run();
    }

    private void flip(TilePath path, int bit) throws IOException {
        byte[] content = store.read(path).orElseThrow();
        content[bit / 8] ^= (byte) (1 << bit % 8);
        store.overwrite(path, content);
        assertThat(check(store)).as(path.text() + " bit " + bit).isInstanceOf(Broken.class);
        content[bit / 8] ^= (byte) (1 << bit % 8);
        store.overwrite(path, content);
    }

    @Test
    void findsABitThatWasFlippedInATile() throws IOException {
        var random = new Random(21);
        for (var path : paths) {
            int bits = store.read(path).orElseThrow().length * 8;
            for (int i = 0; i < 12; i++) {
                flip(path, random.nextInt(bits));
            }
        }
    }

    @Test
    @Tag("long")
    void findsEveryBitThatWasFlippedInATile() throws IOException {
        for (var path : paths) {
            int bits = store.read(path).orElseThrow().length * 8;
            for (int bit = 0; bit < bits; bit++) {
                flip(path, bit);
            }
        }
    }

    @Test
    void findsEveryBitThatWasFlippedInTheCheckpoint() throws IOException {
        byte[] text = store.checkpoint().orElseThrow().getBytes(StandardCharsets.UTF_8);
        for (int bit = 0; bit < text.length * 8; bit++) {
            text[bit / 8] ^= (byte) (1 << bit % 8);
            store.overwriteCheckpoint(new String(text, StandardCharsets.ISO_8859_1));
            assertThat(check(store)).as("bit " + bit).isInstanceOf(Broken.class);
            text[bit / 8] ^= (byte) (1 << bit % 8);
        }
    }

    @Test
    void findsEveryTruncationOfATile() throws IOException {
        for (var path : paths) {
            byte[] content = store.read(path).orElseThrow();
            for (int length = 0; length < content.length; length += path.level() == 1 ? 7 : 509) {
                store.overwrite(path, Arrays.copyOf(content, length));
                assertThat(check(store)).as(path.text() + " of " + length).isInstanceOf(Broken.class);
            }
            store.overwrite(path, content);
        }
    }

    @Test
    void findsEntriesThatWereSwappedDoubledOrLeftOut() throws IOException {
        var path = new TilePath(TilePath.ENTRIES, 1, 256);
        byte[] content = store.read(path).orElseThrow();
        for (int i = 0; i < 255; i += 25) {
            var entries = new ArrayList<>(TileContent.entries(content, path));
            Collections.swap(entries, i, i + 1);
            assertBroken(path, entries);
            entries = new ArrayList<>(TileContent.entries(content, path));
            entries.set(i + 1, entries.get(i));
            assertBroken(path, entries);
            entries = new ArrayList<>(TileContent.entries(content, path));
            entries.remove(i);
            assertBroken(path, entries);
        }
        store.overwrite(path, content);
        var bundles = List.of(new TilePath(TilePath.ENTRIES, 0, 256), path);
        var contents =
                bundles.stream().map(bundle -> store.read(bundle).orElseThrow()).toList();
        store.overwrite(bundles.get(0), contents.get(1));
        store.overwrite(bundles.get(1), contents.get(0));
        assertThat(check(store)).isInstanceOf(Broken.class);
    }

    private void assertBroken(TilePath path, List<byte[]> entries) throws IOException {
        store.overwrite(path, TileContent.ofEntries(entries));
        assertThat(check(store)).isInstanceOf(Broken.class);
    }

    /** Entries, tiles and root all fit together again; only the signature cannot. */
    @Test
    void findsARewriteWithRecomputedHashes() throws IOException {
        var forger = NoteKey.ofSeed(Ledgers.ORIGIN, KeyType.ED25519, Ledgers.seed(66));
        var forged = new InMemoryTileStore();
        var entries = new ArrayList<>(Ledgers.bytes(0, SIZE));
        entries.set(500, "nothing to see here".getBytes(StandardCharsets.UTF_8));
        Ledger.open(forger, forged).append(entries);
        assertThat(check(forged))
                .isInstanceOfSatisfying(
                        Broken.class, broken -> assertThat(broken.reason()).contains("is not signed by"));

        var text = Checkpoint.parse(
                        SignedNote.parse(forged.checkpoint().orElseThrow()).text())
                .text();
        var oldSignature = SignedNote.parse(store.checkpoint().orElseThrow()).signatures();
        forged.overwriteCheckpoint(new SignedNote(text, oldSignature).encoded());
        assertThat(check(forged)).isInstanceOf(Broken.class);
        forged.overwriteCheckpoint(store.checkpoint().orElseThrow());
        assertThat(check(forged)).isInstanceOf(Broken.class);
    }

    @Test
    void saysWhereItIsBroken() throws IOException {
        var copy = store.copy();
        copy.overwrite(new TilePath(0, 2, 256), new byte[8_192]);
        assertThat(check(copy)).isEqualTo(new Broken("tile/0/002", "is not what its entries hash to"));
        var none = new InMemoryTileStore();
        assertThat(check(none)).isEqualTo(new Broken("checkpoint", "is missing"));
        none.overwriteCheckpoint(store.checkpoint().orElseThrow());
        assertThat(check(none)).isEqualTo(new Broken("tile/entries/000", "is missing"));
        assertThat(new LedgerCheck(store, Ledgers.LOG.named("other").verifier()).run())
                .isEqualTo(new Broken("checkpoint", "is of " + Ledgers.ORIGIN + ", not of other"));
    }
}
