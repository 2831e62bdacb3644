package io.foodflow.notification.templates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foodflow.notification.templates.Mustache.Budget;
import io.foodflow.notification.templates.Mustache.MustacheException;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

class MustacheTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static String rendered(String template, String data) throws MustacheException {
        Map<String, Object> map = JSON.readValue(data, new TypeReference<>() {});
        return Mustache.parse(template).render(map, value -> value.replace("<", "&lt;"), new Budget());
    }

    /** After the examples of the language's manual and its specification. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "Hello|{}|Hello",
                "Hello {{name}}, {{ name }}!|{\"name\":\"Anna\"}|Hello Anna, Anna!",
                "{{n}} kg, {{ok}}|{\"n\":1.5,\"ok\":true}|1.5 kg, true",
                "{{text}}|{\"text\":\"<b>{{n}}\"}|&lt;b>{{n}}",
                "a{{! a comment }}b|{}|ab",
                "{{#lots}}[{{code}}]{{/lots}}|{\"lots\":[{\"code\":\"A\"},{\"code\":\"B\"}]}|[A][B]",
                "{{#lots}}{{.}};{{/lots}}|{\"lots\":[1,2]}|1;2;",
                "{{#lots}}x{{/lots}}{{^lots}}none{{/lots}}|{\"lots\":[]}|none",
                "{{#held}}held{{/held}}{{^held}}free{{/held}}|{\"held\":false}|free",
                "{{#held}}held{{/held}}|{\"held\":true}|held",
                "{{#note}}({{.}}){{/note}}|{\"note\":\"\"}|",
                "{{#note}}({{.}}){{/note}}|{\"note\":\"x\"}|(x)",
                "{{lot.product.name}}|{\"lot\":{\"product\":{\"name\":\"Milk\"}}}|Milk",
                "{{#lot}}{{code}} of {{plant}}{{/lot}}|{\"lot\":{\"code\":\"A\"},\"plant\":\"P\"}|A of P",
                "{{#a}}{{#b}}{{x}}{{y}}{{/b}}{{/a}}|{\"a\":{\"x\":1},\"b\":[{\"y\":2},{\"y\":3}]}|1213",
                "{{n}}|{\"n\":12345678.9}|12345678.9",
                "{{n}}|{\"n\":0.0005}|0.0005",
                "{{n}}|{\"n\":-1e21}|-1000000000000000000000",
                "{{n}}|{\"n\":12345678901234567890}|12345678901234567890",
                "{{#lots}}{{code}}{{/lots}}|{\"code\":\"OUTER\",\"lots\":[{}]}|OUTER",
                "} } { {|{}|} } { {"
            })
    void fillsIn(String template, String data, String expected) throws MustacheException {
        assertThat(rendered(template, data)).isEqualTo(expected == null ? "" : expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{{name|line 1: a tag begins with {{ and does not end",
                "{{#a}}x|line 1: {{#a}} is not closed",
                "{{^a}}x|line 1: {{^a}} is not closed",
                "x{{/a}}|line 1: {{/a}} closes nothing that is open",
                "{{#a}}{{/b}}|line 1: {{/b}} closes nothing that is open",
                "{{}}|is none of the tags",
                "{{{name}}}|is none of the tags",
                "{{& name}}|is none of the tags",
                "{{> letter}}|is none of the tags",
                "{{=<% %>=}}|is none of the tags",
                "{{a b}}|is none of the tags",
                "{{a()}}|is none of the tags",
                "{{a..b}}|is none of the tags"
            })
    void saysWhatIsNoTemplate(String template, String why) {
        assertThatThrownBy(() -> Mustache.parse(template)).hasMessageContaining(why);
    }

    @Test
    void namesTheLine() {
        assertThatThrownBy(() -> Mustache.parse("a\nb\n{{#x}}\n")).hasMessage("line 3: {{#x}} is not closed");
        assertThatThrownBy(() -> rendered("a\n\n{{lot}}", "{}")).hasMessage("line 3: {{lot}} is not in the data");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{{lot}}|{}",
                "{{lot}}|{\"lot\":null}",
                "{{#lots}}{{code}}{{/lots}}|{\"code\":\"OUTER\",\"lots\":[{\"code\":null}]}",
                "{{#lots}}{{lot.code}}{{/lots}}|{\"lot\":{\"code\":\"OUTER\"},\"lots\":[{\"lot\":{}}]}",
                "{{#lots}}{{.}}{{/lots}}|{\"lots\":[null]}",
                "{{lot.code}}|{\"lot\":{}}",
                "{{lot.code}}|{\"lot\":\"A\",\"code\":\"B\"}",
                "{{#lots}}{{/lots}}|{}",
                "{{^lots}}{{/lots}}|{}",
                "{{lot.length}}|{\"lot\":\"A\"}",
                "{{lot.class}}|{\"lot\":\"A\"}",
                "{{class}}|{}",
                "{{getClass}}|{}",
                "{{lots.size}}|{\"lots\":[1]}",
                "{{entrySet}}|{}"
            })
    void knowsTheDataByNameAlone(String template, String data) {
        assertThatThrownBy(() -> rendered(template, data)).hasMessageContaining("is not in the data");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{{lot}}|{\"lot\":{}}", "{{lot}}|{\"lot\":[1]}", "{{lot}}|{\"lot\":1e999}"})
    void writesNoObjects(String template, String data) {
        assertThatThrownBy(() -> rendered(template, data)).hasMessageContaining("needs a text");
    }

    @Test
    void boundsItsWorkAndItsLength() throws MustacheException {
        var many = Map.of("a", Collections.nCopies(1_000, 1));
        var loops = Mustache.parse("{{#a}}{{#a}}{{#a}}{{/a}}{{/a}}{{/a}}");
        assertThatThrownBy(() -> loops.render(many, UnaryOperator.identity(), new Budget()))
                .hasMessageContaining("too long");
        var large = Map.of("a", Collections.nCopies(1_000, "x".repeat(1_000)));
        assertThatThrownBy(
                        () -> Mustache.parse("{{#a}}{{.}}{{/a}}").render(large, UnaryOperator.identity(), new Budget()))
                .hasMessageContaining("too long");
        assertThatThrownBy(() -> Mustache.parse("{{#a}}".repeat(11) + "{{/a}}".repeat(11)))
                .hasMessageContaining("more than 10 deep");
        assertThat(Mustache.parse("{{#a}}".repeat(10) + "x" + "{{/a}}".repeat(10))
                        .render(Map.of("a", true), UnaryOperator.identity(), new Budget()))
                .isEqualTo("x");
    }

    @Test
    void boundsItsLengthAfterTheLastPartToo() throws MustacheException {
        var quotes = Map.of("x", "<".repeat(100_000));
        var one = Mustache.parse("{{x}}");
        assertThat(one.render(quotes, UnaryOperator.identity(), new Budget())).hasSize(100_000);
        assertThatThrownBy(() -> one.render(quotes, value -> value.replace("<", "&lt;"), new Budget()))
                .hasMessageContaining("too long");
    }

    @Test
    void boundsItsNames() throws MustacheException {
        var ten = "a" + ".a".repeat(9);
        assertThat(rendered("{{%s}}".formatted(ten), "{\"a\":".repeat(10) + "1" + "}".repeat(10)))
                .isEqualTo("1");
        assertThatThrownBy(() -> Mustache.parse("{{%s.a}}".formatted(ten)))
                .hasMessage("line 1: the name in {{%s.a}} must go through up to 10 objects, went through 11"
                        .formatted(ten));
        assertThat(rendered("{{%s}}".formatted("a".repeat(100)), "{\"%s\":1}".formatted("a".repeat(100))))
                .isEqualTo("1");
        assertThatThrownBy(() -> Mustache.parse("{{%s}}".formatted("a".repeat(101))))
                .hasMessageContaining("must have up to 100 characters, had 101");
        assertThatThrownBy(() -> Mustache.parse("{{#a%s}}".formatted(".a".repeat(3_000))))
                .hasMessageContaining("must have up to 100 characters, had 6001");
    }

    @Test
    void boundsTheWorkForAllTextsTogether() throws MustacheException {
        var budget = new Budget();
        var items = Map.of("l", Collections.nCopies(20_000, 1));
        var once = Mustache.parse("{{#l}}{{.}}{{/l}}");
        assertThat(once.render(items, UnaryOperator.identity(), budget)).hasSize(20_000);
        once.render(items, UnaryOperator.identity(), budget);
        assertThatThrownBy(() -> once.render(items, UnaryOperator.identity(), budget))
                .hasMessageContaining("too long");
    }

    @Test
    void takesTheLanguageThatFitsBest() {
        var texts = new Wordings.Texts("s", "t", null, null);
        var wordings = new Wordings("en", Map.of("en", texts, "de", texts, "de-AT", texts), new HashMap<>());
        assertThat(List.of(
                        wordings.fitting("de-AT"),
                        wordings.fitting("de-CH"),
                        wordings.fitting("fr"),
                        wordings.fitting(null)))
                .containsExactly("de-AT", "de", "en", "en");
    }
}
