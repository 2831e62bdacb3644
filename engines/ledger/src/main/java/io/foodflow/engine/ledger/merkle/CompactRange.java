package io.foodflow.engine.ledger.merkle;

import java.util.ArrayList;
import java.util.List;

/**
 * The fewest nodes that cover a run of leaves: all that must be kept to go on appending, and to tell the root.
 *
 * <p>A run from {@code begin} to {@code end} is cut into complete subtrees, as large as their places allow: growing from
 * the left, then shrinking to the right; at most {@code 2 log2 n} of them, and {@code log2 n} when the run begins at
 * 0. Appending a leaf, or a whole neighbouring range, puts its nodes at the right end and joins siblings as long as
 * there are any: one hash on average, {@code log2 n} at most, in constant memory. For a range that begins at 0 the
 * root is its nodes hashed together from the right.
 *
 * <p>Mutable; not for use by several threads at once.
 *
 * @see <a href="https://github.com/transparency-dev/merkle/blob/main/docs/compact_ranges.md">compact ranges</a>
 */
public final class CompactRange {

    private final List<TreeNode> nodes = new ArrayList<>();
    private final List<Hash> hashes = new ArrayList<>();
    private final long begin;
    private long end;

    private CompactRange(long begin) {
        this.begin = begin;
        this.end = begin;
    }

    /** The range without leaves that begins at 0. */
    public static CompactRange empty() {
        return startingAt(0);
    }

    /** The range without leaves that begins, and ends, at this leaf. */
    public static CompactRange startingAt(long begin) {
        if (begin < 0) {
            throw new IllegalArgumentException("begin must not be negative, was " + begin);
        }
        return new CompactRange(begin);
    }

    /** The range of a tree of this size, its hashes read from a source. */
    public static CompactRange of(long size, NodeSource source) {
        return of(0, size, source);
    }

    /** The range of these leaves, its hashes read from a source. */
    public static CompactRange of(long begin, long end, NodeSource source) {
        var range = startingAt(begin);
        for (var node : cover(begin, end)) {
            range.push(node, source.hash(node));
        }
        range.end = end;
        return range;
    }

    /** The places of the nodes that cover a run of leaves, from left to right. */
    public static List<TreeNode> cover(long begin, long end) {
        if (begin < 0 || end < begin) {
            throw new IllegalArgumentException("0 <= begin <= end must hold, was " + begin + " and " + end);
        }
        var cover = new ArrayList<TreeNode>();
        for (long at = begin; at < end; ) {
            int aligned = at == 0 ? 62 : Long.numberOfTrailingZeros(at);
            int fitting = 63 - Long.numberOfLeadingZeros(end - at);
            int height = Math.min(aligned, fitting);
            cover.add(new TreeNode(height, at >>> height));
            at += 1L << height;
        }
        return cover;
    }

    /** The first leaf. */
    public long begin() {
        return begin;
    }

    /** The leaf after the last; the size of the tree when the range begins at 0. */
    public long end() {
        return end;
    }

    /** The places of its nodes, from left to right. */
    public List<TreeNode> nodes() {
        return List.copyOf(nodes);
    }

    /** The hashes of its nodes, from left to right. */
    public List<Hash> hashes() {
        return List.copyOf(hashes);
    }

    /** Appends one leaf. */
    public void append(Hash leaf) {
        push(new TreeNode(0, end), leaf);
        end++;
    }

    /** Appends all leaves of the range that begins where this one ends. */
    public void append(CompactRange right) {
        if (right.begin != end) {
            throw new IllegalArgumentException(
                    "the range must begin at " + end + ", where this one ends; it began at " + right.begin);
        }
        for (int i = 0; i < right.nodes.size(); i++) {
            push(right.nodes.get(i), right.hashes.get(i));
        }
        end = right.end;
    }

    /** The root of the tree of these leaves, which must begin at 0. Costs a hash for each node but one. */
    public Hash root() {
        if (begin != 0) {
            throw new IllegalStateException("only a range that begins at 0 has a root, this one begins at " + begin);
        }
        return fold(hashes);
    }

    /** Hashes together, from the right, the nodes of a run that begins at 0; the hash of the empty tree for none. */
    public static Hash fold(List<Hash> hashes) {
        if (hashes.isEmpty()) {
            return TreeHashes.empty();
        }
        var root = hashes.getLast();
        for (int i = hashes.size() - 2; i >= 0; i--) {
            root = TreeHashes.node(hashes.get(i), root);
        }
        return root;
    }

    private void push(TreeNode node, Hash hash) {
        var top = node;
        var joined = hash;
        while (!nodes.isEmpty() && (top.index() & 1) == 1 && nodes.getLast().height() == top.height()) {
            joined = TreeHashes.node(hashes.removeLast(), joined);
            nodes.removeLast();
            top = new TreeNode(top.height() + 1, top.index() >>> 1);
        }
        nodes.add(top);
        hashes.add(joined);
    }
}
