package io.foodflow.engine.ledger.tiles;

import io.foodflow.engine.ledger.merkle.CompactRange;
import io.foodflow.engine.ledger.merkle.ConsistencyProof;
import io.foodflow.engine.ledger.merkle.Hash;
import io.foodflow.engine.ledger.merkle.InclusionProof;
import io.foodflow.engine.ledger.merkle.NodeSource;
import io.foodflow.engine.ledger.merkle.TreeNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A tree of one size, read from tiles: its nodes, entries and proofs. A tile stands for the eight levels above its hashes,
 * of which only the lowest is kept; the others are hashed anew, at most 255 hashes a node. The last 64 tiles are
 * remembered.
 *
 * <p>What it reads it believes: a proof made from tampered tiles is wrong, and the root tells.
 *
 * <p>Not for use by several threads at once. Failures to read come as {@link UncheckedIOException}, tiles that are missing
 * or cannot be as {@link MalformedTileException}.
 */
public final class TiledTree implements NodeSource {

    private static final int REMEMBERED = 64;

    private final TileStore store;
    private final long size;
    private final Map<TilePath, List<Hash>> recent = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<TilePath, List<Hash>> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** The tree of the first {@code size} entries of a store. */
    public TiledTree(TileStore store, long size) {
        this.store = store;
        this.size = size;
    }

    /** How many entries it has. */
    public long size() {
        return size;
    }

    /** The nodes along the right edge, which are all that is needed to append. */
    public CompactRange edge() {
        return CompactRange.of(size, this);
    }

    /** The root, from the nodes along the right edge. */
    public Hash root() {
        return edge().root();
    }

    /** Proves that the entry of this index is in the tree. */
    public InclusionProof inclusion(long index) {
        return InclusionProof.of(index, size, this);
    }

    /** Proves that the tree continues its older self of this size. */
    public ConsistencyProof consistency(long oldSize) {
        return ConsistencyProof.of(oldSize, size, this);
    }

    /** The entry of this index. */
    public byte[] entry(long index) {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("index must be 0.." + (size - 1) + ", was " + index);
        }
        var path = path(TilePath.ENTRIES, index / TilePath.FULL);
        return TileContent.entries(content(path), path).get((int) (index % TilePath.FULL));
    }

    @Override
    public Hash hash(TreeNode node) {
        if (node.end() > size) {
            throw new IllegalArgumentException(node + " is not complete in a tree of " + size);
        }
        int level = node.height() / TilePath.HEIGHT;
        int above = node.height() % TilePath.HEIGHT;
        long column = node.index() << above;
        var hashes = hashes(path(level, column / TilePath.FULL));
        int first = (int) (column % TilePath.FULL);
        return subtree(hashes.subList(first, first + (1 << above)));
    }

    /**
     * The root of a tree from its right edge.
     *
     * @param rows on each level, from 0 up, the hashes of the tile that is not full
     */
    public static Hash root(List<? extends List<Hash>> rows) {
        var peaks = new ArrayList<Hash>();
        for (var row : rows.reversed()) {
            int at = 0;
            for (int left = row.size(); left > 0; left -= Integer.highestOneBit(left)) {
                int width = Integer.highestOneBit(left);
                peaks.add(subtree(row.subList(at, at + width)));
                at += width;
            }
        }
        return CompactRange.fold(peaks);
    }

    /** The hash over a power of two of hashes. */
    public static Hash subtree(List<Hash> hashes) {
        var range = CompactRange.empty();
        hashes.forEach(range::append);
        return range.root();
    }

    /** The hashes of a tile of this tree. */
    public List<Hash> hashes(TilePath path) {
        var known = recent.get(path);
        if (known == null) {
            known = TileContent.hashes(content(path), path);
            recent.put(path, known);
        }
        return known;
    }

    private TilePath path(int level, long index) {
        return TilePath.in(size, level, index)
                .orElseThrow(() -> new IllegalArgumentException(
                        "a tree of " + size + " has no tile " + index + " on level " + level));
    }

    private byte[] content(TilePath path) {
        try {
            return store.read(path).orElseThrow(() -> new MalformedTileException(path, "is missing"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
