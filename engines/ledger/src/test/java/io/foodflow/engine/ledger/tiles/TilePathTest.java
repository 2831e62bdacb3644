package io.foodflow.engine.ledger.tiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TilePathTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0, 256, tile/0/000",
        "0, 1234067, 256, tile/0/x001/x234/067",
        "1, 999, 17, tile/1/999.p/17",
        "7, 1000, 1, tile/7/x001/000.p/1",
        "-1, 5, 255, tile/entries/005.p/255",
        "-1, 1000000, 256, tile/entries/x001/x000/000"
    })
    void isSpelledAsTheSpecificationSays(int level, long index, int width, String text) {
        var path = new TilePath(level, index, width);
        assertThat(path.text()).isEqualTo(text);
        assertThat(TilePath.parse(text)).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tile/0",
                "tile/8/000",
                "tile/-1/000",
                "tile/0/1",
                "tile/0/x000/001",
                "tile/0/001/002",
                "tile/00/000",
                "tile/0/000.p/0",
                "tile/0/000.p/256",
                "tile/0/000.p/257",
                "tile/0/000.p/01",
                "tile/0/000.p/",
                "/tile/0/000",
                "tile/0/000/",
                "tile/entries/x1/000",
                "tile/data/000",
                "tile/0/../000",
                "tile/0/000.p/99999"
            })
    void isNothingElse(String text) {
        assertThatThrownBy(() -> TilePath.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    /** The example of tlog-tiles: 273 full tiles, one of 112, one full above, one of 17, one of 1. */
    @Test
    void aTreeHasTheTilesOfTheSpecificationsExample() {
        assertThat(TilePath.columns(70_000, 0) / 256).isEqualTo(273);
        assertThat(TilePath.in(70_000, 0, 272)).contains(new TilePath(0, 272, 256));
        assertThat(TilePath.in(70_000, 0, 273)).contains(new TilePath(0, 273, 112));
        assertThat(TilePath.in(70_000, 0, 274)).isEmpty();
        assertThat(TilePath.in(70_000, 1, 0)).contains(new TilePath(1, 0, 256));
        assertThat(TilePath.in(70_000, 1, 1)).contains(new TilePath(1, 1, 17));
        assertThat(TilePath.in(70_000, 2, 0)).contains(new TilePath(2, 0, 1));
        assertThat(TilePath.in(70_000, 3, 0)).isEmpty();
        assertThat(TilePath.in(256, 0, 0)).contains(new TilePath(0, 0, 256));
        assertThat(TilePath.in(256, 1, 0)).contains(new TilePath(1, 0, 1));
    }

    @Test
    void knowsWhereItsLeavesEnd() {
        assertThat(new TilePath(0, 1, 3).end()).isEqualTo(259);
        assertThat(new TilePath(1, 0, 3).end()).isEqualTo(768);
        assertThat(new TilePath(TilePath.ENTRIES, 2, 256).end()).isEqualTo(768);
        assertThat(new TilePath(1, 4, 3).full()).isEqualTo(new TilePath(1, 4, 256));
    }

    @Test
    void refusesPlacesThatCannotBe() {
        assertThatThrownBy(() -> new TilePath(8, 0, 1)).hasMessageContaining("was 8");
        assertThatThrownBy(() -> new TilePath(0, -1, 1)).hasMessageContaining("was -1");
        assertThatThrownBy(() -> new TilePath(0, 0, 257)).hasMessageContaining("was 257");
    }
}
