package io.foodflow.engine.ledger;

import io.foodflow.engine.ledger.LedgerVerdict.Broken;
import io.foodflow.engine.ledger.LedgerVerdict.Intact;
import io.foodflow.engine.ledger.notes.Checkpoint;
import io.foodflow.engine.ledger.notes.MalformedNoteException;
import io.foodflow.engine.ledger.notes.NoteVerifier;
import io.foodflow.engine.ledger.notes.SignedNote;
import io.foodflow.engine.ledger.tiles.MalformedTileException;
import io.foodflow.engine.ledger.tiles.Tile;
import io.foodflow.engine.ledger.tiles.TileContent;
import io.foodflow.engine.ledger.tiles.TilePath;
import io.foodflow.engine.ledger.tiles.TileStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;

/**
 * Checks all that a store holds of a ledger: the ledger is built anew from its entries, and each tile that comes of it is
 * compared with the one stored, to the byte, and the root at the end with the one signed. Linear in the size, constant in
 * memory: two hashes an entry.
 *
 * <p>It cannot tell whether the store was put back to an older state, or the key was misused: both are for the witness.
 */
public final class LedgerCheck {

    private final TileStore store;
    private final NoteVerifier verifier;

    /**
     * A check of one ledger.
     *
     * @param verifier the key of the log, from somewhere else than the store
     */
    public LedgerCheck(TileStore store, NoteVerifier verifier) {
        this.store = store;
        this.verifier = verifier;
    }

    /** Checks everything, or up to the first fault. */
    public LedgerVerdict run() throws IOException {
        var text = store.checkpoint();
        if (text.isEmpty()) {
            return new Broken("checkpoint", "is missing");
        }
        try {
            var note = SignedNote.parse(text.get());
            var checkpoint = Checkpoint.parse(note.text());
            if (!checkpoint.origin().equals(verifier.name())) {
                return new Broken("checkpoint", "is of " + checkpoint.origin() + ", not of " + verifier.name());
            }
            if (note.verifiedBy(List.of(verifier)).isEmpty()) {
                return new Broken("checkpoint", "is not signed by " + verifier.text());
            }
            return tiles(new LedgerHead(checkpoint, note));
        } catch (MalformedNoteException e) {
            return new Broken("checkpoint", String.valueOf(e.getMessage()));
        }
    }

    private LedgerVerdict tiles(LedgerHead head) throws IOException {
        try {
            var edge = new GrowingEdge();
            for (long n = 0; n * TilePath.FULL < head.size(); n++) {
                var path = TilePath.in(head.size(), TilePath.ENTRIES, n).orElseThrow();
                for (byte[] entry : TileContent.entries(read(path), path)) {
                    edge.append(entry, this::compare);
                }
            }
            edge.partial(this::compare);
            return edge.root().equals(head.root())
                    ? new Intact(head)
                    : new Broken("checkpoint", "has another root than the entries and tiles have");
        } catch (MalformedTileException e) {
            return new Broken(e.path().text(), String.valueOf(e.getMessage()));
        } catch (Difference e) {
            return new Broken(e.path.text(), e.reason);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void compare(Tile tile) {
        try {
            if (!Arrays.equals(read(tile.path()), tile.content())) {
                throw new Difference(tile.path(), "is not what its entries hash to");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] read(TilePath path) throws IOException {
        return store.read(path).orElseThrow(() -> new Difference(path, "is missing"));
    }

    private static final class Difference extends RuntimeException {

        private final transient TilePath path;
        private final String reason;

        Difference(TilePath path, String reason) {
            super(reason, null, false, false);
            this.path = path;
            this.reason = reason;
        }
    }
}
