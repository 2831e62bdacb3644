package io.foodflow.engine.ledger.tiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TileContentTest {

    private static final TilePath TWO = new TilePath(TilePath.ENTRIES, 0, 2);

    @Test
    void entriesComeBackAsTheyWere() {
        byte[] large = new byte[TileContent.LARGEST_ENTRY];
        large[1] = 7;
        var entries = TileContent.entries(TileContent.ofEntries(List.of(new byte[0], large)), TWO);
        assertThat(entries).hasSize(2);
        assertThat(entries.getFirst()).isEmpty();
        assertThat(entries.getLast()).isEqualTo(large);
    }

    @Test
    void saysWhatIsWrongWithABundle() {
        byte[] two = TileContent.ofEntries(List.of(new byte[3], new byte[4]));
        assertThatThrownBy(() -> TileContent.entries(Arrays.copyOf(two, two.length - 1), TWO))
                .hasMessage("tile tile/entries/000.p/2 ends within entry 1");
        assertThatThrownBy(() -> TileContent.entries(Arrays.copyOf(two, 6), TWO))
                .hasMessageContaining("ends within entry 1");
        assertThatThrownBy(() -> TileContent.entries(Arrays.copyOf(two, 5), TWO))
                .hasMessageContaining("must have 2 entries, had 1");
        assertThatThrownBy(() -> TileContent.entries(two, new TilePath(TilePath.ENTRIES, 0, 1)))
                .isInstanceOfSatisfying(
                        MalformedTileException.class,
                        e -> assertThat(e.path().width()).isEqualTo(1))
                .hasMessageContaining("must have 1 entries, had 2");
        assertThatThrownBy(() -> TileContent.hashes(new byte[63], new TilePath(0, 0, 2)))
                .hasMessage("tile tile/0/000.p/2 must have 64 bytes, had 63");
    }
}
