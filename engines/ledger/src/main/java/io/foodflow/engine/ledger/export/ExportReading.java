package io.foodflow.engine.ledger.export;

import io.foodflow.engine.ledger.export.ExportLine.Bad;
import io.foodflow.engine.ledger.export.ExportLine.Earlier;
import io.foodflow.engine.ledger.export.ExportLine.Entry;
import io.foodflow.engine.ledger.export.ExportLine.Hashes;
import io.foodflow.engine.ledger.export.ExportLine.Header;
import io.foodflow.engine.ledger.export.ExportVerdict.Verified;
import io.foodflow.engine.ledger.merkle.CompactRange;
import io.foodflow.engine.ledger.merkle.ConsistencyProof;
import io.foodflow.engine.ledger.merkle.Hash;
import io.foodflow.engine.ledger.merkle.InclusionProof;
import io.foodflow.engine.ledger.notes.Checkpoint;
import io.foodflow.engine.ledger.notes.KeyType;
import io.foodflow.engine.ledger.notes.NoteVerifier;
import io.foodflow.engine.ledger.notes.SignedNote;
import io.foodflow.engine.ledger.tiles.TilePath;
import io.foodflow.engine.ledger.tiles.TiledTree;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Takes the lines of an export one after the other. Each is held against what those before it have proved, from the signed
 * root down: the partial tiles of the right edge hash to the root, each full tile to a hash of a tile above it, each entry
 * to a hash of a tile. So the first line that does not fit is the first that was changed (of the partial tiles, which are
 * proved together, the last is told), and of the tree only one tile a level is kept.
 */
final class ExportReading {

    private static final int LEVELS = 8;

    private final Trust trust;
    private @Nullable Header header;
    private final Deque<TilePath> awaited = new ArrayDeque<>();
    private final List<List<Hash>> edge = new ArrayList<>(Collections.nCopies(LEVELS, List.of()));
    private final @Nullable Hashes[] full = new Hashes[LEVELS];
    private final List<Checkpoint> unproven = new ArrayList<>();
    private CompactRange recomputed = CompactRange.empty();
    private long earlierSize = -1;
    private boolean earlierOver;
    private long entries;
    private long lastIndex = -1;
    private long disclosed;

    ExportReading(Trust trust) {
        this.trust = trust;
    }

    /**
     * Takes the next line.
     *
     * @throws RefusedLine when it is bad
     */
    void take(ExportLine line) {
        if (line instanceof Bad(var reason)) {
            throw new RefusedLine(reason);
        }
        var begun = header;
        if (begun == null) {
            begin(line);
            return;
        }
        switch (line) {
            case Header _ -> throw new RefusedLine("must not be a second header");
            case Earlier earlier -> take(earlier, begun);
            case Hashes tile -> take(tile, begun);
            case Entry entry -> take(entry, begun);
            case Bad _ -> throw new IllegalStateException("bad lines were refused before");
        }
    }

    private void begin(ExportLine line) {
        if (!(line instanceof Header first)) {
            throw new RefusedLine("must be the header of an export");
        }
        requireSignatures(first);
        long size = first.checkpoint().size();
        if (first.count() > size || first.first().orElse(0) > size - first.count()) {
            throw new RefusedLine("promises more entries than the checkpoint has");
        }
        header = first;
        if (first.first().isPresent() && first.count() > 0) {
            for (int level = LEVELS - 1; level >= 0; level--) {
                TilePath.in(size, level, TilePath.columns(size, level) / TilePath.FULL)
                        .ifPresent(awaited::add);
            }
            awaitTiles(first.first().getAsLong(), size);
        }
        trust.known().forEach(known -> expect(known, first));
    }

    /** The full tiles above an entry that were not shown yet, from the top down. */
    private void awaitTiles(long index, long size) {
        for (int level = LEVELS - 1; level >= 0; level--) {
            long column = index >>> (TilePath.HEIGHT * level);
            var path = TilePath.in(size, level, column / TilePath.FULL);
            var shown = full[level];
            if (path.isPresent()
                    && path.get().isFull()
                    && (shown == null || !shown.path().equals(path.get()))) {
                awaited.add(path.get());
            }
        }
    }

