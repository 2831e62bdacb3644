package io.foodflow.engine.ledger.merkle;

/**
 * The place of a node whose subtree is complete: it covers the leaves from {@code index * 2^height} up to
 * {@code (index + 1) * 2^height}.
 *
 * @param height 0 for leaves, at most 62
 * @param index from the left, within its height
 */
public record TreeNode(int height, long index) {

    public TreeNode {
        if (height < 0 || height > 62) {
            throw new IllegalArgumentException("height must be 0..62, was " + height);
        }
        if (index < 0) {
            throw new IllegalArgumentException("index must not be negative, was " + index);
        }
    }

    /** The first leaf beneath. */
    public long begin() {
        return index << height;
    }

    /** The leaf after the last beneath. */
    public long end() {
        return (index + 1) << height;
    }
}
