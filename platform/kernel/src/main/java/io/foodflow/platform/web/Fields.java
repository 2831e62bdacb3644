package io.foodflow.platform.web;

import io.foodflow.platform.web.Problem.FieldError;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of one request and remembers every rule that one of them breaks, so that the caller hears of all at
 * once. Made for one request, used by one thread.
 */
public final class Fields {

    private static final int LONGEST_QUOTE = 80;

    private final List<FieldError> errors = new ArrayList<>();

    /** Remembers a broken rule. */
    public void add(String field, String rule, String message) {
        errors.add(new FieldError(field, rule, message));
    }

    /** Remembers a broken rule. */
    public void add(FieldError error) {
        errors.add(error);
    }

    /** Whether no rule was broken so far. */
    public boolean sound() {
        return errors.isEmpty();
    }

    /** Remembers that a field which must be there is not. */
    public void required(String field) {
        add(field, "required", "%s is required".formatted(field));
    }

    /** A text as it was given, which must be there; empty if it is not. */
    public String present(String field, @Nullable String value) {
        if (value == null || value.isBlank()) {
            required(field);
            return "";
        }
        return value;
    }

    /** A line of text that must be there, without the blanks around it; empty if it is not. */
    public String line(String field, @Nullable String value, int longest) {
        return lineBetween(field, present(field, value), "1..%d".formatted(longest), longest);
    }

    /** A line of text, without the blanks around it, that may be empty or left out. */
    public @Nullable String lineIfGiven(String field, @Nullable String value, int longest) {
        return value == null ? null : lineBetween(field, value, "up to %d".formatted(longest), longest);
    }

    private String lineBetween(String field, String value, String allowed, int longest) {
        var text = value.strip();
        if (text.length() > longest) {
            add(field, "length", "%s must have %s characters, had %d".formatted(field, allowed, text.length()));
        } else if (!isPlain(text)) {
            add(field, "characters", "%s must not have control characters".formatted(field));
        }
        return text;
    }

    /** Ends the request if any field broke a rule. */
    public void check() {
        if (!errors.isEmpty()) {
            throw new ProblemException(Problems.invalid(errors));
        }
    }

    /** Whether a text has neither control characters nor halves of characters. */
    public static boolean isPlain(String text) {
        return text.codePoints()
                .noneMatch(point -> Character.isISOControl(point) || Character.getType(point) == Character.SURROGATE);
    }

    /** A caller's text, short enough to be said back. */
    public static String quoted(@Nullable String text) {
        var known = String.valueOf(text);
        return known.length() > LONGEST_QUOTE ? known.substring(0, LONGEST_QUOTE) + "…" : known;
    }
}
