package io.foodflow.engine.epcis.gs1;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads EPC URNs (EPC Tag Data Standard 2.0, section 6): instances {@code urn:epc:id:}, lots {@code urn:epc:class:} and
 * classes {@code urn:epc:idpat:}. The URN splits the key behind the company prefix and has no check digit; the key is
 * put together again and the digit computed, so that the Digital Link of the same thing is equal.
 */
final class EpcUrns {

    private static final Pattern BIC = Pattern.compile("[A-Z]{3}[JUZ][0-9]{7}");
    private static final Pattern ADI =
            Pattern.compile("[A-HJ-NP-Z0-9]{5,6}\\.(?:%23|%2F|[A-Z0-9-]){0,32}\\.(?:%23|%2F|[A-Z0-9-]){1,30}");
    private static final Pattern USDOD = Pattern.compile("[A-HJ-NP-Z0-9]{5,6}\\.[0-9]{1,11}");
    private static final Pattern GID = Pattern.compile("[0-9]{1,9}\\.[0-9]{1,8}\\.[0-9]{1,11}");
    private static final Pattern IMOVN = Pattern.compile("[0-9]{7}");

    private EpcUrns() {}

    static Gs1Parse parse(String urn, boolean strict) {
        int colon = urn.indexOf(':', 8);
        String kind = colon < 0 ? "" : urn.substring(8, colon).toLowerCase(Locale.ROOT);
        return switch (kind) {
            case "id" -> scheme(urn, colon + 1, false, strict);
            case "class" -> scheme(urn, colon + 1, false, strict);
            case "idpat" -> scheme(urn, colon + 1, true, strict);
            case "tag", "pat", "raw" -> other(urn);
            default ->
                new Gs1Parse.Invalid(
                        Gs1Rule.SCHEME,
                        "",
                        "'%s' is no EPC URN; urn:epc: is followed by id:, class: or idpat:"
                                .formatted(Gs1Values.clip(urn)));
        };
    }

    private static Gs1Parse other(String urn) {
        String fault = Gs1Parser.uriFault(urn);
        return fault == null ? new Gs1Parse.Other(urn) : new Gs1Parse.Invalid(Gs1Rule.URI, "", fault);
    }

    private static Gs1Parse scheme(String urn, int from, boolean pattern, boolean strict) {
        int colon = urn.indexOf(':', from);
        if (colon < 0) {
            return structure(urn, "the scheme is followed by nothing");
        }
        String scheme = urn.substring(from, colon).toLowerCase(Locale.ROOT);
        boolean isClass = urn.regionMatches(true, 8, "class:", 0, 6);
        if (isClass != "lgtin".equals(scheme)) {
            return structure(urn, isClass ? "urn:epc:class: knows lgtin only" : "lgtin belongs to urn:epc:class:");
        }
        String body = urn.substring(colon + 1);
        Pattern own = switch (scheme) {
            case "bic" -> BIC;
            case "adi" -> ADI;
            case "usdod" -> USDOD;
            case "gid" -> GID;
            case "imovn" -> IMOVN;
            default -> null;
        };
        if (own != null) {
            return pattern || own.matcher(body).matches()
                    ? other(urn)
                    : structure(urn, "the parts must match " + own.pattern());
        }
        List<String> parts = split(body);
        if (pattern && parts.size() >= 2 && "*".equals(parts.get(1))) {
            return Gs1Values.isDigits(parts.get(0), 0, parts.get(0).length()) || "*".equals(parts.get(0))
                    ? other(urn)
                    : structure(urn, "the company prefix must be digits or *");
        }
        return keyed(urn, scheme, parts, pattern, strict);
    }

    private static List<String> split(String body) {
        List<String> parts = new ArrayList<>(5);
        int start = 0;
        for (int dot = body.indexOf('.'); dot >= 0; dot = body.indexOf('.', start)) {
            parts.add(body.substring(start, dot));
            start = dot + 1;
        }
        parts.add(body.substring(start));
        return parts;
    }

