package io.foodflow.engine.ledger.merkle;

import java.util.List;

/**
 * That a leaf stands at an index of a tree (RFC 9162, section 2.1.3).
 *
 * @param index of the leaf, from 0
 * @param size of the tree, in leaves
 * @param path hashes from the leaf's sibling up to the root's child
 */
public record InclusionProof(long index, long size, List<Hash> path) {

    public InclusionProof {
        path = List.copyOf(path);
    }

    /** Whether it proves this leaf under this root; never throws, whatever its numbers are. Costs a hash a step. */
    public boolean proves(Hash leaf, Hash root) {
        if (index < 0 || index >= size) {
            return false;
        }
        long fn = index;
        long sn = size - 1;
        var hash = leaf;
        for (var sibling : path) {
            if (sn == 0) {
                return false;
            }
            if ((fn & 1) == 1 || fn == sn) {
                hash = TreeHashes.node(sibling, hash);
                while ((fn & 1) == 0 && fn != 0) {
                    fn >>>= 1;
                    sn >>>= 1;
                }
            } else {
                hash = TreeHashes.node(hash, sibling);
            }
            fn >>>= 1;
            sn >>>= 1;
        }
        return sn == 0 && hash.equals(root);
    }

    /**
     * Makes the proof, in {@code O(log n)} nodes of the source a step.
     *
     * @throws IllegalArgumentException unless 0 <= index < size
     */
    public static InclusionProof of(long index, long size, NodeSource source) {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("index must be 0.." + (size - 1) + ", was " + index);
        }
        return new InclusionProof(index, size, Paths.inclusion(index, size, source));
    }
}
