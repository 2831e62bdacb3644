package io.foodflow.engine.ledger.merkle;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A second implementation: the recursive definitions of RFC 9162, section 2.1, word for word, with a memo. */
final class NaiveTree {

    private final List<byte[]> entries;
    private final Map<List<Integer>, Hash> memo = new HashMap<>();

    NaiveTree(List<byte[]> entries) {
        this.entries = entries;
    }

    Hash root(int n) {
        return mth(0, n);
    }

    Hash leaf(int index) {
        return mth(index, index + 1);
    }

    List<Hash> inclusion(int m, int n) {
        return path(m, 0, n);
    }

    List<Hash> consistency(int m, int n) {
        return m == 0 ? List.of() : subproof(m, 0, n, true);
    }

    private Hash mth(int begin, int end) {
        return known(begin, end);
    }

    private Hash compute(int begin, int end) {
        if (begin == end) {
            return sha256();
        }
        if (end - begin == 1) {
            return sha256(new byte[] {0}, entries.get(begin));
        }
        int k = split(end - begin);
        var left = known(begin, begin + k);
        var right = known(begin + k, end);
        return sha256(new byte[] {1}, left.bytes(), right.bytes());
    }

    private Hash known(int begin, int end) {
        var hash = memo.get(List.of(begin, end));
        if (hash == null) {
            hash = compute(begin, end);
            memo.put(List.of(begin, end), hash);
        }
        return hash;
    }

    private List<Hash> path(int m, int begin, int end) {
        if (end - begin == 1) {
            return List.of();
        }
        int k = split(end - begin);
        return m < k
                ? plus(path(m, begin, begin + k), known(begin + k, end))
                : plus(path(m - k, begin + k, end), known(begin, begin + k));
    }

    private List<Hash> subproof(int m, int begin, int end, boolean whole) {
        int n = end - begin;
        if (m == n) {
            return whole ? List.of() : List.of(known(begin, end));
        }
        int k = split(n);
        return m <= k
                ? plus(subproof(m, begin, begin + k, whole), known(begin + k, end))
                : plus(subproof(m - k, begin + k, end, false), known(begin, begin + k));
    }

    private static List<Hash> plus(List<Hash> hashes, Hash last) {
        var more = new ArrayList<>(hashes);
        more.add(last);
        return more;
    }

    /** The largest power of two that is smaller than n. */
    private static int split(int n) {
        int k = 1;
        while (k * 2 < n) {
            k *= 2;
        }
        return k;
    }

    private static Hash sha256(byte[]... parts) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return Hash.of(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
