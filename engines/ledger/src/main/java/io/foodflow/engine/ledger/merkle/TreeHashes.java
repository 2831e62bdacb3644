package io.foodflow.engine.ledger.merkle;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The three hashes of RFC 9162, section 2.1.1, with SHA-256: {@code SHA-256()} of nothing, {@code SHA-256(0x00 ‖ entry)}
 * of a leaf, {@code SHA-256(0x01 ‖ left ‖ right)} of a node. The prefixes keep a node from passing for an entry. Safe
 * for use by several threads.
 */
public final class TreeHashes {

    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    private TreeHashes() {}

    /** The root of the tree without entries. */
    public static Hash empty() {
        return Hash.owning(sha256().digest());
    }

    /** The hash of an entry as a leaf. */
    public static Hash leaf(byte[] entry) {
        return leaf(entry, 0, entry.length);
    }

    /** The hash of an entry that is part of an array. */
    public static Hash leaf(byte[] bytes, int offset, int length) {
        var digest = sha256();
        digest.update(LEAF);
        digest.update(bytes, offset, length);
        return Hash.owning(digest.digest());
    }

    /** The hash of the node above two others. */
    public static Hash node(Hash left, Hash right) {
        var digest = sha256();
        digest.update(NODE);
        digest.update(left.raw());
        digest.update(right.raw());
        return Hash.owning(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
