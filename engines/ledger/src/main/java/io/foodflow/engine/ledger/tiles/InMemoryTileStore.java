package io.foodflow.engine.ledger.tiles;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps a ledger in memory: for tests, and for ledgers that are only looked at. */
public final class InMemoryTileStore implements TileStore {

    private final Map<TilePath, byte[]> tiles = new HashMap<>();
    private @Nullable String checkpoint;

    /** An empty store. */
    public InMemoryTileStore() {}

    @Override
    public synchronized Optional<byte[]> read(TilePath path) {
        var exact = Optional.ofNullable(tiles.get(path));
        return exact.isPresent() || path.isFull()
                ? exact.map(byte[]::clone)
                : Optional.ofNullable(tiles.get(path.full())).map(content -> TileContent.narrowed(content, path));
    }

    @Override
    public synchronized Optional<String> checkpoint() {
        return Optional.ofNullable(checkpoint);
    }

    @Override
    public synchronized boolean commit(Optional<String> expected, List<Tile> added, String next) {
        if (!expected.equals(Optional.ofNullable(checkpoint))) {
            return false;
        }
        for (var tile : added) {
            tiles.put(tile.path(), tile.content().clone());
            if (tile.path().isFull()) {
                tiles.keySet()
                        .removeIf(path -> !path.isFull()
                                && path.level() == tile.path().level()
                                && path.index() == tile.path().index());
            }
        }
        checkpoint = next;
        return true;
    }

    /** A store with the same content, which goes its own way from now on. */
    public synchronized InMemoryTileStore copy() {
        var copy = new InMemoryTileStore();
        tiles.forEach((path, content) -> copy.tiles.put(path, content.clone()));
        copy.checkpoint = checkpoint;
        return copy;
    }

    /** The paths of all tiles. */
    public synchronized List<TilePath> paths() {
        return List.copyOf(tiles.keySet());
    }

    /** Puts a tile there, or over another, as somebody would who has the store in his hands. */
    public synchronized void overwrite(TilePath path, byte[] content) {
        tiles.put(path, content.clone());
    }

    /** Puts a checkpoint there, as somebody would who has the store in his hands. */
    public synchronized void overwriteCheckpoint(String text) {
        checkpoint = text;
    }
}
