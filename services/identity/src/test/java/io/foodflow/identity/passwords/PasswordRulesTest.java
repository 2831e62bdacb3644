package io.foodflow.identity.passwords;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordRulesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "correct horse battery",
                "kühle Milch um sieben",
                "zmQ7-11pLx-aa0",
                "michael4938475629384",
                "正しい馬の電池のホッチキスです",
                "my dragon eats quarks"
            })
    void takesWhatIsLongAndUncommonWhateverItIsMadeOf(String password) {
        assertThat(PasswordRules.broken("password", password)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1qaz2wsx3edc",
                "QWERTY123456",
                "Password2026!",
                "P@ssw0rd2026",
                "!!baseball!!",
                "passwordpassword",
                "aaaaaaaaaaaa",
                "abcabcabcabc",
                "123456789012",
                "abcdefghijklm",
                "987654321098",
                "administrator"
            })
    void refusesWhatIsTriedFirst(String password) {
        assertThat(PasswordRules.broken("password", password)).hasValueSatisfying(error -> {
            assertThat(error.rule()).isEqualTo("common");
            assertThat(error.message()).doesNotContain(password);
        });
    }

    @Test
    void countsCharactersAndNotUnits() {
        assertThat(PasswordRules.broken("password", "🐄".repeat(11))
                        .orElseThrow()
                        .message())
                .isEqualTo("password must have 12..128 characters, had 11");
        assertThat(PasswordRules.broken("password", "x y".repeat(43))
                        .orElseThrow()
                        .rule())
                .isEqualTo("length");
        assertThat(PasswordRules.broken("password", "correct horse\u0000battery")
                        .orElseThrow()
                        .rule())
                .isEqualTo("characters");
    }
}
