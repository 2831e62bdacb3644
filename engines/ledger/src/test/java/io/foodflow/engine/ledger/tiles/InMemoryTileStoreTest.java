package io.foodflow.engine.ledger.tiles;

class InMemoryTileStoreTest extends TileStoreContract {

    @Override
    TileStore store() {
        return new InMemoryTileStore();
    }
}
