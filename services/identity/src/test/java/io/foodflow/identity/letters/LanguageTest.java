package io.foodflow.identity.letters;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageTest {

    @ParameterizedTest
    @CsvSource({
        "de,DE",
        "fr-CH,FR",
        "'it,es;q=0.8,en;q=0.5',ES",
        "'de-AT, en;q=0.9',DE",
        "pt,EN",
        "'',EN",
        "';;;',EN",
        "*,EN"
    })
    void takesWhatABrowserPrefers(String text, Language language) {
        assertThat(Language.of(text)).isEqualTo(language);
    }

    @Test
    void isEnglishWhereNothingIsSaid() {
        assertThat(Language.of(null)).isEqualTo(Language.EN);
    }
}
