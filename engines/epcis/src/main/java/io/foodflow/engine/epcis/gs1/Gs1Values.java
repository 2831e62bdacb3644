package io.foodflow.engine.epcis.gs1;

import org.jspecify.annotations.Nullable;

/** Checks and spells the values of application identifiers. */
final class Gs1Values {

    /** Characters of the 82 that are written plainly in the path of a Digital Link; all others are percent-encoded. */
    private static final boolean[] PLAIN = new boolean[128];

    private static final boolean[] SET_82 = new boolean[128];
    private static final boolean[] SET_39 = new boolean[128];

    static {
        for (char c : CheckDigits.CHARSET_82.toCharArray()) {
            SET_82[c] = true;
            PLAIN[c] = true;
        }
        for (char c : "!\"%&()*+,/:<>?".toCharArray()) {
            PLAIN[c] = false;
        }
        for (char c : "#-/0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ".toCharArray()) {
            SET_39[c] = true;
        }
    }

    private Gs1Values() {}

    static boolean isDigits(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return false;
            }
        }
        return to > from;
    }

    private static boolean within(boolean[] set, String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 128 || !set[c]) {
                return false;
            }
        }
        return true;
    }

    /** The first broken rule, or null; check digits only when {@code strict}. */
    static Gs1Parse.@Nullable Invalid check(Ai ai, String value, boolean strict) {
        int length = value.length();
        if (length < ai.minLength() || length > ai.maxLength()) {
            String range =
                    ai.minLength() == ai.maxLength() ? "" + ai.minLength() : ai.minLength() + ".." + ai.maxLength();
            return new Gs1Parse.Invalid(
                    Gs1Rule.LENGTH,
                    ai.code(),
                    "value '%s' of AI (%s) must have %s characters, has %d; complete or correct it"
                            .formatted(clip(value), ai.code(), range, length));
        }
        boolean allowed = switch (ai.charset()) {
            case DIGITS -> isDigits(value, 0, length);
            case CSET_82 -> within(SET_82, value, 0);
            case CSET_39 -> within(SET_39, value, 0);
            case DIGITS_THEN_82 -> isDigits(value, 0, ai.checkAt()) && within(SET_82, value, ai.checkAt());
            case DIGITS_THEN_DIGITS -> isDigits(value, 0, length);
            case MODEL -> length > 6 && isDigits(value, 0, 4) && within(SET_82, value, 4);
        };
        if (!allowed) {
            return new Gs1Parse.Invalid(
                    Gs1Rule.CHARSET,
                    ai.code(),
                    "value '%s' of AI (%s) has a character that is not allowed there; use %s"
                            .formatted(clip(value), ai.code(), allowedWords(ai)));
        }
        return strict ? checkDigit(ai, value) : null;
    }

    private static String allowedWords(Ai ai) {
        return switch (ai.charset()) {
            case DIGITS, DIGITS_THEN_DIGITS -> "digits";
            case CSET_82 -> "letters, digits and !\"%&'()*+,-./:;<=>?_";
            case CSET_39 -> "capital letters, digits and #-/";
            case DIGITS_THEN_82 -> ai.checkAt() + " digits, then letters, digits and !\"%&'()*+,-./:;<=>?_";
            case MODEL -> "a company prefix, a model reference and two check characters";
        };
    }

    private static Gs1Parse.@Nullable Invalid checkDigit(Ai ai, String value) {
        if (ai.checkAt() > 0) {
            char expected = CheckDigits.digit(value, 0, ai.checkAt() - 1);
            if (value.charAt(ai.checkAt() - 1) != expected) {
                return new Gs1Parse.Invalid(
                        Gs1Rule.CHECK_DIGIT,
                        ai.code(),
                        "check digit of '%s' in AI (%s) must be %c, was %c; look for a mistyped digit"
                                .formatted(value, ai.code(), expected, value.charAt(ai.checkAt() - 1)));
            }
        } else if (ai.charset() == Ai.Charset.MODEL) {
            String expected = CheckDigits.pair(value.substring(0, value.length() - 2));
            if (expected == null || !value.endsWith(expected)) {
                return new Gs1Parse.Invalid(
                        Gs1Rule.CHECK_DIGIT,
                        ai.code(),
                        "check pair of '%s' in AI (8013) must be %s; look for a mistyped character"
                                .formatted(value, expected));
            }
        }
        return null;
    }

    /** Appends {@code value} as the path segment of a Digital Link. */
    static void encode(StringBuilder out, String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < 128 && PLAIN[c]) {
                out.append(c);
            } else {
                out.append('%')
                        .append(Character.toUpperCase(Character.forDigit(c >> 4 & 15, 16)))
                        .append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
            }
        }
    }

    /** Percent-decodes; null when an escape is broken or is no ASCII character. */
    static @Nullable String decode(String text) {
        int at = text.indexOf('%');
        if (at < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length()).append(text, 0, at);
        for (int i = at; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '%') {
                out.append(c);
                continue;
            }
            if (i + 2 >= text.length()) {
                return null;
            }
            int high = Character.digit(text.charAt(i + 1), 16);
            int low = Character.digit(text.charAt(i + 2), 16);
            if (high < 0 || low < 0 || high > 7) {
                return null;
            }
            out.append((char) (high << 4 | low));
            i += 2;
        }
        return out.toString();
    }

    static String clip(String text) {
        return text.length() <= 80 ? text : text.substring(0, 77) + "...";
    }
}
