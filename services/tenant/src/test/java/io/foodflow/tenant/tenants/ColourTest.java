package io.foodflow.tenant.tenants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ColourTest {

    /** Ratios to white of the contrast checker at webaim.org/resources/contrastchecker, to two places. */
    @ParameterizedTest
    @CsvSource({"#000000,21", "#ffffff,1", "#777777,4.47", "#767676,4.54", "#0000ff,8.59", "#ff0000,3.99"})
    void measuresContrastAsWcagDoes(String colour, double ratio) {
        assertThat(Colour.parse(colour).orElseThrow().contrastTo(Colour.WHITE)).isCloseTo(ratio, within(0.01));
    }

    @ParameterizedTest
    @CsvSource({
        "#000000,#ffffff,AAA,choose a lighter one",
        "#ffffff,#000000,AAA,choose a darker one",
        "#767676,#ffffff,AA,small links need 4.5",
        "#0a5c36,#ffffff,AAA,choose a lighter one",
        "#ffee00,#000000,AAA,choose a darker one"
    })
    void saysWhatTextToPutOnItAndWhatToDo(String colour, String text, String level, String advice) {
        var contrast = Colour.parse(colour).orElseThrow().contrast();
        assertThat(contrast.text()).isEqualTo(text);
        assertThat(contrast.level()).isEqualTo(level);
        assertThat(contrast.advice()).contains(advice);
    }

    @Test
    void neverClaimsARatioThatItDoesNotReach() {
        assertThat(Colour.parse("#777777").orElseThrow().contrast().onWhite()).isEqualTo(4.47);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "red", "#fff", "1677ff", "#1677fg", "#1677ff00", " #1677ff"})
    void readsNothingElse(String text) {
        assertThat(Colour.parse(text)).isEmpty();
    }

    @Test
    void isWrittenAsItIsRead() {
        assertThat(Colour.parse("#0A00Ff").orElseThrow()).hasToString("#0a00ff");
    }
}
