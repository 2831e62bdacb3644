package io.foodflow.engine.epcis.internal;

import java.math.BigDecimal;

/**
 * Brings numbers to the one spelling of the event hash: the reference implementation reads every value that looks like a
 * number as a 64-bit float and writes it back, whole ones without a fraction, others as Python does. So {@code 26.0}
 * becomes {@code 26}, {@code 007} becomes {@code 7}, {@code 1_000} becomes {@code 1000}, and very long digit strings
 * lose what a float cannot hold.
 */
final class Numbers {

    private Numbers() {}

    /** The canonical number, or the text itself when it is none. */
    static String canonical(String text) {
        if (!isNumber(text)) {
            return text;
        }
        double value = Double.parseDouble(text.indexOf('_') < 0 ? text : text.replace("_", ""));
        if (Double.isInfinite(value)) {
            return text;
        }
        if (value == Math.rint(value)) {
            return Math.abs(value) < 1e15
                    ? Long.toString((long) value)
                    : new BigDecimal(value).toBigInteger().toString();
        }
        BigDecimal shortest = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        int exponent = shortest.precision() - shortest.scale() - 1;
        if (exponent >= -4) {
            return shortest.toPlainString();
        }
        String digits = shortest.unscaledValue().abs().toString();
        return (value < 0 ? "-" : "")
                + digits.charAt(0)
                + (digits.length() > 1 ? "." + digits.substring(1) : "")
                + "e-"
                + (exponent > -10 ? "0" : "")
                + -exponent;
    }

    /** Sign, digits with single underscores between, fraction, exponent: what Python's float() takes. */
    private static boolean isNumber(String t) {
        int n = t.length();
        int i = n > 0 && (t.charAt(0) == '+' || t.charAt(0) == '-') ? 1 : 0;
        int whole = digits(t, i);
        int at = whole < 0 ? i : whole;
        boolean some = whole >= 0;
        if (at < n && t.charAt(at) == '.') {
            int fraction = digits(t, at + 1);
            some |= fraction >= 0;
            at = fraction < 0 ? at + 1 : fraction;
        }
        if (!some) {
            return false;
        }
        if (at < n && (t.charAt(at) == 'e' || t.charAt(at) == 'E')) {
            at++;
            if (at < n && (t.charAt(at) == '+' || t.charAt(at) == '-')) {
                at++;
            }
            at = digits(t, at);
        }
        return at == n;
    }

    /** Where the run of digits that starts here ends, or -1. */
    private static int digits(String t, int from) {
        int i = from;
        while (i < t.length()) {
            char c = t.charAt(i);
            boolean digit = c >= '0' && c <= '9';
            boolean joint = c == '_'
                    && i > from
                    && i + 1 < t.length()
                    && Character.isDigit(t.charAt(i + 1))
                    && t.charAt(i - 1) != '_';
            if (!digit && !joint) {
                break;
            }
            i++;
        }
        return i == from ? -1 : i;
    }
}
