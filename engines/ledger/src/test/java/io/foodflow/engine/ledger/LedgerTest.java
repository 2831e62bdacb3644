package io.foodflow.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foodflow.engine.ledger.merkle.CompactRange;
import io.foodflow.engine.ledger.merkle.TreeHashes;
import io.foodflow.engine.ledger.notes.KeyType;
import io.foodflow.engine.ledger.notes.NoteKey;
import io.foodflow.engine.ledger.notes.SignedNote;
import io.foodflow.engine.ledger.tiles.FileTileStore;
import io.foodflow.engine.ledger.tiles.InMemoryTileStore;
import io.foodflow.engine.ledger.tiles.Tile;
import io.foodflow.engine.ledger.tiles.TileContent;
import io.foodflow.engine.ledger.tiles.TilePath;
import io.foodflow.engine.ledger.tiles.TileStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {

    private final InMemoryTileStore store = new InMemoryTileStore();

    @Test
    void beginsEmptyAndSigned() throws IOException {
        var ledger = Ledger.open(Ledgers.LOG, store);
        assertThat(ledger.origin()).isEqualTo(Ledgers.ORIGIN);
        assertThat(ledger.head().size()).isZero();
        assertThat(ledger.head().root()).isEqualTo(TreeHashes.empty());
        assertThat(ledger.head().note().verifiedBy(List.of(ledger.verifier()))).hasSize(1);
        assertThat(ledger.append(List.of())).isEqualTo(ledger.head());
        assertThat(store.checkpoint()).isEmpty();
    }

    /** Batches of every kind across tile borders, up to two levels: root, entries and proofs as an independent tree has them. */
    @Test
    void hasTheRootAndTheProofsOfItsEntriesWhateverTheBatches() throws IOException {
        var random = new Random(41);
        var range = CompactRange.empty();
        var ledger = Ledger.open(Ledgers.LOG, store);
        var heads = new ArrayList<LedgerHead>();
        int size = 0;
        while (size < 66_500) {
            int batch = size > 1_200 && size < 65_000 ? 9_000 : random.nextInt(1, 300);
            var entries = Ledgers.bytes(size, size + batch);
            entries.forEach(entry -> range.append(TreeHashes.leaf(entry)));
            var head = ledger.append(entries);
            size += batch;
            assertThat(head.size()).isEqualTo(size);
            assertThat(head.root()).isEqualTo(range.root());
            heads.add(head);
            if (random.nextInt(3) == 0) {
                ledger.rest();
            }
        }
        var tree = ledger.tree();
        assertThat(tree.root()).isEqualTo(ledger.head().root());
        for (long index : List.of(0L, 255L, 256L, 1_000L, 65_535L, 65_536L, size - 1L)) {
            byte[] entry = tree.entry(index);
            assertThat(entry)
                    .isEqualTo(Ledgers.bytes((int) index, (int) index + 1).getFirst());
            assertThat(tree.inclusion(index)
                            .proves(TreeHashes.leaf(entry), ledger.head().root()))
                    .isTrue();
        }
        for (var old : heads) {
            assertThat(tree.consistency(old.size())
                            .proves(old.root(), ledger.head().root()))
                    .isTrue();
            assertThat(ledger.tree(old.size()).root()).isEqualTo(old.root());
        }
        assertThat(new LedgerCheck(store, ledger.verifier()).run()).isEqualTo(new LedgerVerdict.Intact(ledger.head()));
    }

    @Test
    void goesOnWhereItWasWhenOpenedAgain() throws IOException {
        Ledger.open(Ledgers.LOG, store).append(Ledgers.bytes(0, 300));
        var again = Ledger.open(Ledgers.LOG, store);
        assertThat(again.head().size()).isEqualTo(300);
        again.append(Ledgers.bytes(300, 700));
        assertThat(new LedgerCheck(store, again.verifier()).run()).isInstanceOf(LedgerVerdict.Intact.class);
        assertThat(again.tree().entry(299)).isEqualTo(Ledgers.bytes(299, 300).getFirst());
    }

    @Test
    void liesInFilesToo(@TempDir Path directory) throws IOException {
        try (var files = FileTileStore.open(directory)) {
            var ledger = Ledger.open(Ledgers.LOG, files);
            ledger.append(Ledgers.bytes(0, 10));
            ledger.append(Ledgers.bytes(10, 600));
            assertThat(new LedgerCheck(files, ledger.verifier()).run())
                    .isEqualTo(new LedgerVerdict.Intact(ledger.head()));
        }
        try (var files = FileTileStore.open(directory)) {
            assertThat(Ledger.open(Ledgers.LOG, files).head().size()).isEqualTo(600);
        }
    }

    @Test
    void appendingAgainWhatStandsThereChangesNothing() throws IOException {
        var ledger = Ledger.open(Ledgers.LOG, store);
        ledger.appendAt(0, Ledgers.bytes(0, 300));
        assertThat(ledger.appendAt(0, Ledgers.bytes(0, 300)).size()).isEqualTo(300);
        assertThat(ledger.appendAt(250, Ledgers.bytes(250, 400)).size()).isEqualTo(400);
        assertThat(ledger.appendAt(400, Ledgers.bytes(400, 401)).size()).isEqualTo(401);
        assertThatThrownBy(() -> ledger.appendAt(250, Ledgers.bytes(251, 500)))
                .isInstanceOf(LedgerConflictException.class)
                .hasMessageContaining("has another entry at 250");
        assertThatThrownBy(() -> ledger.appendAt(402, Ledgers.bytes(402, 403)))
                .isInstanceOf(LedgerConflictException.class)
                .hasMessageContaining("has 401 entries");
        assertThat(ledger.head().size()).isEqualTo(401);
    }

    @Test
    void twoThatAppendToOneStoreAreToldApart() throws IOException {
        var one = Ledger.open(Ledgers.LOG, store);
        var two = Ledger.open(Ledgers.LOG, store);
        one.append(Ledgers.bytes(0, 5));
        assertThatThrownBy(() -> two.append(Ledgers.bytes(0, 9))).isInstanceOf(LedgerConflictException.class);
        assertThat(two.head()).isEqualTo(one.head());
        two.append(Ledgers.bytes(5, 9));
        assertThat(new LedgerCheck(store, one.verifier()).run()).isEqualTo(new LedgerVerdict.Intact(two.head()));
    }

    /** A store whose next commit fails, before or after the checkpoint was replaced. */
    private static final class Failing implements TileStore {
        private final InMemoryTileStore store;
        private boolean failsBefore;
        private boolean failsAfter;

        Failing(InMemoryTileStore store) {
            this.store = store;
        }

        @Override
        public Optional<byte[]> read(TilePath path) {
            return store.read(path);
        }

        @Override
        public Optional<String> checkpoint() {
            return store.checkpoint();
        }

        @Override
        public boolean commit(Optional<String> expected, List<Tile> tiles, String checkpoint) throws IOException {
            if (failsBefore) {
                failsBefore = false;
                tiles.forEach(tile -> store.overwrite(tile.path(), tile.content()));
                throw new IOException("power cut");
            }
            boolean done = store.commit(expected, tiles, checkpoint);
            if (failsAfter) {
                failsAfter = false;
                throw new IOException("power cut");
            }
            return done;
        }
    }

    @Test
    void aFailedCommitIsFoundOutAboutAtTheNextOne() throws IOException {
        var failing = new Failing(store);
        var ledger = Ledger.open(Ledgers.LOG, failing);
        ledger.append(Ledgers.bytes(0, 200));

        failing.failsBefore = true;
        assertThatThrownBy(() -> ledger.append(Ledgers.bytes(900, 1_000))).hasMessage("power cut");
        assertThat(ledger.appendAt(200, Ledgers.bytes(200, 300)).size()).isEqualTo(300);

        failing.failsAfter = true;
        assertThatThrownBy(() -> ledger.append(Ledgers.bytes(300, 400))).hasMessage("power cut");
        assertThat(ledger.appendAt(300, Ledgers.bytes(300, 410)).size()).isEqualTo(410);
        assertThat(new LedgerCheck(store, ledger.verifier()).run()).isEqualTo(new LedgerVerdict.Intact(ledger.head()));
        assertThat(ledger.tree().entry(250)).isEqualTo(Ledgers.bytes(250, 251).getFirst());
    }

    @Test
    void refusesToGoOnFromWhatWasNotSigned() throws IOException {
        var ledger = Ledger.open(Ledgers.LOG, store);
        ledger.append(Ledgers.bytes(0, 10));
        var foreign = NoteKey.ofSeed(Ledgers.ORIGIN, KeyType.ED25519, Ledgers.seed(9));
        assertThatThrownBy(() -> Ledger.open(foreign, store)).isInstanceOf(LedgerDamagedException.class);
        assertThatThrownBy(() -> Ledger.open(Ledgers.LOG.named("elsewhere"), store))
                .isInstanceOf(LedgerDamagedException.class);

        var otherEntry = store.copy();
        otherEntry.overwrite(new TilePath(TilePath.ENTRIES, 0, 10), TileContent.ofEntries(Ledgers.bytes(1, 11)));
        assertDamaged(otherEntry, "has other entries in tile/entries/000.p/10");
        var otherHash = store.copy();
        otherHash.overwrite(new TilePath(0, 0, 10), new byte[320]);
        assertDamaged(otherHash, "tile/entries/000.p/10");
        var shortTile = store.copy();
        shortTile.overwrite(new TilePath(0, 0, 10), new byte[31]);
        assertDamaged(shortTile, "must have 320 bytes, had 31");
        var noCheckpoint = store.copy();
        noCheckpoint.overwriteCheckpoint("nonsense");
        assertThatThrownBy(() -> Ledger.open(Ledgers.LOG, noCheckpoint)).hasMessageContaining("is none");
        var otherRoot = store.copy();
        otherRoot.overwrite(new TilePath(0, 0, 256), new byte[8192]);
        otherRoot.overwriteCheckpoint(
                SignedNote.parse(otherRoot.checkpoint().orElseThrow()).encoded());
        assertThat(Ledger.open(Ledgers.LOG, otherRoot)
                        .append(Ledgers.bytes(10, 11))
                        .size())
                .isEqualTo(11);
    }

    private static void assertDamaged(TileStore damaged, String message) throws IOException {
        var ledger = Ledger.open(Ledgers.LOG, damaged);
        assertThatThrownBy(() -> ledger.append(Ledgers.bytes(10, 11)))
                .isInstanceOf(LedgerDamagedException.class)
                .hasMessageContaining(message);
        assertThat(ledger.head().size()).isEqualTo(10);
    }

    @Test
    void saysWhatItDoesNotTake() throws IOException {
        var ledger = Ledger.open(Ledgers.LOG, store);
        assertThatThrownBy(() -> ledger.append(List.of(new byte[65_536])))
                .hasMessageContaining("an entry must have at most 65535 bytes, had 65536");
        assertThat(ledger.append(List.of(new byte[65_535], new byte[0])).size()).isEqualTo(2);
        assertThatThrownBy(() -> ledger.tree(3)).hasMessage("size must be 0..2, was 3");
        assertThatThrownBy(() -> ledger.tree().entry(2)).hasMessage("index must be 0..1, was 2");
    }
}
