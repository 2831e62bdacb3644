package io.foodflow.engine.ledger.merkle;

import java.util.ArrayList;
import java.util.List;

/**
 * PATH and SUBPROOF of RFC 9162, sections 2.1.3.1 and 2.1.4.1, as loops from the root down: each step leaves one of the
 * two subtrees and notes the hash of the other. The subtree left behind on the right may be incomplete; its hash is
 * folded from those of its complete parts.
 */
final class Paths {

    private Paths() {}

    static List<Hash> inclusion(long index, long size, NodeSource source) {
        var path = new ArrayList<Hash>();
        long begin = 0;
        long end = size;
        while (end - begin > 1) {
            long middle = begin + Long.highestOneBit(end - begin - 1);
            if (index < middle) {
                path.add(hash(middle, end, source));
                end = middle;
            } else {
                path.add(hash(begin, middle, source));
                begin = middle;
            }
        }
        return path.reversed();
    }

    static List<Hash> consistency(long oldSize, long newSize, NodeSource source) {
        var path = new ArrayList<Hash>();
        if (oldSize == 0 || oldSize == newSize) {
            return path;
        }
        long begin = 0;
        long end = newSize;
        while (end != oldSize) {
            long middle = begin + Long.highestOneBit(end - begin - 1);
            if (oldSize <= middle) {
                path.add(hash(middle, end, source));
                end = middle;
            } else {
                path.add(hash(begin, middle, source));
                begin = middle;
            }
        }
        if (begin != 0) {
            path.add(hash(begin, end, source));
        }
        return path.reversed();
    }

    private static Hash hash(long begin, long end, NodeSource source) {
        var hashes = new ArrayList<Hash>();
        for (var node : CompactRange.cover(begin, end)) {
            hashes.add(source.hash(node));
        }
        return CompactRange.fold(hashes);
    }
}
