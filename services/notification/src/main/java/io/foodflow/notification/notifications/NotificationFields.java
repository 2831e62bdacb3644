package io.foodflow.notification.notifications;

import io.foodflow.notification.sending.Severity;
import io.foodflow.notification.templates.Rendered;
import io.foodflow.notification.templates.Templates;
import io.foodflow.platform.web.Fields;
import io.foodflow.platform.web.ProblemException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what notifications are made of and remembers every rule that is broken. Used once, by one thread. */
public final class NotificationFields {

    private static final int LONGEST_SUBJECT = 300;
    private static final int LONGEST_TEXT = 20_000;
    private static final int LONGEST_LINK = 500;
    private static final String MESSAGE = "message";
    private static final Pattern TOPIC = Pattern.compile("[a-z][a-z0-9_.-]{0,79}");
    private static final Pattern LINK = Pattern.compile("/app(/[A-Za-z0-9_.~%?=&/:-]*)?");
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}(-[A-Z]{2})?");

    private final Fields fields;

    /** Reads fields whose broken rules are remembered there. */
    public NotificationFields(Fields fields) {
        this.fields = fields;
    }

    /** What a notification is about; {@code message} where it does not say. */
    public String topic(@Nullable String value) {
        if (value != null && !TOPIC.matcher(value).matches()) {
            fields.add(
                    "topic",
                    "form",
                    "topic must be small letters, digits and _.-, as recall.opened, was '%s'"
                            .formatted(Fields.quoted(value)));
        }
        return value == null ? MESSAGE : value;
    }

    /** How much it matters; {@code info} where it does not say. */
    public Severity severity(@Nullable String value) {
        return value == null ? Severity.INFO : severityIfGiven(value).orElse(Severity.INFO);
    }

    /** A severity, if there is one. */
    Optional<Severity> severityIfGiven(@Nullable String value) {
        if (value == null) {
            return Optional.empty();
        }
        var known = Severity.find(value);
        if (known.isEmpty()) {
            fields.add(
                    "severity",
                    "known-severity",
                    "severity must be one of %s, was '%s'".formatted(Severity.texts(), Fields.quoted(value)));
        }
        return known;
    }

    /** A page of the workspace, if there is one. */
    public @Nullable String link(@Nullable String value) {
        if (value != null
                && (value.length() > LONGEST_LINK || !LINK.matcher(value).matches())) {
            fields.add(
                    "link",
                    "form",
                    "link must be a page of the workspace as /app/trace, of up to %d characters, was '%s'"
                            .formatted(LONGEST_LINK, Fields.quoted(value)));
        }
        return value;
    }

    /** A language, if there is one. */
    public @Nullable String language(@Nullable String value) {
        if (value != null && !LANGUAGE.matcher(value).matches()) {
            fields.add(
                    "language",
                    "language",
                    "language must be a language as de or de-AT, was '%s'".formatted(Fields.quoted(value)));
        }
        return value;
    }

    /** Words as somebody wrote them. */
    Rendered written(@Nullable String language, @Nullable String subject, @Nullable String text) {
        var line = fields.line("subject", subject, LONGEST_SUBJECT);
        var body = fields.present("text", text);
        if (body.length() > LONGEST_TEXT) {
            fields.add(
                    "text",
                    "length",
                    "text must have up to %d characters, had %d".formatted(LONGEST_TEXT, body.length()));
        } else if (!isPlain(body)) {
            fields.add("text", "characters", "text must not have control characters but tabs and line ends");
        }
        return new Rendered(language == null ? "en" : language, line, body, null, line);
    }

    private static boolean isPlain(Rendered words) {
        return Stream.of(words.subject(), words.text(), words.shortText(), Objects.requireNonNullElse(words.html(), ""))
                .allMatch(NotificationFields::isPlain);
    }

    private static boolean isPlain(String text) {
        return Fields.isPlain(text.replaceAll("[\\n\\r\\t]", ""));
    }

    /** Words of a template; null if there is none such, or it is not filled in by the data. */
    @Nullable
    Rendered filledIn(
            Templates templates, UUID template, @Nullable String language, @Nullable Map<String, Object> data) {
        try {
            var words = templates.fillIn(template, language, data == null ? Map.of() : data);
            if (words.isEmpty()) {
                fields.add(
                        "template_id",
                        "known-template",
                        "template_id must be the id of a template, was '%s'".formatted(template));
            }
            if (words.filter(filled -> !isPlain(filled)).isPresent()) {
                fields.add("data", "characters", "data must not have control characters but tabs and line ends");
            }
            return words.orElse(null);
        } catch (ProblemException e) {
            fields.add("data", "fills-in", String.valueOf(e.problem().detail()));
            return null;
        }
    }
}
