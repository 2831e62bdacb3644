package io.foodflow.engine.ledger.tiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTileStoreTest extends TileStoreContract {

    @TempDir
    private Path directory;

    private FileTileStore opened;

    @Override
    TileStore store() throws IOException {
        opened = FileTileStore.open(directory.resolve("ledger"));
        return opened;
    }

    @AfterEach
    void close() throws IOException {
        if (opened != null) {
            opened.close();
        }
    }

    @Test
    void liesInFilesThatAnyWebServerCanServe() throws IOException {
        var store = store();
        store.commit(
                Optional.empty(),
                List.of(
                        new Tile(new TilePath(0, 1234067, 5), new byte[160]),
                        new Tile(new TilePath(1, 0, 1), new byte[32])),
                "one");
        var root = directory.resolve("ledger");
        assertThat(root.resolve("tile/0/x001/x234/067.p/5")).hasSize(160);
        assertThat(root.resolve("tile/1/000.p/1")).hasSize(32);
        assertThat(root.resolve("checkpoint")).hasContent("one");
        try (var files = Files.walk(root)) {
            assertThat(files.filter(Files::isRegularFile)).hasSize(4);
        }
    }

    @Test
    void deletesPartialTilesOnceTheFullOneCounts() throws IOException {
        var store = store();
        store.commit(Optional.empty(), List.of(new Tile(new TilePath(0, 0, 5), new byte[160])), "one");
        store.commit(Optional.of("one"), List.of(new Tile(new TilePath(0, 0, 256), new byte[8192])), "two");
        assertThat(directory.resolve("ledger/tile/0/000.p")).doesNotExist();
        assertThat(directory.resolve("ledger/tile/0/000")).hasSize(8192);
    }

    @Test
    void isOpenOnce() throws IOException {
        store();
        assertThatThrownBy(() -> FileTileStore.open(directory.resolve("ledger")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is open already");
        opened.close();
        store();
    }
}
