package io.foodflow.identity.letters;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The languages that letters are written in. */
public enum Language {
    EN,
    DE,
    FR,
    ES;

    /** The one that the text names, by itself or as the first that a browser prefers; English for any other. */
    public static Language of(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return EN;
        }
        try {
            var ranges = Locale.LanguageRange.parse(text);
            var codes = Arrays.stream(values()).map(Language::code).toList();
            var found = Locale.lookupTag(ranges, codes);
            return found == null ? EN : valueOf(found.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            return EN;
        }
    }

    /** As {@code de}. */
    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    static Language ofCode(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
