package io.foodflow.notification.templates;

import io.foodflow.notification.templates.Mustache.Budget;
import io.foodflow.notification.templates.Mustache.MustacheException;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.HtmlUtils;

/**
 * A template filled in.
 *
 * @param language whose texts were taken
 * @param html null where the template has none
 */
public record Rendered(
        String language,
        String subject,
        String text,
        @Nullable String html,
        String shortText) {

    private static final int LONGEST_LINE = 300;

    /** Why a template cannot be filled in: the part, as {@code texts.de.subject}, and the reason. */
    static final class NotRendered extends Exception {

        private static final long serialVersionUID = 1L;

        private final String part;
        private final boolean ofTheData;

        private NotRendered(String part, MustacheException why) {
            super(why.why(), null, false, false);
            this.part = part;
            this.ofTheData = why.isOfTheData();
        }

        String part() {
            return part;
        }

        boolean isOfTheData() {
            return ofTheData;
        }

        String why() {
            return String.valueOf(getMessage());
        }
    }

    /**
     * Fills in the texts of the language that fits best.
     *
     * @param budget for all that one request fills in
     */
    static Rendered of(Wordings wordings, @Nullable String wanted, Map<String, Object> data, Budget budget)
            throws NotRendered {
        var language = wordings.fitting(wanted);
        var texts = Objects.requireNonNull(wordings.texts().get(language), language);
        var at = "texts.%s.".formatted(language);
        var subject = oneLine(filled(at + "subject", texts.subject(), data, UnaryOperator.identity(), budget));
        if (subject.isEmpty()) {
            throw new NotRendered(at + "subject", MustacheException.ofTheData("which would be empty"));
        }
        var shortText = texts.shortText() == null
                ? subject
                : filled(at + "short_text", texts.shortText(), data, UnaryOperator.identity(), budget);
        return new Rendered(
                language,
                subject,
                filled(at + "text", texts.text(), data, UnaryOperator.identity(), budget),
                texts.html() == null
                        ? null
                        : filled(
                                at + "html", texts.html(), data, value -> HtmlUtils.htmlEscape(value, "UTF-8"), budget),
                shortText);
    }

    private static String filled(
            String part, String text, Map<String, Object> data, UnaryOperator<String> escape, Budget budget)
            throws NotRendered {
        try {
            return Mustache.parse(text).render(data, escape, budget);
        } catch (MustacheException e) {
            throw new NotRendered(part, e);
        }
    }

    /** Data may have line ends, which a subject must not. */
    private static String oneLine(String text) {
        var line = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.codePointCount(0, line.length()) <= LONGEST_LINE
                ? line
                : line.substring(0, line.offsetByCodePoints(0, LONGEST_LINE - 1)) + "…";
    }
}
