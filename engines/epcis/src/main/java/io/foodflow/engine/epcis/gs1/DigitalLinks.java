package io.foodflow.engine.epcis.gs1;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads GS1 Digital Link URIs (URI Syntax 1.2 and later, uncompressed; also the short names of 1.0 and 1.1). The key is
 * found by its application identifier in the path of any domain. Data attributes (the query) and the consumer product
 * variant do not identify, so they are dropped; beside a serial the lot is kept apart.
 */
final class DigitalLinks {

    private DigitalLinks() {}

    /** Null when the URI is no Digital Link. */
    static @Nullable Gs1Parse parse(String uri, boolean strict) {
        int path = pathStart(uri);
        if (path < 0) {
            return null;
        }
        boolean official = uri.regionMatches(true, uri.indexOf("//") + 2, "id.gs1.org/", 0, 11);
        int end = uri.length();
        for (int i = path; i < end; i++) {
            char c = uri.charAt(i);
            if (c == '?' || c == '#') {
                end = i;
            }
        }
        List<String> segments = split(uri, path, end);
        for (int i = segments.size() - 2; i >= 0; i--) {
            Ai primary = Ai.primary(segments.get(i));
            if (primary != null && qualifiersOnly(segments, i, primary)) {
                Gs1Parse parse = read(segments, i, primary, strict);
                return official || likely(segments.get(i + 1), primary, segments.size() - i) ? parse : null;
            }
        }
        return official && !segments.isEmpty()
                ? new Gs1Parse.Invalid(
                        Gs1Rule.STRUCTURE,
                        "",
                        "'%s' is on id.gs1.org but has no GS1 key with its qualifiers in the path; write"
                                        .formatted(Gs1Values.clip(uri))
                                + " https://id.gs1.org/01/{GTIN}/10/{lot} or alike")
                : null;
    }

    private static int pathStart(String uri) {
        int authority =
                uri.regionMatches(true, 0, "https://", 0, 8) ? 8 : uri.regionMatches(true, 0, "http://", 0, 7) ? 7 : -1;
        return authority < 0 ? -1 : uri.indexOf('/', authority);
    }

    private static List<String> split(String uri, int path, int end) {
        List<String> segments = new ArrayList<>(6);
        int start = path + 1;
        while (start < end) {
            int slash = uri.indexOf('/', start);
            int stop = slash < 0 || slash > end ? end : slash;
            segments.add(uri.substring(start, stop));
            start = stop + 1;
        }
        return segments;
    }

    /** Whether what follows the key is pairs of a qualifier of this key and a value. */
    private static boolean qualifiersOnly(List<String> segments, int at, Ai primary) {
        for (int i = at + 2; i < segments.size(); i += 2) {
            Ai qualifier = Ai.qualifier(segments.get(i));
            if (qualifier == null || !qualifier.qualifies(primary) || i + 1 == segments.size()) {
                return false;
            }
        }
        return true;
    }

    /** On a foreign domain a path may look like a key by chance: a key begins with at least four digits. */
    private static boolean likely(String value, Ai primary, int segments) {
        return value.length() > 4 && Gs1Values.isDigits(value, 0, 4) && (segments > 2 || plausible(value, primary));
    }

    private static boolean plausible(String value, Ai primary) {
        return primary.charset() != Ai.Charset.DIGITS
                || (value.length() >= 8 && Gs1Values.isDigits(value, 0, value.length()));
    }

    private static Gs1Parse read(List<String> segments, int at, Ai primary, boolean strict) {
        String value = Gs1Values.decode(segments.get(at + 1));
        if (value == null) {
            return brokenEscape(segments.get(at + 1));
        }
        if (primary == Ai.GTIN) {
            value = padGtin(value);
        }
        Gs1Parse.Invalid fault = Gs1Values.check(primary, value, strict);
        String lot = null;
        String finest = null;
        Ai finestAi = null;
        for (int i = at + 2; fault == null && i < segments.size(); i += 2) {
            Ai ai = Ai.qualifier(segments.get(i));
            String text = Gs1Values.decode(segments.get(i + 1));
            if (ai == null || text == null) {
                return brokenEscape(segments.get(i + 1));
            }
            fault = Gs1Values.check(ai, text, strict);
            if (ai == Ai.LOT) {
                lot = text;
            } else if (!ai.describesOnly()) {
                finest = text;
                finestAi = ai;
            }
        }
        if (fault != null) {
            return fault;
        }
        if (finest == null && lot != null) {
            return Gs1Parser.key(primary, value, Ai.LOT, lot, null);
        }
        if (finestAi == Ai.EXTENSION && "0".equals(finest)) {
            return Gs1Parser.key(primary, value, null, null, null);
        }
        return Gs1Parser.key(primary, value, finestAi, finest, lot);
    }

    private static Gs1Parse brokenEscape(String segment) {
        return new Gs1Parse.Invalid(
                Gs1Rule.CHARSET,
                "",
                "'%s' has a percent escape that is no ASCII character; write %%2F for a slash and alike"
                        .formatted(Gs1Values.clip(segment)));
    }

    /** GTIN-8, GTIN-12 and GTIN-13 as 14 digits; anything else as it is. */
    static String padGtin(String value) {
        return switch (value.length()) {
            case 8 -> "000000" + value;
            case 12 -> "00" + value;
            case 13 -> "0" + value;
            default -> value;
        };
    }
}