    private static Gs1Parse keyed(String urn, String scheme, List<String> parts, boolean pattern, boolean strict) {
        return switch (scheme) {
            case "sgtin" -> gtin(urn, parts, pattern, Ai.SERIAL, strict);
            case "lgtin" -> gtin(urn, parts, pattern, Ai.LOT, strict);
            case "upui" -> gtin(urn, parts, pattern, Ai.TPX, strict);
            case "itip" -> itip(urn, parts, pattern, strict);
            case "sscc" -> whole(urn, parts, Ai.SSCC, 17, true);
            case "gsrn" -> whole(urn, parts, Ai.GSRN, 17, false);
            case "gsrnp" -> whole(urn, parts, Ai.GSRNP, 17, false);
            case "gsin" -> whole(urn, parts, Ai.GSIN, 16, false);
            case "pgln" -> whole(urn, parts, Ai.PARTY, 12, false);
            case "sgln" -> sgln(urn, parts, pattern, strict);
            case "grai" -> serialised(urn, parts, pattern, Ai.GRAI, "0", 16, strict);
            case "gdti" -> serialised(urn, parts, pattern, Ai.GDTI, "", 17, strict);
            case "sgcn" -> serialised(urn, parts, pattern, Ai.GCN, "", 12, strict);
            case "giai" -> reference(urn, parts, Ai.GIAI, strict);
            case "ginc" -> reference(urn, parts, Ai.GINC, strict);
            case "cpi" -> cpi(urn, parts, pattern, strict);
            default ->
                new Gs1Parse.Invalid(
                        Gs1Rule.SCHEME,
                        "",
                        "'%s' has the unknown EPC scheme '%s'; use sgtin, lgtin, sscc, sgln, pgln, grai, giai, gdti or"
                                        .formatted(Gs1Values.clip(urn), Gs1Values.clip(scheme))
                                + " another of the EPC Tag Data Standard");
        };
    }

    /** Company prefix and reference must be digits, the prefix 6..12 of them, {@code total} together. */
    private static @Nullable Gs1Parse digits(String urn, List<String> parts, int total) {
        String prefix = parts.get(0);
        String reference = parts.get(1);
        if (prefix.length() < 6 || prefix.length() > 12 || !Gs1Values.isDigits(prefix, 0, prefix.length())) {
            return structure(urn, "the company prefix must have 6..12 digits, was '" + Gs1Values.clip(prefix) + "'");
        }
        boolean plain = reference.isEmpty() || Gs1Values.isDigits(reference, 0, reference.length());
        if (!plain || prefix.length() + reference.length() != total) {
            return structure(
                    urn,
                    "company prefix '%s' and reference '%s' must have %d digits together"
                            .formatted(prefix, Gs1Values.clip(reference), total));
        }
        return null;
    }

    private static @Nullable Gs1Parse count(String urn, List<String> parts, int expected) {
        return parts.size() == expected
                ? null
                : structure(urn, "there must be %d parts between dots, were %d".formatted(expected, parts.size()));
    }

    /** Joins the parts from {@code from}: a serial may hold dots. */
    private static String rest(List<String> parts, int from) {
        return parts.size() == from + 1 ? parts.get(from) : String.join(".", parts.subList(from, parts.size()));
    }

    private static String gtin14(List<String> parts) {
        String prefix = parts.get(0);
        String item = parts.get(1);
        String body = item.charAt(0) + prefix + item.substring(1);
        return body + CheckDigits.digit(body, 0, 13);
    }

    private static Gs1Parse gtin(String urn, List<String> parts, boolean pattern, Ai qualifier, boolean strict) {
        Gs1Parse fault = parts.size() < 3 ? count(urn, parts, 3) : digits(urn, parts, 13);
        if (fault != null) {
            return fault;
        }
        String gtin = gtin14(parts);
        String text = rest(parts, 2);
        if (pattern && "*".equals(text)) {
            return Gs1Parser.key(Ai.GTIN, gtin, null, null, null);
        }
        return qualified(Ai.GTIN, gtin, qualifier, text, strict);
    }

    private static Gs1Parse qualified(Ai primary, String key, Ai qualifier, String text, boolean strict) {
        String value = Gs1Values.decode(text);
        if (value == null) {
            return new Gs1Parse.Invalid(
                    Gs1Rule.CHARSET,
                    qualifier.code(),
                    "'%s' has a broken percent escape; write %%2F for a slash and alike"
                            .formatted(Gs1Values.clip(text)));
        }
        Gs1Parse fault = Gs1Values.check(qualifier, value, strict);
        return fault != null ? fault : Gs1Parser.key(primary, key, qualifier, value, null);
    }

    private static Gs1Parse itip(String urn, List<String> parts, boolean pattern, boolean strict) {
        Gs1Parse fault = parts.size() < 5 ? count(urn, parts, 5) : digits(urn, parts, 13);
        if (fault != null) {
            return fault;
        }
        String piece = parts.get(2) + parts.get(3);
        if (parts.get(2).length() != 2 || piece.length() != 4 || !Gs1Values.isDigits(piece, 0, 4)) {
            return structure(urn, "piece and total must have two digits each");
        }
        String key = gtin14(parts) + piece;
        String text = rest(parts, 4);
        return pattern && "*".equals(text)
                ? Gs1Parser.key(Ai.ITIP, key, null, null, null)
                : qualified(Ai.ITIP, key, Ai.SERIAL, text, strict);
    }

