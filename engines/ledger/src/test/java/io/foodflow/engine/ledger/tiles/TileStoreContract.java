package io.foodflow.engine.ledger.tiles;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every store must do. */
abstract class TileStoreContract {

    private static final TilePath PARTIAL = new TilePath(0, 0, 2);
    private static final TilePath BUNDLE = new TilePath(TilePath.ENTRIES, 0, 2);

    abstract TileStore store() throws IOException;

    private static byte[] hashes(int count, int seed) {
        byte[] content = new byte[count * 32];
        for (int i = 0; i < content.length; i++) {
            content[i] = (byte) (i / 32 + seed);
        }
        return content;
    }

    private static byte[] entries(int count) {
        return TileContent.ofEntries(
                IntStream.range(0, count).mapToObj(i -> new byte[] {(byte) i}).toList());
    }

    @Test
    void hasNothingAtFirst() throws IOException {
        var store = store();
        assertThat(store.checkpoint()).isEmpty();
        assertThat(store.read(PARTIAL)).isEmpty();
        assertThat(store.read(PARTIAL.full())).isEmpty();
    }

    @Test
    void givesBackWhatWasCommitted() throws IOException {
        var store = store();
        assertThat(store.commit(
                        Optional.empty(),
                        List.of(new Tile(PARTIAL, hashes(2, 0)), new Tile(BUNDLE, entries(2))),
                        "one"))
                .isTrue();
        assertThat(store.checkpoint()).contains("one");
        assertThat(store.read(PARTIAL))
                .hasValueSatisfying(content -> assertThat(content).isEqualTo(hashes(2, 0)));
        assertThat(store.read(BUNDLE))
                .hasValueSatisfying(content -> assertThat(content).isEqualTo(entries(2)));
    }

    @Test
    void commitsOnlyBehindTheCheckpointThatIsExpected() throws IOException {
        var store = store();
        store.commit(Optional.empty(), List.of(new Tile(PARTIAL, hashes(2, 0))), "one");
        var other = List.of(new Tile(new TilePath(0, 0, 3), hashes(3, 9)));
        assertThat(store.commit(Optional.empty(), other, "two")).isFalse();
        assertThat(store.commit(Optional.of("zero"), other, "two")).isFalse();
        assertThat(store.checkpoint()).contains("one");
        assertThat(store.read(new TilePath(0, 0, 3))).isEmpty();
        assertThat(store.commit(Optional.of("one"), other, "two")).isTrue();
    }

    @Test
    void aFullTileAnswersForThePartialOnesOfItsPlace() throws IOException {
        var store = store();
        store.commit(Optional.empty(), List.of(new Tile(PARTIAL, hashes(2, 0)), new Tile(BUNDLE, entries(2))), "one");
        store.commit(
                Optional.of("one"),
                List.of(new Tile(PARTIAL.full(), hashes(256, 0)), new Tile(BUNDLE.full(), entries(256))),
                "two");
        assertThat(store.read(PARTIAL))
                .hasValueSatisfying(content -> assertThat(content).isEqualTo(hashes(2, 0)));
        assertThat(store.read(new TilePath(0, 0, 9)))
                .hasValueSatisfying(content -> assertThat(content).isEqualTo(hashes(9, 0)));
        assertThat(store.read(new TilePath(TilePath.ENTRIES, 0, 7)))
                .hasValueSatisfying(content -> assertThat(content).isEqualTo(entries(7)));
    }

    @Test
    void replacesWhatAnInterruptedCommitLeftBehind() throws IOException {
        var store = store();
        store.commit(Optional.empty(), List.of(new Tile(PARTIAL, hashes(2, 0))), "one");
        store.commit(Optional.of("one"), List.of(new Tile(PARTIAL, hashes(2, 5))), "two");
        assertThat(store.read(PARTIAL))
                .hasValueSatisfying(content -> assertThat(content).isEqualTo(hashes(2, 5)));
    }
}
