package io.foodflow.identity.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {

    @Test
    void isTrimmedAndInLowerCase() {
        assertThat(EmailAddress.parse("  Anna.Berg@Example.COM ")).contains(new EmailAddress("anna.berg@example.com"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a@b.de",
                "o'neil+lab@sub.example.co.uk",
                "j\u00fcrgen@m\u00fcller.example",
                "x_y-z@1a-b.example",
                "_@example.com"
            })
    void takesAddressesOfEverydayUse(String address) {
        assertThat(EmailAddress.parse(address)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "anna",
                "anna@",
                "@example.com",
                "anna@localhost",
                "anna@@example.com",
                "an na@example.com",
                "anna@exa mple.com",
                "anna@-example.com",
                "anna@example-.com",
                ".anna@example.com",
                "anna.@example.com",
                "an..na@example.com",
                "anna@example..com",
                "anna@example.com.",
                "\"anna\"@example.com",
                "<anna@example.com>",
                "anna@example.com\0",
                "anna\n@example.com"
            })
    void refusesWhatIsNone(String text) {
        assertThat(EmailAddress.parse(text)).isEmpty();
    }

    @Test
    void refusesWhatIsTooLong() {
        assertThat(EmailAddress.parse("a".repeat(64) + "@example.com")).isPresent();
        assertThat(EmailAddress.parse("a".repeat(65) + "@example.com")).isEmpty();
        assertThat(EmailAddress.parse("a@" + "b23456789.".repeat(25) + "com")).isEmpty();
        assertThat(EmailAddress.parse("a".repeat(100_000) + "@example.com")).isEmpty();
    }

    @Test
    void cannotBeMadeInAnotherForm() {
        assertThatThrownBy(() -> new EmailAddress("anna")).isInstanceOf(IllegalArgumentException.class);
    }
}
