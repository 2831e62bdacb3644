package io.foodflow.notification.templates;

import io.foodflow.notification.templates.Mustache.Budget;
import io.foodflow.notification.templates.Rendered.NotRendered;
import io.foodflow.notification.templates.TemplateController.Texts;
import io.foodflow.platform.web.Fields;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Reads the fields of a request about a template and remembers every one that breaks a rule. Used once, by one thread. */
final class TemplateFields {

    private static final int LONGEST_SUBJECT = 300;
    private static final int LONGEST_TEXT = 20_000;
    private static final int LONGEST_HTML = 100_000;
    private static final int LONGEST_SHORT = 500;
    private static final int MOST_LANGUAGES = 50;
    private static final int LONGEST_TEXTS = 200_000;
    private static final int LONGEST_SAMPLE = 16_000;
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_.-]{0,79}");
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}(-[A-Z]{2})?");

    private final Fields fields = new Fields();

    String name(@Nullable String value) {
        var name = fields.line("name", value, 80);
        if (!name.isEmpty() && !NAME.matcher(name).matches()) {
            fields.add(
                    "name",
                    "form",
                    "name must be small letters, digits and _.-, as recall.opened, was '%s'"
                            .formatted(Fields.quoted(name)));
        }
        return name;
    }

    /** A language, if one is given. */
    @Nullable
    String language(String field, @Nullable String value) {
        if (value != null && !LANGUAGE.matcher(value).matches()) {
            fields.add(
                    field,
                    "language",
                    "%s must be a language as de or de-AT, was '%s'".formatted(field, Fields.quoted(value)));
        }
        return value;
    }

    /** What a template is to say; each text has to be filled in by the sample. */
    Wordings wordings(
            @Nullable String defaultLanguage,
            @Nullable Map<String, @Nullable Texts> texts,
            @Nullable Map<String, Object> sample) {
        var byLanguage = new TreeMap<String, Wordings.Texts>();
        var given = texts == null ? Map.<String, @Nullable Texts>of() : texts;
        if (given.isEmpty() || given.size() > MOST_LANGUAGES) {
            fields.add(
                    "texts",
                    "length",
                    "texts must have 1..%d languages, had %d".formatted(MOST_LANGUAGES, given.size()));
        }
        given.forEach((language, value) -> {
            language("texts." + Fields.quoted(language), language);
            byLanguage.put(language, texts("texts." + Fields.quoted(language), value));
        });
        var normal = defaultLanguage == null && byLanguage.size() == 1 ? byLanguage.firstKey() : defaultLanguage;
        if (normal == null) {
            fields.required("default_language");
        } else if (!byLanguage.containsKey(normal)) {
            fields.add(
                    "default_language",
                    "known-language",
                    "default_language must be one of %s, was '%s'"
                            .formatted(byLanguage.keySet(), Fields.quoted(normal)));
        }
        int length =
                byLanguage.values().stream().mapToInt(Wordings.Texts::length).sum();
        if (length > LONGEST_TEXTS) {
            fields.add(
                    "texts",
                    "length",
                    "texts must have up to %d characters together, had %d".formatted(LONGEST_TEXTS, length));
        }
        sample(sample);
        fields.check();
        var wordings = new Wordings(String.valueOf(normal), byLanguage, sample == null ? Map.of() : sample);
        var budget = new Budget();
        for (var language : byLanguage.keySet()) {
            try {
                Rendered.of(wordings, language, wordings.sample(), budget);
            } catch (NotRendered e) {
                var field = e.isOfTheData() ? "sample" : e.part();
                fields.add(
                        field,
                        e.isOfTheData() ? "fills-in" : "mustache",
                        e.isOfTheData()
                                ? "sample must fill in every text: %s, %s".formatted(e.part(), e.why())
                                : "%s, %s".formatted(e.part(), e.why()));
            }
        }
        fields.check();
        return wordings;
    }

    private void sample(@Nullable Map<String, Object> sample) {
        if (sample == null) {
            return;
        }
        int length = JSON.writeValueAsString(sample).length();
        if (length > LONGEST_SAMPLE) {
            fields.add(
                    "sample",
                    "length",
                    "sample must have up to %d characters of JSON, had %d".formatted(LONGEST_SAMPLE, length));
        }
        if (!Fields.isPlain(sample.toString().replaceAll("[\\n\\r\\t]", ""))) {
            fields.add("sample", "characters", "sample must not have control characters but tabs and line ends");
        }
    }

    private Wordings.Texts texts(String field, @Nullable Texts given) {
        if (given == null) {
            fields.required(field);
            return new Wordings.Texts("", "", null, null);
        }
        var html = given.html();
        if (html != null) {
            text(field + ".html", html, LONGEST_HTML);
        }
        if (given.shortText() != null) {
            text(field + ".short_text", given.shortText(), LONGEST_SHORT);
        }
        return new Wordings.Texts(
                fields.line(field + ".subject", given.subject(), LONGEST_SUBJECT),
                text(field + ".text", fields.present(field + ".text", given.text()), LONGEST_TEXT),
                html,
                given.shortText());
    }

    private String text(String field, String value, int longest) {
        if (value.length() > longest) {
            fields.add(
                    field,
                    "length",
                    "%s must have up to %d characters, had %d".formatted(field, longest, value.length()));
        } else if (!Fields.isPlain(value.replaceAll("[\\n\\r\\t]", ""))) {
            fields.add(
                    field, "characters", "%s must not have control characters but tabs and line ends".formatted(field));
        }
        return value;
    }

    void check() {
        fields.check();
    }
}
