package io.foodflow.engine.ledger;

import io.foodflow.engine.ledger.merkle.Hash;
import io.foodflow.engine.ledger.merkle.TreeHashes;
import io.foodflow.engine.ledger.tiles.Tile;
import io.foodflow.engine.ledger.tiles.TileContent;
import io.foodflow.engine.ledger.tiles.TilePath;
import io.foodflow.engine.ledger.tiles.TiledTree;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;

/**
 * The right edge of a ledger, where it grows: on each level the hashes of the tile that is not yet full, and the entries of
 * the bundle that is not. Each entry costs two hashes; a full tile is given away and leaves one hash on the level above. So
 * the memory is that of at most 255 entries and 8 times 255 hashes, whatever the size. Not thread-safe.
 */
final class GrowingEdge {

    private final List<List<Hash>> rows = new ArrayList<>();
    private final BitSet changed = new BitSet();
    private final List<byte[]> bundle = new ArrayList<>();
    private long size;

    /** The edge of the ledger without entries. */
    GrowingEdge() {}

    /**
     * The edge of a ledger of some size.
     *
     * @param rows from level 0 up, each shorter than a full tile
     * @param bundle as many entries as the first row has hashes
     */
    GrowingEdge(long size, List<List<Hash>> rows, List<byte[]> bundle) {
        this.size = size;
        rows.forEach(row -> this.rows.add(new ArrayList<>(row)));
        this.bundle.addAll(bundle);
    }

    long size() {
        return size;
    }

    /** Appends an entry, and gives away each tile that becomes full. */
    void append(byte[] entry, Consumer<Tile> full) {
        size++;
        bundle.add(entry);
        if (bundle.size() == TilePath.FULL) {
            full.accept(bundleTile());
            bundle.clear();
        }
        push(0, TreeHashes.leaf(entry), full);
    }

    private void push(int level, Hash hash, Consumer<Tile> full) {
        if (level == rows.size()) {
            rows.add(new ArrayList<>());
        }
        var row = rows.get(level);
        row.add(hash);
        changed.set(level);
        if (row.size() == TilePath.FULL) {
            full.accept(rowTile(level));
            var above = TiledTree.subtree(row);
            row.clear();
            push(level + 1, above, full);
        }
    }

    /** Gives away the partial tiles that are new since it was last asked. */
    void partial(Consumer<Tile> partial) {
        if (changed.get(0) && !bundle.isEmpty()) {
            partial.accept(bundleTile());
        }
        for (int level = 0; level < rows.size(); level++) {
            if (changed.get(level) && !rows.get(level).isEmpty()) {
                partial.accept(rowTile(level));
            }
        }
        changed.clear();
    }

    private Tile bundleTile() {
        return new Tile(
                new TilePath(TilePath.ENTRIES, (size - 1) / TilePath.FULL, bundle.size()),
                TileContent.ofEntries(bundle));
    }

    private Tile rowTile(int level) {
        var row = rows.get(level);
        long columns = TilePath.columns(size, level);
        return new Tile(new TilePath(level, (columns - 1) / TilePath.FULL, row.size()), TileContent.ofHashes(row));
    }

    /** The root of the whole tree, from at most 8 times 255 hashes. */
    Hash root() {
        return TiledTree.root(rows);
    }
}
