package io.foodflow.platform.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScopeTest {

    private static final String PLANT = "https://id.gs1.org/414/4012345000016";

    @ParameterizedTest
    @CsvSource({
        "https://id.gs1.org/414/4012345000016, true",
        "https://id.gs1.org/414/4012345000016/254/dock, true",
        "https://id.gs1.org/414/40123450000161, false",
        "https://id.gs1.org/414/4012345000016/255/dock, false",
        "https://id.gs1.org/414/4012345000023, false",
        "https://id.gs1.org/414/4012345000023/254/dock, false",
        "'', false"
    })
    void coversASiteAndItsParts(String place, boolean covered) {
        assertThat(new Scope.Sites(Set.of(PLANT)).covers(place)).isEqualTo(covered);
    }

    @Test
    void coversWithAPartOnlyThatPart() {
        var dock = new Scope.Sites(Set.of(PLANT + "/254/1"));
        assertThat(dock.covers(PLANT + "/254/1")).isTrue();
        assertThat(dock.covers(PLANT)).isFalse();
        assertThat(dock.covers(PLANT + "/254/12")).isFalse();
        assertThat(dock.coversAll(List.of(PLANT + "/254/1", PLANT))).isFalse();
    }

    @Test
    void isOfOneSiteAtLeast() {
        assertThatThrownBy(() -> new Scope.Sites(Set.of())).hasMessageContaining("use Nowhere");
        assertThatThrownBy(() -> new SiteGrant(Set.of("node:read"), Set.of())).hasMessageContaining("at least one");
    }
}
