package io.foodflow.demo;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** GS1 keys as a reader understands them, written apart from the generator's own: URN to Digital Link, check digits. */
final class Keys {
    private static final Pattern URN =
            Pattern.compile("urn:epc:(?:id|class|idpat):(\\w+):(\\d+)\\.([^.]+)(?:\\.(.+))?");
    private static final Pattern LINK = Pattern.compile("https://id\\.gs1\\.org/(\\d+)/([^/]+)(/.*)?");

    private Keys() {}

    static String canonical(String id) {
        Matcher urn = URN.matcher(id);
        if (!urn.matches()) {
            return id;
        }
        String prefix = urn.group(2);
        String second = urn.group(3);
        String gs1 = "https://id.gs1.org/";
        return switch (urn.group(1)) {
            case "lgtin" -> gs1 + "01/" + indicated(prefix, second) + "/10/" + urn.group(4);
            case "sgtin" ->
                gs1 + "01/" + indicated(prefix, second) + ("*".equals(urn.group(4)) ? "" : "/21/" + urn.group(4));
            case "sscc" -> gs1 + "00/" + indicated(prefix, second);
            case "sgln" -> gs1 + "414/" + checked(prefix + second);
            case "pgln" -> gs1 + "417/" + checked(prefix + second);
            case "giai" -> gs1 + "8004/" + prefix + second;
            default -> throw new IllegalArgumentException(id);
        };
    }

    private static String indicated(String prefix, String reference) {
        return checked(reference.charAt(0) + prefix + reference.substring(1));
    }

    private static String checked(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            sum += (digits.charAt(digits.length() - 1 - i) - '0') * (i % 2 == 0 ? 3 : 1);
        }
        return digits + (sum % 10 == 0 ? 0 : 10 - sum % 10);
    }

    /** Whether a canonical identifier is a GS1 key of the right length with the right check digit. */
    static boolean valid(String canonical) {
        Matcher link = LINK.matcher(canonical);
        if (!link.matches()) {
            return false;
        }
        String key = link.group(2);
        int length = switch (link.group(1)) {
            case "01" -> 14;
            case "00" -> 18;
            case "414", "417" -> 13;
            case "8004" -> key.length();
            default -> -1;
        };
        boolean checkDigit = link.group(1).equals("8004")
                || checked(key.substring(0, key.length() - 1)).equals(key);
        return key.length() == length && checkDigit;
    }
}
