package io.foodflow.identity.letters;

import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.identity.links.Purpose;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LetterTextsTest {

    private final LetterTexts texts = new LetterTexts();

    @ParameterizedTest
    @MethodSource("letters")
    void saysTheSameInTextAndHtml(Purpose purpose, Language language) {
        var addressee = new Addressee("anna@example.com", "Anna", "Ben Muster");
        var letter = texts.write(
                UUID.randomUUID(),
                new LetterOrder(purpose, UUID.randomUUID(), language),
                addressee,
                "Alp & Tal",
                "https://x.example/app/p#ffi_1");
        assertThat(letter.subject()).isNotBlank().doesNotContain("{");
        assertThat(letter.text())
                .contains("Anna", "Alp & Tal", "https://x.example/app/p#ffi_1")
                .doesNotContain("{");
        assertThat(letter.html())
                .contains("lang=\"" + language.code() + "\"", "Anna", "Alp &amp; Tal", "https://x.example/app/p#ffi_1")
                .doesNotContain("Alp & Tal");
        assertThat(letter.language()).isEqualTo(language.code());
    }

    @Test
    void keepsNamesFromBecomingMarkupOrHeaders() {
        var addressee = new Addressee("a@example.com", "<b>\"x\"", "Eve\r\nBcc: a@b.de {name}");
        var letter = texts.write(
                UUID.randomUUID(),
                new LetterOrder(Purpose.INVITATION, UUID.randomUUID(), Language.EN),
                addressee,
                "T",
                "/app#x");
        assertThat(letter.subject()).isEqualTo("Eve Bcc: a@b.de {name} invites you to T on FoodFlow");
        assertThat(letter.html()).contains("&lt;b&gt;&quot;x&quot;").doesNotContain("<b>");
    }

    @Test
    void greetsThoseWhoseNameIsNotKnown() {
        var letter = texts.write(
                UUID.randomUUID(),
                new LetterOrder(Purpose.INVITATION, UUID.randomUUID(), Language.DE),
                new Addressee("a@example.com", "", null),
                "Alp",
                "/app#x");
        assertThat(letter.text()).startsWith("Guten Tag,").contains("Alp hat Sie eingeladen");
    }

    private static Stream<Arguments> letters() {
        return Stream.of(Purpose.INVITATION, Purpose.PASSWORD_RESET, Purpose.EMAIL_VERIFICATION)
                .flatMap(purpose -> Arrays.stream(Language.values()).map(language -> Arguments.of(purpose, language)));
    }
}
