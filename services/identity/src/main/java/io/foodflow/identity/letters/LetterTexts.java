package io.foodflow.identity.letters;

import io.foodflow.platform.mail.MailMessage;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.web.util.HtmlUtils;

/**
 * Writes letters: the same words as plain text and as HTML, from one file of texts for each language. Thread-safe.
 */
final class LetterTexts {

    private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");

    private final Map<Language, Properties> texts = new EnumMap<>(Language.class);

    LetterTexts() {
        for (var language : Language.values()) {
            texts.put(language, read(language));
        }
    }

    MailMessage write(UUID id, LetterOrder order, Addressee addressee, String tenant, String link) {
        var page = new Page(
                Objects.requireNonNull(texts.get(order.language())),
                order.purpose().name().toLowerCase(Locale.ROOT),
                Map.of(
                        "name",
                        addressee.name(),
                        "tenant",
                        tenant,
                        "sender",
                        addressee.sender() == null ? tenant : addressee.sender()));
        return new MailMessage(
                id,
                addressee.email(),
                order.language().code(),
                oneLine(page.say("subject")),
                page.text(link),
                page.html(order.language(), link));
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ").strip();
    }

    private static Properties read(Language language) {
        var file = "letters_%s.properties".formatted(language.code());
        var properties = new Properties();
        try (var in = Objects.requireNonNull(LetterTexts.class.getResourceAsStream(file), file)) {
            properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            return properties;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /** The words of one letter. */
    private record Page(Properties words, String letter, Map<String, String> values) {

        String say(String part) {
            var words = Objects.requireNonNull(this.words.getProperty(letter + '.' + part), letter + '.' + part);
            return PLACE.matcher(words)
                    .replaceAll(place -> Matcher.quoteReplacement(
                            Objects.requireNonNull(values.get(place.group(1)), place.group(1))));
        }

        String greeting() {
            var name = Objects.requireNonNull(values.get("name"));
            var key = name.isBlank() ? "greeting.nobody" : "greeting";
            return words.getProperty(key).replace("{name}", name);
        }

        String text(String link) {
            return """
                    %s

                    %s

                    %s:
                    %s

                    %s

                    %s
                    """.formatted(greeting(), say("body"), say("button"), link, say("validity"), signature());
        }

        String html(Language language, String link) {
            return """
                    <!doctype html>
                    <html lang="%s"><head><meta charset="utf-8"><title>%s</title></head>
                    <body style="margin:0;padding:32px 16px;background:#f4f6f8;font:16px/1.5 Inter,Arial,sans-serif;color:#1c2733">
                    <div style="max-width:520px;margin:0 auto;padding:32px;background:#ffffff;border:1px solid #d9e0e7;border-radius:6px">
                    <p style="margin:0 0 16px">%s</p>
                    <p style="margin:0 0 24px">%s</p>
                    <p style="margin:0 0 24px"><a href="%s" style="display:inline-block;padding:10px 20px;background:#135200;color:#ffffff;text-decoration:none;border-radius:6px;font-weight:600">%s</a></p>
                    <p style="margin:0 0 8px;font-size:13px;color:#52606d">%s</p>
                    <p style="margin:0;font-size:13px;color:#52606d;word-break:break-all">%s</p>
                    </div>
                    <p style="max-width:520px;margin:16px auto 0;font-size:13px;color:#52606d">%s</p>
                    </body></html>
                    """.formatted(
                            language.code(),
                            escaped(say("subject")),
                            escaped(greeting()),
                            escaped(say("body")),
                            escaped(link),
                            escaped(say("button")),
                            escaped(say("validity")),
                            escaped(link),
                            escaped(signature()));
        }

        private String signature() {
            return words.getProperty("signature").replace("{tenant}", Objects.requireNonNull(values.get("tenant")));
        }

        private static String escaped(String text) {
            return HtmlUtils.htmlEscape(text, "UTF-8");
        }
    }
}
