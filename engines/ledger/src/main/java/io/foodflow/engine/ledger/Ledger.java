package io.foodflow.engine.ledger;

import io.foodflow.engine.ledger.merkle.Hash;
import io.foodflow.engine.ledger.merkle.TreeHashes;
import io.foodflow.engine.ledger.notes.Checkpoint;
import io.foodflow.engine.ledger.notes.MalformedNoteException;
import io.foodflow.engine.ledger.notes.NoteSigner;
import io.foodflow.engine.ledger.notes.NoteVerifier;
import io.foodflow.engine.ledger.notes.SignedNote;
import io.foodflow.engine.ledger.tiles.MalformedTileException;
import io.foodflow.engine.ledger.tiles.Tile;
import io.foodflow.engine.ledger.tiles.TileContent;
import io.foodflow.engine.ledger.tiles.TilePath;
import io.foodflow.engine.ledger.tiles.TileStore;
import io.foodflow.engine.ledger.tiles.TiledTree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An append-only ledger: entries of any bytes, in order, each with its index for good.
 *
 * <p>A batch is appended as one: its tiles become durable, then the checkpoint over the new size, signed by a key that the
 * store does not have. What costs is the store, so few large batches are much faster than many small ones; see
 * {@link Appender}.
 *
 * <p>An idle ledger is one checkpoint in memory: no thread, no file. The right edge is read, and held against the
 * signed root, when something is appended, and kept until {@link #rest}; thousands of ledgers in a process are no burden.
 *
 * <p>Safe for use by several threads; one appends at a time.
 */
public final class Ledger {

    private final NoteSigner signer;
    private final NoteVerifier verifier;
    private final TileStore store;
    private volatile LedgerHead head;
    private Optional<String> stored;
    private @Nullable GrowingEdge edge;
    private boolean uncertain;

    private Ledger(NoteSigner signer, TileStore store, Optional<String> stored) {
        this.signer = signer;
        this.verifier = signer.verifier();
        this.store = store;
        this.stored = stored;
        this.head = head(stored);
    }

    /**
     * Opens the ledger of a store, or begins one when it is empty. Its origin is the name of the signer's key.
     *
     * @throws LedgerDamagedException when the checkpoint is none, or this key did not sign it
     */
    public static Ledger open(NoteSigner signer, TileStore store) throws IOException {
        return new Ledger(signer, store, store.checkpoint());
    }

    private LedgerHead head(Optional<String> text) {
        if (text.isEmpty()) {
            return signed(0, TreeHashes.empty());
        }
        try {
            var note = SignedNote.parse(text.get());
            var checkpoint = Checkpoint.parse(note.text());
            if (!checkpoint.origin().equals(origin())
                    || note.verifiedBy(List.of(verifier)).isEmpty()) {
                throw new LedgerDamagedException("the checkpoint must be of " + origin() + " and signed by its key "
                        + verifier.text() + "; was\n" + text.get());
            }
            return new LedgerHead(checkpoint, note);
        } catch (MalformedNoteException e) {
            throw new LedgerDamagedException("the checkpoint of " + origin() + " is none: " + e.getMessage(), e);
        }
    }

    private LedgerHead signed(long size, Hash root) {
        var checkpoint = new Checkpoint(origin(), size, root);
        return new LedgerHead(checkpoint, new SignedNote(checkpoint.text(), List.of(signer.sign(checkpoint.text()))));
    }

    /** Which ledger it is: the name of its key. */
    public String origin() {
        return verifier.name();
    }

    /** The key that its checkpoints are signed with. */
    public NoteVerifier verifier() {
        return verifier;
    }

    /** What was last appended and signed. */
    public LedgerHead head() {
        return head;
    }

    /** The tree as it is now, for entries and proofs. Each thread needs its own. */
    public TiledTree tree() {
        return tree(head.size());
    }

    /**
     * The tree as it was at a size.
     *
     * @throws IllegalArgumentException when it never had that size
     */
    public TiledTree tree(long size) {
        if (size < 0 || size > head.size()) {
            throw new IllegalArgumentException("size must be 0.." + head.size() + ", was " + size);
        }
        return new TiledTree(store, size);
    }

    /**
     * Appends entries behind the last, durably: all, or none.
     *
     * @param entries of at most 65,535 bytes each
     * @return the ledger with them; the last entry's index is its size less one
     * @throws IOException when it is uncertain whether they were appended; {@link #appendAt} finds out
     * @throws LedgerConflictException when another process appended to the same store
     * @throws LedgerDamagedException when the store does not hold what was signed
     */
    public synchronized LedgerHead append(List<byte[]> entries) throws IOException {
        entries.forEach(Ledger::requireFitting);
        settle();
        if (entries.isEmpty()) {
            return head;
        }
        var growing = edge == null ? loadedEdge() : edge;
        // Until the store has taken it, the edge is ahead of the ledger: after a failure it is read anew.
        edge = null;
        uncertain = true;
        var tiles = new ArrayList<Tile>();
        entries.forEach(entry -> growing.append(entry, tiles::add));
        growing.partial(tiles::add);
        var next = signed(growing.size(), growing.root());
        var text = next.note().encoded();
        boolean committed = store.commit(stored, tiles, text);
        if (!committed) {
            settle();
            throw new LedgerConflictException("the ledger " + origin() + " was appended to by somebody else");
        }
        uncertain = false;
        stored = Optional.of(text);
        edge = growing;
        head = next;
        return next;
    }

    /**
     * Appends entries whose indexes are known already, so that it may be done again after a crash: those that stand there
     * are compared, the others appended.
     *
     * @param first index of the first entry, at most the size
     * @throws LedgerConflictException when another entry stands at one of these indexes, or some before are missing
     */
    public synchronized LedgerHead appendAt(long first, List<byte[]> entries) throws IOException {
        settle();
        long size = head.size();
        if (first < 0 || first > size) {
            throw new LedgerConflictException(
                    "the ledger " + origin() + " has " + size + " entries, so none can be appended at " + first);
        }
        int known = (int) Math.min(size - first, entries.size());
        var tree = tree();
        for (int i = 0; i < known; i++) {
            if (!Arrays.equals(tree.entry(first + i), entries.get(i))) {
                throw new LedgerConflictException(
                        "the ledger " + origin() + " has another entry at " + (first + i) + " than the one to append");
            }
        }
        return append(entries.subList(known, entries.size()));
    }

    /** Lets go of the right edge until something is appended again. */
    public synchronized void rest() {
        edge = null;
    }

    static void requireFitting(byte[] entry) {
        if (entry.length > TileContent.LARGEST_ENTRY) {
            throw new IllegalArgumentException(
                    "an entry must have at most " + TileContent.LARGEST_ENTRY + " bytes, had " + entry.length
                            + "; keep what is large beside the ledger, and its hash in the entry");
        }
    }

    /** After a commit of unknown outcome, the store tells what is. */
    private void settle() throws IOException {
        if (uncertain) {
            edge = null;
            var present = store.checkpoint();
            head = head(present);
            stored = present;
            uncertain = false;
        }
    }

    private GrowingEdge loadedEdge() throws IOException {
        try {
            var loaded = read(head.size());
            if (loaded.root().equals(head.root())) {
                return loaded;
            }
        } catch (MalformedTileException e) {
            throw new LedgerDamagedException("the ledger " + origin() + ": " + e.getMessage(), e);
        }
        throw new LedgerDamagedException("the tiles at the right edge of " + origin() + " do not have the root that was"
                + " signed for size " + head.size());
    }

    private GrowingEdge read(long size) throws IOException {
        var tree = new TiledTree(store, size);
        var rows = new ArrayList<List<Hash>>();
        for (int level = 0; TilePath.columns(size, level) > 0; level++) {
            rows.add(partial(size, level).map(tree::hashes).orElse(List.of()));
        }
        var bundlePath = partial(size, TilePath.ENTRIES);
        if (bundlePath.isEmpty()) {
            return new GrowingEdge(size, rows, List.of());
        }
        byte[] content = store.read(bundlePath.get())
                .orElseThrow(() -> new LedgerDamagedException(
                        "the ledger " + origin() + " lacks " + bundlePath.get().text()));
        var entries = TileContent.entries(content, bundlePath.get());
        if (!entries.stream().map(TreeHashes::leaf).toList().equals(rows.getFirst())) {
            throw new LedgerDamagedException("the ledger " + origin() + " has other entries in "
                    + bundlePath.get().text() + " than were signed");
        }
        return new GrowingEdge(size, rows, entries);
    }

    private static Optional<TilePath> partial(long size, int level) {
        return TilePath.in(size, level, TilePath.columns(size, level) / TilePath.FULL);
    }
}
