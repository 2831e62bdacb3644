package io.foodflow.engine.epcis.gs1;

import org.jspecify.annotations.Nullable;

/** Tells the spellings of identifiers apart and leads each to its reader. */
final class Gs1Parser {

    private Gs1Parser() {}

    static Gs1Parse parse(String text) {
        return parse(text, true);
    }

    /** As {@link #parse(String)}; without {@code strict} wrong check digits pass. */
    static Gs1Parse parse(String text, boolean strict) {
        if (text.isEmpty()) {
            return new Gs1Parse.Invalid(Gs1Rule.URI, "", "identifier is empty; give a URI");
        }
        char first = text.charAt(0);
        if (first == '(' || first == ']' || first == '^' || first == ElementStrings.GROUP_SEPARATOR) {
            return ElementStrings.parse(text, strict);
        }
        if (text.regionMatches(true, 0, "urn:epc:", 0, 8)) {
            return EpcUrns.parse(text, strict);
        }
        if (text.regionMatches(true, 0, "http", 0, 4)) {
            Gs1Parse link = DigitalLinks.parse(text, strict);
            if (link != null) {
                return link;
            }
        }
        String fault = uriFault(text);
        return fault == null ? new Gs1Parse.Other(text) : new Gs1Parse.Invalid(Gs1Rule.URI, "", fault);
    }

    /** The key of {@code parts} already checked; the lot beside a serial is kept, the canonical URI omits it. */
    static Gs1Parse key(
            Ai primary, String value, @Nullable Ai qualifierAi, @Nullable String qualifier, @Nullable String lot) {
        StringBuilder uri = new StringBuilder(64)
                .append("https://id.gs1.org/")
                .append(primary.code())
                .append('/');
        Gs1Values.encode(uri, value);
        String code = null;
        if (qualifierAi != null && qualifier != null) {
            code = qualifierAi.code();
            uri.append('/').append(code).append('/');
            Gs1Values.encode(uri, qualifier);
        }
        return new Gs1Parse.Recognised(
                new Gs1Key(type(primary, qualifierAi), value, qualifier, code, lot, uri.toString()));
    }

    private static KeyType type(Ai primary, @Nullable Ai qualifier) {
        return switch (primary.code()) {
            case "00" -> KeyType.SSCC;
            case "01" -> {
                if (qualifier == Ai.LOT) {
                    yield KeyType.LGTIN;
                }
                if (qualifier == Ai.SERIAL) {
                    yield KeyType.SGTIN;
                }
                yield qualifier == Ai.TPX ? KeyType.UPUI : KeyType.GTIN;
            }
            case "253" -> KeyType.GDTI;
            case "255" -> KeyType.SGCN;
            case "401" -> KeyType.GINC;
            case "402" -> KeyType.GSIN;
            case "414" -> KeyType.SGLN;
            case "417" -> KeyType.PGLN;
            case "8003" -> KeyType.GRAI;
            case "8004" -> KeyType.GIAI;
            case "8006" -> KeyType.ITIP;
            case "8010" -> KeyType.CPI;
            case "8013" -> KeyType.GMN;
            case "8017" -> KeyType.GSRNP;
            default -> KeyType.GSRN;
        };
    }

    /** Why the text is no absolute URI or IRI, or null. After RFC 3986, section 4.3; letters beyond ASCII pass. */
    static @Nullable String uriFault(String text) {
        int colon = text.indexOf(':');
        boolean scheme = colon > 0 && isLetter(text.charAt(0));
        for (int i = 1; scheme && i < colon; i++) {
            char c = text.charAt(i);
            scheme = isLetter(c) || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
        }
        if (!scheme) {
            return "'%s' is no URI: it has no scheme such as urn: or https:; give an absolute URI"
                    .formatted(Gs1Values.clip(text));
        }
        if (colon == text.length() - 1) {
            return "'%s' is no URI: nothing follows the scheme".formatted(Gs1Values.clip(text));
        }
        for (int i = colon + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c == 0x7f || "\"<>\\^`{|}".indexOf(c) >= 0) {
                return "'%s' is no URI: character %d (U+%04X) must be percent-encoded"
                        .formatted(Gs1Values.clip(text), i + 1, (int) c);
            }
            if (c == '%'
                    && (i + 2 >= text.length()
                            || Character.digit(text.charAt(i + 1), 16) < 0
                            || Character.digit(text.charAt(i + 2), 16) < 0)) {
                return "'%s' is no URI: '%%' at character %d is not followed by two hexadecimal digits"
                        .formatted(Gs1Values.clip(text), i + 1);
            }
        }
        return null;
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
