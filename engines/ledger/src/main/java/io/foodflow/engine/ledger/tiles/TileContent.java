package io.foodflow.engine.ledger.tiles;

import io.foodflow.engine.ledger.merkle.Hash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What is inside a tile: hashes one after the other, or entries, each as its length in two bytes, big endian, and its
 * bytes.
 */
public final class TileContent {

    /** The most bytes an entry may have, for its length has two bytes. */
    public static final int LARGEST_ENTRY = 0xFFFF;

    private TileContent() {}

    /** The hashes of a tile. */
    public static byte[] ofHashes(List<Hash> hashes) {
        byte[] content = new byte[hashes.size() * Hash.BYTES];
        for (int i = 0; i < hashes.size(); i++) {
            hashes.get(i).copyTo(content, i * Hash.BYTES);
        }
        return content;
    }

    /**
     * Reads the hashes of a tile.
     *
     * @throws MalformedTileException when it has another length than its path says
     */
    public static List<Hash> hashes(byte[] content, TilePath path) {
        if (content.length != path.width() * Hash.BYTES) {
            throw new MalformedTileException(
                    path, "must have " + path.width() * Hash.BYTES + " bytes, had " + content.length);
        }
        var hashes = new ArrayList<Hash>(path.width());
        for (int offset = 0; offset < content.length; offset += Hash.BYTES) {
            hashes.add(Hash.at(content, offset));
        }
        return hashes;
    }

    /** The entries of a bundle. */
    public static byte[] ofEntries(List<byte[]> entries) {
        int length = 0;
        for (byte[] entry : entries) {
            length += 2 + entry.length;
        }
        byte[] content = new byte[length];
        int at = 0;
        for (byte[] entry : entries) {
            content[at] = (byte) (entry.length >>> 8);
            content[at + 1] = (byte) entry.length;
            System.arraycopy(entry, 0, content, at + 2, entry.length);
            at += 2 + entry.length;
        }
        return content;
    }

    /**
     * Reads the entries of a bundle.
     *
     * @throws MalformedTileException when it has more or fewer than its path says, or ends within one
     */
    public static List<byte[]> entries(byte[] content, TilePath path) {
        var entries = new ArrayList<byte[]>(path.width());
        int at = 0;
        while (at < content.length) {
            int begin = at + 2;
            int end = begin <= content.length ? begin + length(content, at) : Integer.MAX_VALUE;
            if (end > content.length) {
                throw new MalformedTileException(path, "ends within entry " + entries.size());
            }
            entries.add(Arrays.copyOfRange(content, begin, end));
            at = end;
        }
        if (entries.size() != path.width()) {
            throw new MalformedTileException(path, "must have " + path.width() + " entries, had " + entries.size());
        }
        return entries;
    }

    /** The beginning of a full tile's content that is the partial one's of this path. */
    static byte[] narrowed(byte[] full, TilePath path) {
        if (path.level() != TilePath.ENTRIES) {
            return Arrays.copyOf(full, Math.min(full.length, path.width() * Hash.BYTES));
        }
        int at = 0;
        for (int i = 0; i < path.width() && at + 2 <= full.length; i++) {
            at += 2 + length(full, at);
        }
        return Arrays.copyOf(full, Math.min(full.length, at));
    }

    private static int length(byte[] content, int at) {
        return ((content[at] & 0xFF) << 8) | (content[at + 1] & 0xFF);
    }
}