    private void requireSignatures(Header first) {
        var keys = Stream.concat(first.logKeys().stream(), first.witnessKeys().stream())
                .toList();
        if (first.logKeys().isEmpty() || !first.note().verifiedBy(keys).equals(keys)) {
            throw new RefusedLine("must have a checkpoint that each key named signed, and a key of the log");
        }
        if (first.note().signatures().size() != keys.size()) {
            throw new RefusedLine("must have no signatures but of the keys named");
        }
        if (first.logKeys().stream().anyMatch(key -> key.type() != KeyType.ED25519)
                || first.witnessKeys().stream().anyMatch(key -> key.type() != KeyType.COSIGNATURE_V1)) {
            throw new RefusedLine("must name keys of logs as those of the log, and keys of witnesses as witnesses'");
        }
        requireOrigin(first.checkpoint(), first.logKeys());
        if (!trust.logKeys().isEmpty()
                && first.note().verifiedBy(trust.logKeys()).isEmpty()) {
            throw new RefusedLine("must have a checkpoint signed by the log's key that is known");
        }
        int signed = first.note().verifiedBy(trust.witnessKeys()).size();
        if (signed < trust.quorum()) {
            throw new RefusedLine("must have a checkpoint signed by " + trust.quorum()
                    + " of the witnesses that are known, was by " + signed);
        }
    }

    private static void requireOrigin(Checkpoint checkpoint, List<NoteVerifier> keys) {
        if (keys.stream().anyMatch(key -> !key.name().equals(checkpoint.origin()))) {
            throw new RefusedLine(
                    "must have a checkpoint whose origin is the name of the log's key, was " + checkpoint.origin());
        }
    }

    /** Notes a checkpoint that the verifier knows; it is proved by a line of the file, or by the entries themselves. */
    private void expect(SignedNote known, Header first) {
        var old = Checkpoint.parse(known.text());
        if (!old.origin().equals(first.checkpoint().origin())
                || known.verifiedBy(first.logKeys()).isEmpty()) {
            throw new RefusedLine("must be of the log of the checkpoint that is known, " + old.origin());
        }
        if (old.size() > first.checkpoint().size()) {
            throw new RefusedLine("must not be older than the checkpoint that is known, of " + old.size() + " entries");
        }
        if (!proved(old, List.of(), first)) {
            unproven.add(old);
        }
    }

    private static boolean proved(Checkpoint old, List<Hash> proof, Header first) {
        return new ConsistencyProof(old.size(), first.checkpoint().size(), proof)
                .proves(old.root(), first.checkpoint().root());
    }

    private void take(Earlier earlier, Header begun) {
        if (earlierOver || earlier.checkpoint().size() <= earlierSize) {
            throw new RefusedLine("must stand before tiles and entries, and behind smaller earlier checkpoints");
        }
        earlierSize = earlier.checkpoint().size();
        if (!earlier.note().verifiedBy(begun.logKeys()).equals(begun.logKeys())
                || earlier.note().signatures().size() != begun.logKeys().size()) {
            throw new RefusedLine("must have an earlier checkpoint that the log's keys signed");
        }
        requireOrigin(earlier.checkpoint(), begun.logKeys());
        if (!proved(earlier.checkpoint(), earlier.proof(), begun)) {
            throw new RefusedLine("must prove that the checkpoint continues the earlier one of "
                    + earlier.checkpoint().size() + " entries");
        }
        unproven.removeIf(old -> old.size() == earlier.checkpoint().size()
                && old.root().equals(earlier.checkpoint().root()));
    }

