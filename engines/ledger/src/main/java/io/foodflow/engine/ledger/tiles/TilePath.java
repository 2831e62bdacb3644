package io.foodflow.engine.ledger.tiles;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The place of a tile, as C2SP tlog-tiles spells it: {@code tile/0/x001/x234/067} for a full tile of leaf hashes,
 * {@code tile/1/000.p/17} for the first 17 hashes of one a level up, {@code tile/entries/000.p/8} for entries.
 *
 * @param level 0 for leaf hashes, up to 7; {@link #ENTRIES} for a bundle of entries
 * @param index from the left, within its level
 * @param width how many hashes or entries it has, 1..256; less than 256 in a partial tile
 */
public record TilePath(int level, long index, int width) {

    /** The level of bundles of entries. */
    public static final int ENTRIES = -1;

    /** How many hashes or entries a full tile has. */
    public static final int FULL = 256;

    /** The binary logarithm of {@link #FULL}: how many levels of the tree a tile spans. */
    public static final int HEIGHT = 8;

    private static final int TOP = 7;
    private static final int GROUP = 1000;
    private static final Pattern TEXT =
            Pattern.compile("tile/(entries|[0-7])/((?:x\\d{3}/){0,5})(\\d{3})(?:\\.p/([1-9]\\d{0,2}))?");

    public TilePath {
        if (level < ENTRIES || level > TOP) {
            throw new IllegalArgumentException("level must be 0..7, or -1 for entries, was " + level);
        }
        if (index < 0) {
            throw new IllegalArgumentException("index must not be negative, was " + index);
        }
        if (width < 1 || width > FULL) {
            throw new IllegalArgumentException("width must be 1..256, was " + width);
        }
    }

    /** The tile of this level and index as a tree of this size has it; empty when it has none. */
    public static Optional<TilePath> in(long size, int level, long index) {
        long columns = columns(size, level);
        long left = columns - index * FULL;
        return left <= 0 ? Optional.empty() : Optional.of(new TilePath(level, index, (int) Math.min(left, FULL)));
    }

    /** How many hashes a level has in a tree of this size. */
    public static long columns(long size, int level) {
        return size >>> (HEIGHT * Math.max(level, 0));
    }

    /**
     * Reads a path.
     *
     * @throws IllegalArgumentException when the text is none
     */
    public static TilePath parse(String text) {
        var match = TEXT.matcher(text);
        if (!match.matches()) {
            throw new IllegalArgumentException("not the path of a tile: '" + text + "'");
        }
        int level = match.group(1).equals("entries") ? ENTRIES : Integer.parseInt(match.group(1));
        long index = Long.parseLong(match.group(2).replace("x", "").replace("/", "") + match.group(3));
        int width = match.group(4) == null ? FULL : Integer.parseInt(match.group(4));
        if (match.group(4) != null && width == FULL) {
            throw new IllegalArgumentException("a full tile must not be spelled as a partial one: '" + text + "'");
        }
        var path = new TilePath(level, index, width);
        if (!path.text().equals(text)) {
            throw new IllegalArgumentException("not the canonical path of a tile: '" + text + "'");
        }
        return path;
    }

    /** Whether it has all 256. */
    public boolean isFull() {
        return width == FULL;
    }

    /** The full tile of the same place. */
    public TilePath full() {
        return new TilePath(level, index, FULL);
    }

    /** The leaf after the last that it tells of. */
    public long end() {
        return (index * FULL + width) << (HEIGHT * Math.max(level, 0));
    }

    /** The path, relative to the ledger's root. */
    public String text() {
        var text = new StringBuilder("tile/").append(level == ENTRIES ? "entries" : level);
        for (var group : groups()) {
            text.append('/').append(group);
        }
        if (!isFull()) {
            text.append(".p/").append(width);
        }
        return text.toString();
    }

    private List<String> groups() {
        var groups = new ArrayList<String>();
        groups.add(digits(index % GROUP));
        for (long rest = index / GROUP; rest > 0; rest /= GROUP) {
            groups.add("x" + digits(rest % GROUP));
        }
        return groups.reversed();
    }

    private static String digits(long group) {
        return Long.toString(GROUP + group).substring(1);
    }
}
