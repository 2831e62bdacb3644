package io.foodflow.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class IdentifiersTest {
    private static final Pattern IDENTIFIER = Pattern.compile("\"((?:urn:epc:|https://id\\.gs1\\.org/)[^\"]+)\"");
    private static final Pattern TRANSACTION = Pattern.compile("urn:epcglobal:cbv:bt:(\\d+):");

    private static Set<String> all() {
        Set<String> all = new TreeSet<>();
        for (DemoDocument document : Story.OF_SEED_7.documents) {
            Matcher matcher = IDENTIFIER.matcher(new String(document.json(), StandardCharsets.UTF_8));
            while (matcher.find()) {
                all.add(matcher.group(1));
            }
        }
        return all;
    }

    @Test
    void everyKeyHasItsLengthAndCheckDigit() {
        assertThat(all())
                .hasSizeGreaterThan(3000)
                .allSatisfy(
                        id -> assertThat(Keys.valid(Keys.canonical(id))).as(id).isTrue());
    }

    @Test
    void everyKeyIsOfThePrefixesKeptForExamples() {
        assertThat(all())
                .allSatisfy(id -> assertThat(Keys.canonical(id))
                        .matches("https://id\\.gs1\\.org/(01/0952|00/0952|414/952|417/952|8004/952).*"));
    }

    @Test
    void theGlnsOfBusinessDocumentsHaveTheirCheckDigits() {
        Set<String> glns = new HashSet<>();
        for (DemoDocument document : Story.OF_SEED_7.documents) {
            Matcher matcher = TRANSACTION.matcher(new String(document.json(), StandardCharsets.UTF_8));
            while (matcher.find()) {
                glns.add(matcher.group(1));
            }
        }
        assertThat(glns)
                .hasSizeGreaterThan(50)
                .allSatisfy(gln -> assertThat(Keys.valid("https://id.gs1.org/414/" + gln))
                        .as(gln)
                        .isTrue());
    }

    @Test
    void theSameLotsAreNamedInBothForms() {
        Map<String, Set<String>> forms = new HashMap<>();
        all().stream()
                .filter(id -> Keys.canonical(id).contains("/10/"))
                .forEach(id -> forms.computeIfAbsent(Keys.canonical(id), key -> new HashSet<>())
                        .add(id));
        assertThat(forms.values().stream().filter(spellings -> spellings.size() == 2))
                .hasSizeGreaterThan(500);
        assertThat(forms.get(Story.FACTS.contamination().lot())).hasSize(2);
    }

    @Test
    void aLotCodeMayHoldASlash() {
        assertThat(all())
                .anyMatch(id -> id.startsWith("urn:") && id.contains("KB%2F"))
                .anyMatch(id -> id.startsWith("https:") && id.contains("/10/KB%2F"));
    }

    @Test
    void someLotCodesAreThoseOfSeveralProducts() {
        Map<String, Set<String>> products = new HashMap<>();
        for (String id : all()) {
            String lot = Keys.canonical(id);
            if (lot.contains("/10/")) {
                products.computeIfAbsent(lot.substring(lot.indexOf("/10/")), key -> new HashSet<>())
                        .add(Story.product(lot));
            }
        }
        assertThat(products.values()).anyMatch(sharing -> sharing.size() > 1);
        assertThat(products.get("/10/" + DemoFacts.CONTAMINATED_LOT_CODE)).hasSize(1);
        assertThat(List.copyOf(products.keySet())).anyMatch(code -> code.matches("/10/KV\\d{5}-\\d{2}"));
    }
}
