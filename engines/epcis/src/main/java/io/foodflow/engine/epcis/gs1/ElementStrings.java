package io.foodflow.engine.epcis.gs1;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads element strings: with brackets, {@code (01)04012345111118(10)A1}, or as a scanner sends them, with a group
 * separator (or {@code ^}, or a symbology identifier such as {@code ]C1}) in front.
 */
final class ElementStrings {

    static final char GROUP_SEPARATOR = 0x1d;

    private ElementStrings() {}

    static Gs1Parse parse(String text, boolean strict) {
        Map<String, String> values = text.charAt(0) == '(' ? bracketed(text) : scanned(text);
        if (values == null) {
            return new Gs1Parse.Invalid(
                    Gs1Rule.STRUCTURE,
                    "",
                    "'%s' is no element string; write (01)04012345111118(10)A1 or alike"
                            .formatted(Gs1Values.clip(text)));
        }
        for (Map.Entry<String, String> value : values.entrySet()) {
            Ai primary = primary(value.getKey());
            if (primary != null) {
                return key(primary, value.getValue(), values, strict);
            }
        }
        return new Gs1Parse.Invalid(
                Gs1Rule.STRUCTURE,
                "",
                "'%s' has no primary key; begin with (01), (00), (414), (8003) or another key"
                        .formatted(Gs1Values.clip(text)));
    }

    /** Only by number; the short names belong to links. */
    private static @Nullable Ai primary(String code) {
        return code.charAt(0) <= '9' ? Ai.primary(code) : null;
    }

    private static Gs1Parse key(Ai primary, String text, Map<String, String> values, boolean strict) {
        String value = primary == Ai.GTIN ? DigitalLinks.padGtin(text) : text;
        Gs1Parse.Invalid fault = Gs1Values.check(primary, value, strict);
        String lot = null;
        String finest = null;
        Ai finestAi = null;
        for (Map.Entry<String, String> other : values.entrySet()) {
            Ai ai = Ai.qualifier(other.getKey());
            if (fault != null || ai == null || !ai.qualifies(primary)) {
                continue;
            }
            fault = Gs1Values.check(ai, other.getValue(), strict);
            if (ai == Ai.LOT) {
                lot = other.getValue();
            } else if (!ai.describesOnly()) {
                finest = other.getValue();
                finestAi = ai;
            }
        }
        if (fault != null) {
            return fault;
        }
        return finest == null && lot != null
                ? Gs1Parser.key(primary, value, Ai.LOT, lot, null)
                : Gs1Parser.key(primary, value, finestAi, finest, lot);
    }

    private static @Nullable Map<String, String> bracketed(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        int at = 0;
        while (at < text.length()) {
            int close = text.indexOf(')', at);
            if (text.charAt(at) != '('
                    || close < at + 3
                    || close > at + 5
                    || !Gs1Values.isDigits(text, at + 1, close)) {
                return null;
            }
            int next = nextBracket(text, close + 1);
            if (next == close + 1
                    || values.put(text.substring(at + 1, close), text.substring(close + 1, next)) != null) {
                return null;
            }
            at = next;
        }
        return values;
    }

    /** The next "(digits)" from here, or the end: values may hold brackets of their own. */
    private static int nextBracket(String text, int from) {
        for (int i = text.indexOf('(', from); i >= 0; i = text.indexOf('(', i + 1)) {
            int close = text.indexOf(')', i);
            if (close >= i + 3 && close <= i + 5 && Gs1Values.isDigits(text, i + 1, close)) {
                return i;
            }
        }
        return text.length();
    }

    private static @Nullable Map<String, String> scanned(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        int at = text.charAt(0) == ']' ? 3 : 0;
        while (at < text.length()) {
            if (isSeparator(text.charAt(at))) {
                at++;
                continue;
            }
            Ai ai = at(text, at);
            if (ai == null) {
                return values.isEmpty() ? null : values;
            }
            int start = at + ai.code().length();
            int end = start;
            while (end < text.length()
                    && !isSeparator(text.charAt(end))
                    && (ai.minLength() != ai.maxLength() || end - start < ai.maxLength())) {
                end++;
            }
            if (values.put(ai.code(), text.substring(start, end)) != null) {
                return null;
            }
            at = end;
        }
        return values.isEmpty() ? null : values;
    }

    private static boolean isSeparator(char c) {
        return c == GROUP_SEPARATOR || c == '^';
    }

    private static @Nullable Ai at(String text, int at) {
        for (int length = 4; length >= 2; length--) {
            if (at + length <= text.length()) {
                String code = text.substring(at, at + length);
                if (Gs1Values.isDigits(code, 0, length)) {
                    Ai ai = Ai.primary(code);
                    if (ai == null) {
                        ai = Ai.qualifier(code);
                    }
                    if (ai != null) {
                        return ai;
                    }
                }
            }
        }
        return null;
    }
}