    private void take(Hashes tile, Header begun) {
        earlierOver = true;
        var path = tile.path();
        if (!path.equals(awaited.poll())) {
            throw new RefusedLine("must not be this tile; partial ones come first, each before what is beneath it");
        }
        if (path.isFull()) {
            if (!TiledTree.subtree(tile.hashes()).equals(hash(path.level() + 1, path.index()))) {
                throw new RefusedLine("must hash to what the tile above it says");
            }
            full[path.level()] = tile;
            return;
        }
        edge.set(path.level(), tile.hashes());
        if (awaited.stream().allMatch(TilePath::isFull)
                && !TiledTree.root(edge).equals(begun.checkpoint().root())) {
            throw new RefusedLine("must be, with the tiles before it, what the signed root was made of");
        }
    }

    /** The hash that was shown for a place of the tree. */
    private Hash hash(int level, long column) {
        long index = column / TilePath.FULL;
        int place = (int) (column % TilePath.FULL);
        if (level < LEVELS) {
            var tile = full[level];
            if (tile != null && tile.path().index() == index) {
                return tile.hashes().get(place);
            }
            var begun = header;
            if (begun != null
                    && index == TilePath.columns(begun.checkpoint().size(), level) / TilePath.FULL
                    && place < edge.get(level).size()) {
                return edge.get(level).get(place);
            }
        }
        throw new RefusedLine("must follow the tile above it");
    }

    private void take(Entry entry, Header begun) {
        earlierOver = true;
        if (!awaited.isEmpty()) {
            throw new RefusedLine("must be the tile " + awaited.element().text());
        }
        if (entries == begun.count()) {
            throw new RefusedLine("must not follow the " + begun.count() + " entries that the header promised");
        }
        long size = begun.checkpoint().size();
        if (begun.first().isPresent()) {
            long index = begun.first().getAsLong() + entries;
            if (entry.index() != index) {
                throw new RefusedLine("must be the entry " + index + ", was " + entry.index());
            }
            if (entry.proof().isPresent()) {
                throw new RefusedLine("must not have a proof of its own in a run of entries");
            }
            if (!hash(0, index).equals(entry.leaf())) {
                throw new RefusedLine("must be the entry that was signed; it was changed");
            }
            recompute(entry.leaf(), index);
            if ((index + 1) % TilePath.FULL == 0 && entries + 1 < begun.count()) {
                awaitTiles(index + 1, size);
            }
        } else {
            if (entry.index() <= lastIndex || entry.index() >= size) {
                throw new RefusedLine("must have an index above " + lastIndex + " and below " + size);
            }
            var proof = entry.proof().orElseThrow(() -> new RefusedLine("must have a proof"));
            if (!new InclusionProof(entry.index(), size, proof)
                    .proves(entry.leaf(), begun.checkpoint().root())) {
                throw new RefusedLine("must be the entry that was signed; it, or its proof, was changed");
            }
        }
        lastIndex = entry.index();
        disclosed += entry.disclosed();
        entries++;
    }

    /** Builds the tree anew while a checkpoint that is known waits to be compared. */
    private void recompute(Hash leaf, long index) {
        if (unproven.isEmpty() || index != recomputed.end()) {
            return;
        }
        recomputed.append(leaf);
        for (var old : List.copyOf(unproven)) {
            if (old.size() == recomputed.end()) {
                if (!old.root().equals(recomputed.root())) {
                    throw new RefusedLine("must end what the known checkpoint of " + old.size()
                            + " entries says; history was rewritten");
                }
                unproven.remove(old);
            }
        }
    }

    /**
     * Ends the file.
     *
     * @throws RefusedLine when something is missing
     */
    Verified end() {
        var begun = header;
        if (begun == null) {
            throw new RefusedLine("must have a header");
        }
        if (entries < begun.count()) {
            throw new RefusedLine("must not end after " + entries + " of " + begun.count() + " entries");
        }
        if (!unproven.isEmpty()) {
            throw new RefusedLine("must prove that the known checkpoint of "
                    + unproven.getFirst().size() + " entries was continued; nothing in the file does");
        }
        return new Verified(
                begun.checkpoint(),
                begun.first(),
                entries,
                disclosed,
                !trust.logKeys().isEmpty(),
                begun.witnessKeys().stream().map(NoteVerifier::name).toList());
    }
}
