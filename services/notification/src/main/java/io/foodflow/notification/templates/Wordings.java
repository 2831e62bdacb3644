package io.foodflow.notification.templates;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All that a version of a template says.
 *
 * @param defaultLanguage the one that is taken where there is none that fits
 * @param texts by language, as {@code de} or {@code de-AT}
 * @param sample data that fills in every text, for previews
 */
record Wordings(String defaultLanguage, Map<String, Texts> texts, Map<String, Object> sample) {

    Wordings {
        texts = Collections.unmodifiableMap(new TreeMap<>(texts));
        sample = Collections.unmodifiableMap(new TreeMap<>(sample));
    }

    /**
     * The texts of one language.
     *
     * @param html the same as the text; null where mail has the text alone
     * @param shortText for small screens; null for the subject
     */
    record Texts(
            String subject,
            String text,
            @Nullable String html,
            @Nullable String shortText) {

        /** Characters of all of them. */
        int length() {
            return subject.length()
                    + text.length()
                    + (html == null ? 0 : html.length())
                    + (shortText == null ? 0 : shortText.length());
        }
    }

    /** The language that fits best: itself, then without its region, then the default. */
    String fitting(@Nullable String wanted) {
        if (wanted == null) {
            return defaultLanguage;
        }
        if (texts.containsKey(wanted)) {
            return wanted;
        }
        int dash = wanted.indexOf('-');
        var general = dash < 0 ? wanted : wanted.substring(0, dash);
        return texts.containsKey(general) ? general : defaultLanguage;
    }
}
