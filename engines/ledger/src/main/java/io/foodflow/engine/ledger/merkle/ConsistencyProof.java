package io.foodflow.engine.ledger.merkle;

import java.util.List;

/**
 * That a tree continues an older one: the older one's leaves are its first, unchanged (RFC 9162, section 2.1.4).
 *
 * @param oldSize of the older tree, in leaves
 * @param newSize of the tree that continues it
 * @param path the hashes, empty when either size is 0 or both are equal
 */
public record ConsistencyProof(long oldSize, long newSize, List<Hash> path) {

    public ConsistencyProof {
        path = List.copyOf(path);
    }

    /**
     * Whether it proves that the tree with the new root continues that with the old one; never throws, whatever its
     * numbers are. Everything continues the empty tree, which needs no hash. Costs two hashes a step.
     */
    public boolean proves(Hash oldRoot, Hash newRoot) {
        if (oldSize < 0 || newSize < oldSize) {
            return false;
        }
        if (oldSize == newSize) {
            return path.isEmpty() && oldRoot.equals(newRoot) && (oldSize > 0 || oldRoot.equals(TreeHashes.empty()));
        }
        if (oldSize == 0) {
            return path.isEmpty() && oldRoot.equals(TreeHashes.empty());
        }
        return !path.isEmpty() && walk(oldRoot, newRoot);
    }

    private boolean walk(Hash oldRoot, Hash newRoot) {
        int skip = Long.numberOfTrailingZeros(oldSize);
        long fn = (oldSize - 1) >>> skip;
        long sn = (newSize - 1) >>> skip;
        // Where the old tree is one complete subtree, its root is itself where the walk begins.
        boolean whole = Long.bitCount(oldSize) == 1;
        var fr = whole ? oldRoot : path.getFirst();
        var sr = fr;
        for (var hash : whole ? path : path.subList(1, path.size())) {
            if (sn == 0) {
                return false;
            }
            if ((fn & 1) == 1 || fn == sn) {
                fr = TreeHashes.node(hash, fr);
                sr = TreeHashes.node(hash, sr);
                while ((fn & 1) == 0 && fn != 0) {
                    fn >>>= 1;
                    sn >>>= 1;
                }
            } else {
                sr = TreeHashes.node(sr, hash);
            }
            fn >>>= 1;
            sn >>>= 1;
        }
        return sn == 0 && fr.equals(oldRoot) && sr.equals(newRoot);
    }

    /**
     * Makes the proof, in {@code O(log n)} nodes of the source a step.
     *
     * @throws IllegalArgumentException unless 0 <= oldSize <= newSize
     */
    public static ConsistencyProof of(long oldSize, long newSize, NodeSource source) {
        if (oldSize < 0 || newSize < oldSize) {
            throw new IllegalArgumentException(
                    "0 <= old size <= new size must hold, was " + oldSize + " and " + newSize);
        }
        return new ConsistencyProof(oldSize, newSize, Paths.consistency(oldSize, newSize, source));
    }
}
