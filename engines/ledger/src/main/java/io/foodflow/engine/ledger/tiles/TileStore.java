package io.foodflow.engine.ledger.tiles;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Where one ledger is kept: tiles, which are written once, and the checkpoint that tells which of them count. Safe for use
 * by several threads, of which one writes at a time.
 */
public interface TileStore {

    /**
     * The content of a tile. A full tile also answers for each partial one of its place, as its beginning.
     *
     * @return empty when there is none
     */
    Optional<byte[]> read(TilePath path) throws IOException;

    /** The signed checkpoint, empty before the first. */
    Optional<String> checkpoint() throws IOException;

    /**
     * Makes the tiles durable, and then the checkpoint, at once and for good: after a crash there is either the old
     * checkpoint or the new one, and with the new one all tiles. Tiles of an interrupted commit that never counted are
     * replaced; those that the checkpoint covers are never among the tiles given.
     *
     * @param expected the checkpoint that must be the present one, empty for none
     * @return false, and nothing was changed, when another is
     */
    boolean commit(Optional<String> expected, List<Tile> tiles, String checkpoint) throws IOException;
}
