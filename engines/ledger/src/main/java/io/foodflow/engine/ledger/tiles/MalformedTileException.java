package io.foodflow.engine.ledger.tiles;

/** A tile that cannot be what its path says. */
public final class MalformedTileException extends RuntimeException {

    private final TilePath path;

    MalformedTileException(TilePath path, String rule) {
        super("tile " + path.text() + " " + rule);
        this.path = path;
    }

    public TilePath path() {
        return path;
    }
}
