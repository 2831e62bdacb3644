package io.foodflow.identity.passwords;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foodflow.platform.web.Problem.FieldError;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class PasswordsTest {

    private final Passwords passwords = new Passwords(new PasswordSettings(4), new SecureRandom());

    @Test
    void acceptsThePasswordThatWasStoredAndNoOther() {
        var stored = passwords.hash("correct horse");
        assertThat(stored).contains("$2a$04$").doesNotContain("correct horse");
        assertThat(passwords.matches("correct horse", stored)).isTrue();
        assertThat(passwords.matches("correct horsf", stored)).isFalse();
        assertThat(passwords.matches("", stored)).isFalse();
    }

    @Test
    void tellsPasswordsApartThatDifferOnlyBeyondBcryptsSeventyTwoBytes() {
        var start = "x".repeat(100);
        var stored = passwords.hash(start + "a");
        assertThat(passwords.matches(start + "b", stored)).isFalse();
        assertThat(passwords.matches(start + "a", stored)).isTrue();
    }

    @Test
    void doesNotStopAtAZeroCharacter() {
        assertThat(passwords.matches("abc\0defgh", passwords.hash("abc\0xxxxx")))
                .isFalse();
    }

    @Test
    void takesTheSameLettersWrittenInAnotherUnicodeForm() {
        assertThat(passwords.matches("Pa\u0308sse\u0301 12345", passwords.hash("P\u00e4ss\u00e9 12345")))
                .isTrue();
    }

    @Test
    void saltsEachHash() {
        assertThat(passwords.hash("correct horse")).isNotEqualTo(passwords.hash("correct horse"));
    }

    @Test
    void neverMatchesAnAccountThatDoesNotExist() {
        assertThat(passwords.matches("nobody's", null)).isFalse();
    }

    @Test
    void takesAsLongForAnAccountThatDoesNotExist() {
        try (var slow = new Passwords(new PasswordSettings(9), new SecureRandom())) {
            var stored = slow.hash("correct horse");
            nanos(slow, stored);
            long known = nanos(slow, stored);
            long unknown = nanos(slow, null);
            assertThat(unknown).isBetween(known / 3, known * 3);
        }
    }

    private static long nanos(Passwords passwords, String stored) {
        long fastest = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            long start = System.nanoTime();
            passwords.matches("wrong one", stored);
            fastest = Math.min(fastest, System.nanoTime() - start);
        }
        return fastest;
    }

    @Test
    void refusesAStoredFormItDoesNotKnow() {
        assertThatThrownBy(() -> passwords.matches("x", "plain")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void refusesAStrengthThatIsTooLowOrTooHigh() {
        assertThatThrownBy(() -> new PasswordSettings(3)).hasMessageContaining("4..16, was 3");
        assertThatThrownBy(() -> new PasswordSettings(17)).hasMessageContaining("4..16, was 17");
    }

    @Test
    void countsCharactersAndNotBytes() {
        assertThat(PasswordRules.broken("password", "\uD83D\uDC04 in the barn")).isEmpty();
        assertThat(PasswordRules.broken("password", "\uD83D\uDC04" + "moo ".repeat(31) + "end"))
                .isEmpty();
        assertThat(rule("\uD83D\uDC04".repeat(11))).isEqualTo("length");
        assertThat(rule("x".repeat(129))).isEqualTo("length");
    }

    @Test
    void refusesControlCharactersAndHalfCharacters() {
        assertThat(rule("abcdefgh ijkl\0")).isEqualTo("characters");
        assertThat(rule("abcdefgh ijkl\uD83D")).isEqualTo("characters");
    }

    @Test
    void neverRepeatsThePassword() {
        assertThat(PasswordRules.broken("password", "secret!").orElseThrow().message())
                .doesNotContain("secret!")
                .isEqualTo("password must have 12..128 characters, had 7");
    }

    private static String rule(String password) {
        return PasswordRules.broken("password", password).map(FieldError::rule).orElse("none");
    }
}