    private static Gs1Parse whole(String urn, List<String> parts, Ai ai, int total, boolean extensionDigit) {
        Gs1Parse fault = count(urn, parts, 2);
        fault = fault != null ? fault : digits(urn, parts, total);
        if (fault != null) {
            return fault;
        }
        String prefix = parts.get(0);
        String reference = parts.get(1);
        String body = extensionDigit ? reference.charAt(0) + prefix + reference.substring(1) : prefix + reference;
        return Gs1Parser.key(ai, body + CheckDigits.digit(body, 0, total), null, null, null);
    }

    private static Gs1Parse sgln(String urn, List<String> parts, boolean pattern, boolean strict) {
        Gs1Parse fault = parts.size() < 3 ? count(urn, parts, 3) : digits(urn, parts, 12);
        if (fault != null) {
            return fault;
        }
        String body = parts.get(0) + parts.get(1);
        String gln = body + CheckDigits.digit(body, 0, 12);
        String text = rest(parts, 2);
        return "0".equals(text) || (pattern && "*".equals(text))
                ? Gs1Parser.key(Ai.LOC, gln, null, null, null)
                : qualified(Ai.LOC, gln, Ai.EXTENSION, text, strict);
    }

    private static Gs1Parse serialised(
            String urn, List<String> parts, boolean pattern, Ai ai, String lead, int maxSerial, boolean strict) {
        Gs1Parse fault = parts.size() < 3 ? count(urn, parts, 3) : digits(urn, parts, 12);
        if (fault != null) {
            return fault;
        }
        String body = lead + parts.get(0) + parts.get(1);
        String key = body + CheckDigits.digit(body, 0, body.length());
        String text = rest(parts, 2);
        if (pattern && "*".equals(text)) {
            return Gs1Parser.key(ai, key, null, null, null);
        }
        String serial = Gs1Values.decode(text);
        if (serial == null || serial.isEmpty() || serial.length() > maxSerial) {
            return new Gs1Parse.Invalid(
                    Gs1Rule.LENGTH,
                    ai.code(),
                    "serial '%s' must have 1..%d characters".formatted(Gs1Values.clip(text), maxSerial));
        }
        fault = Gs1Values.check(ai, key + serial, strict);
        return fault != null ? fault : Gs1Parser.key(ai, key + serial, null, null, null);
    }

    private static Gs1Parse reference(String urn, List<String> parts, Ai ai, boolean strict) {
        if (parts.size() < 2) {
            return structure(urn, "there must be a company prefix and a reference between dots");
        }
        String prefix = parts.get(0);
        if (prefix.length() < 6 || prefix.length() > 12 || !Gs1Values.isDigits(prefix, 0, prefix.length())) {
            return structure(urn, "the company prefix must have 6..12 digits, was '" + Gs1Values.clip(prefix) + "'");
        }
        String reference = Gs1Values.decode(rest(parts, 1));
        if (reference == null || reference.isEmpty()) {
            return structure(urn, "the reference behind the company prefix is empty or has a broken escape");
        }
        Gs1Parse fault = Gs1Values.check(ai, prefix + reference, strict);
        return fault != null ? fault : Gs1Parser.key(ai, prefix + reference, null, null, null);
    }

    private static Gs1Parse cpi(String urn, List<String> parts, boolean pattern, boolean strict) {
        Gs1Parse fault = count(urn, parts, 3);
        if (fault != null) {
            return fault;
        }
        Gs1Parse part = reference(urn, parts.subList(0, 2), Ai.CPID, strict);
        String serial = parts.get(2);
        return part instanceof Gs1Parse.Recognised(Gs1Key key) && !(pattern && "*".equals(serial))
                ? qualified(Ai.CPID, key.primary(), Ai.CPID_SERIAL, serial, strict)
                : part;
    }

    /** The application identifier that the scheme of the URN stands for; empty when it has none. */
    private static String aiOf(String urn) {
        String[] parts = urn.toLowerCase(Locale.ROOT).split(":", 5);
        return switch (parts.length > 3 ? parts[3] : "") {
            case "sgtin", "lgtin", "upui" -> "01";
            case "itip" -> "8006";
            case "sgln" -> "414";
            case "pgln" -> "417";
            case "sscc" -> "00";
            case "gsrn" -> "8018";
            case "gsrnp" -> "8017";
            case "gsin" -> "402";
            case "grai" -> "8003";
            case "gdti" -> "253";
            case "sgcn" -> "255";
            case "giai" -> "8004";
            case "ginc" -> "401";
            case "cpi" -> "8010";
            default -> "";
        };
    }

    private static Gs1Parse structure(String urn, String why) {
        return new Gs1Parse.Invalid(
                Gs1Rule.STRUCTURE, aiOf(urn), "'%s' is no sound EPC URN: %s".formatted(Gs1Values.clip(urn), why));
    }
}
