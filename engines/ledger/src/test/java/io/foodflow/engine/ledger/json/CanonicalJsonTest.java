package io.foodflow.engine.ledger.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foodflow.engine.ledger.json.JsonValue.JsonArray;
import io.foodflow.engine.ledger.json.JsonValue.JsonNull;
import io.foodflow.engine.ledger.json.JsonValue.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalJsonTest {

    private static String canonical(String json) {
        return CanonicalJson.text(CanonicalJson.parse(json, NumberRule.NEAREST));
    }

    /** The test data of the RFC's authors (github.com/cyberphone/json-canonicalization, testdata; Apache-2.0). */
    @Test
    void writesThePublishedVectors() {
        assertThat(canonical("[\n  56,\n  {\n    \"d\": true,\n    \"10\": null,\n    \"1\": [ ]\n  }\n]"))
                .isEqualTo("[56,{\"1\":[],\"10\":null,\"d\":true}]");
        assertThat(canonical("""
            {"peach": "This sorting order", "péché": "is wrong according to French",
             "pêche": "but canonicalization MUST", "sin":   "ingnore locale"}\
            """))
                .isEqualTo("{\"peach\":\"This sorting order\",\"péché\":\"is wrong according to French\","
                        + "\"pêche\":\"but canonicalization MUST\",\"sin\":\"ingnore locale\"}");
        assertThat(canonical("""
            {"1": {"f": {"f": "hi","F": 5} ,"\\n": 56.0}, "10": { }, "": "empty", "a": { }, "111": [ { } ], "A": { }}\
            """))
                .isEqualTo("{\"\":\"empty\",\"1\":{\"\\n\":56,\"f\":{\"F\":5,\"f\":\"hi\"}},\"10\":{},\"111\":[{}],"
                        + "\"A\":{},\"a\":{}}");
        assertThat(canonical("{\"Unnormalized Unicode\":\"\\u1e0d\\u0307\"}"))
                .isEqualTo("{\"Unnormalized Unicode\":\"\u1e0d\u0307\"}");
        assertThat(canonical("""
            {"numbers": [1E30, 4.50, 333333333.33333329, 2e-3, 0.000000000000000000000000001],
             "escaping": "\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\"\\/",
             "literals": [null, true, false]}\
            """))
                .isEqualTo("{\"escaping\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\",\"literals\":[null,true,false],"
                        + "\"numbers\":[1e+30,4.5,333333333.3333333,0.002,1e-27]}");
        assertThat(canonical("""
            {"\\u20ac": "Euro Sign", "1": "One", "\\u0080": "Control\\u007f", "\\ud83d\\ude02": "Smiley",
             "\\u00f6": "Latin Small Letter O With Diaeresis", "\\ufb33": "Hebrew Letter Dalet With Dagesh",
             "</script>": "Browser Challenge"}\
            """))
                .isEqualTo("{\"1\":\"One\",\"</script>\":\"Browser"
                        + " Challenge\",\"\u0080\":\"Control\u007f\",\"ö\":\"Latin Small Letter O With"
                        + " Diaeresis\",\"€\":\"Euro Sign\",\"\ud83d\ude02\":\"Smiley\",\"\ufb33\":\"Hebrew"
                        + " Letter Dalet With Dagesh\"}");
    }

    @Test
    void writesEachEscapeInItsShortestForm() {
        assertThat(canonical("\"\\b\\t\\n\\f\\r\\u0008\\u001F\\u0000\\/\\u00e9\""))
                .isEqualTo("\"\\b\\t\\n\\f\\r\\b\\u001f\\u0000/é\"");
    }

    @Test
    void bytesAreUtf8AndReadBackAsTheyWere() {
        byte[] bytes = "{\"a\":\"é😂\"}".getBytes(StandardCharsets.UTF_8);
        var value = CanonicalJson.parseCanonical(bytes);
        assertThat(CanonicalJson.bytes(value)).isEqualTo(bytes);
        assertThat(value).isEqualTo(JsonObject.empty().with("a", "é😂"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "}",
                "[",
                "[1",
                "[1,]",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{a:1}",
                "{\"a\":1,\"a\":2}",
                "01",
                "-",
                "+1",
                "1.",
                ".5",
                "1e",
                "1e+",
                "0x1",
                "1e400",
                "NaN",
                "Infinity",
                "tru",
                "nul",
                "True",
                "\"",
                "\"\\x\"",
                "\"\\u12\"",
                "\"\\u00g0\"",
                "\"a\nb\"",
                "\"\\ud800\"",
                "\"\\udc00\\ud800\"",
                "\"\\ud800a\"",
                "{\"\\ud800\":1}",
                "1 2",
                "[] []",
                "'a'",
                "\u00a01",
                "[1\u000b]",
                "\"a\\\nb\"",
                "\"a\\u0020\n\""
            })
    void refusesWhatIsNoJsonOrHasNoCanonicalForm(String text) {
        assertThatThrownBy(() -> CanonicalJson.parse(text, NumberRule.NEAREST))
                .isInstanceOf(MalformedJsonException.class);
    }

    @Test
    void refusesBytesThatAreNotUtf8() {
        assertThatThrownBy(() -> CanonicalJson.parse(new byte[] {'"', (byte) 0xC3, '"'}, NumberRule.NEAREST))
                .hasMessageContaining("must be UTF-8");
    }

    @Test
    void refusesToNestForEver() {
        assertThat(canonical("[".repeat(64) + "]".repeat(64))).hasSize(128);
        assertThatThrownBy(() -> canonical("[".repeat(65) + "]".repeat(65)))
                .hasMessageContaining("must not be nested deeper than 64");
        assertThatThrownBy(() -> canonical("[".repeat(1_000_000))).isInstanceOf(MalformedJsonException.class);
    }

    @Test
    void saysWhereAFaultIs() {
        assertThatThrownBy(() -> canonical("{\"a\":1,\"a\":2}"))
                .isInstanceOfSatisfying(
                        MalformedJsonException.class,
                        e -> assertThat(e.offset()).isEqualTo(7))
                .hasMessage("must not have a name twice (at character 7)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"b\":1,\"a\":2}", "[1, 2]", "1.0", "1E2", "\"\\u0041\"", "\"\\/\"", "\"\\u000F\"", "-0", " 1"
            })
    void knowsTheCanonicalFormFromOthers(String text) {
        assertThatThrownBy(() -> CanonicalJson.parseCanonical(text.getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("must be in the canonical form of RFC 8785");
    }

    @ParameterizedTest
    @CsvSource({
        "0.1, 0.1",
        "-0, 0",
        "12345.678, 12345.678",
        "9007199254740992, 9007199254740992",
        "1e21, 1e+21",
        "1.50, 1.5",
        "123456789012345678, ",
        "0.1234567890123456789, ",
        "1e-400, ",
        "1e-99999999, ",
        "333333333.33333329, "
    })
    void exactNumbersOnlyWhereAsked(String written, String canonical) {
        if (canonical == null) {
            assertThatThrownBy(() -> CanonicalJson.parse(written, NumberRule.EXACT))
                    .hasMessageContaining("write it as a text");
            assertThat(CanonicalJson.parse(written, NumberRule.NEAREST)).isInstanceOf(JsonValue.JsonNumber.class);
        } else {
            assertThat(CanonicalJson.text(CanonicalJson.parse(written, NumberRule.EXACT)))
                    .isEqualTo(canonical);
        }
    }

    @Test
    void valuesRefuseWhatJsonCannotSay() {
        assertThatThrownBy(() -> JsonValue.of(Double.NaN)).hasMessage("a number must be finite, was NaN");
        assertThatThrownBy(() -> JsonValue.of("\ud800")).hasMessageContaining("lone surrogates");
        assertThatThrownBy(() -> new JsonObject(Map.of("\udc00", new JsonNull())))
                .hasMessageContaining("lone surrogates");
    }

    @Test
    void objectsAreChangedByMakingAnother() {
        var one = JsonObject.empty().with("b", JsonValue.of(true)).with("a", "x");
        assertThat(CanonicalJson.text(one)).isEqualTo("{\"a\":\"x\",\"b\":true}");
        assertThat(one.without("b")
                        .with("c", new JsonArray(List.of(JsonValue.of(1))))
                        .members())
                .containsOnlyKeys("a", "c");
        assertThat(one.text("a")).contains("x");
        assertThat(one.text("b")).isEmpty();
        assertThat(one.get("z")).isEmpty();
    }
}
