package io.foodflow.engine.ledger.tiles;

/** A tile and what is in it. Immutable as long as nobody writes to {@link #content}. */
public final class Tile {

    private final TilePath path;
    private final byte[] content;

    /** Takes the content over without a copy. */
    public Tile(TilePath path, byte[] content) {
        this.path = path;
        this.content = content;
    }

    public TilePath path() {
        return path;
    }

    /** Its bytes, not a copy: 32 for each hash, or a bundle of entries. */
    public byte[] content() {
        return content;
    }
}
