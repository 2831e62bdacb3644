package io.foodflow.engine.ledger.json;

import java.math.BigDecimal;

/**
 * {@code Number::toString} of ECMAScript 2023 (section 6.1.6.1.20) for finite numbers, which RFC 8785 takes over: the
 * fewest digits that name the number, and of those with as few the nearest.
 *
 * <p>The JDK's own conversion finds the same digits since version 19 (R. Giulietti, <em>The Schubfach way to render
 * doubles</em>, 2020), with one difference: it never gives fewer than two, and then takes the nearest of two digits where
 * a single one would do, as in {@code 4.9E-324} for {@code 5e-324}. So where it gives two, one is tried.
 */
final class EcmaScriptNumber {

    private static final long EXACT_INTEGERS = 1L << 53;
    private static final int LARGEST_PLAIN = 21;
    private static final int SMALLEST_PLAIN = -6;

    private EcmaScriptNumber() {}

    static String text(double value) {
        if (value == Math.rint(value) && Math.abs(value) < EXACT_INTEGERS) {
            return Long.toString((long) value);
        }
        var sign = value < 0 ? "-" : "";
        double magnitude = Math.abs(value);
        var shortest = new BigDecimal(Double.toString(magnitude)).stripTrailingZeros();
        if (shortest.precision() == 2) {
            shortest = singleDigit(shortest, magnitude);
        }
        return sign + spelled(shortest.unscaledValue().toString(), shortest.precision() - shortest.scale());
    }

    /** The nearest number of one digit that is read as the value, or what it was when there is none. */
    private static BigDecimal singleDigit(BigDecimal two, double value) {
        int digits = two.unscaledValue().intValueExact();
        var down = BigDecimal.valueOf(digits / 10, two.scale() - 1);
        var up = BigDecimal.valueOf(digits / 10 + 1, two.scale() - 1).stripTrailingZeros();
        boolean downFits = down.doubleValue() == value;
        boolean upFits = up.doubleValue() == value;
        if (downFits && upFits) {
            var exact = new BigDecimal(value);
            upFits = up.subtract(exact).compareTo(exact.subtract(down)) < 0;
        }
        return upFits ? up : downFits ? down : two;
    }

    /** Spells {@code 0.digits * 10^point}. */
    private static String spelled(String digits, int point) {
        int count = digits.length();
        if (count <= point && point <= LARGEST_PLAIN) {
            return digits + "0".repeat(point - count);
        }
        if (point > 0 && point <= LARGEST_PLAIN) {
            return digits.substring(0, point) + "." + digits.substring(point);
        }
        if (point > SMALLEST_PLAIN && point <= 0) {
            return "0." + "0".repeat(-point) + digits;
        }
        int exponent = point - 1;
        return digits.charAt(0)
                + (count > 1 ? "." + digits.substring(1) : "")
                + (exponent < 0 ? "e-" : "e+")
                + Math.abs(exponent);
    }
}
