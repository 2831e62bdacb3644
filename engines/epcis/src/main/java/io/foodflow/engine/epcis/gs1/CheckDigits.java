package io.foodflow.engine.epcis.gs1;

/**
 * Check digits and check characters of GS1 keys, after the GS1 General Specifications, sections 7.9.1 (digits, modulo 10
 * with weights 3 and 1 from the right) and 7.9.5 (pairs of characters, modulo 1021 with prime weights from the right,
 * written in base 32). Linear in the length of the key.
 */
public final class CheckDigits {

    /** The 82 characters of AI values in the order that gives each its number. */
    static final String CHARSET_82 =
            "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";

    private static final String PAIR_CHARS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    private static final int[] PRIMES = {
        2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83
    };

    private CheckDigits() {}

    /** The check digit for the {@code length} digits of {@code digits} from {@code start}. */
    static char digit(CharSequence digits, int start, int length) {
        int sum = 0;
        for (int i = length - 1, weight = 3; i >= 0; i--, weight = 4 - weight) {
            sum += (digits.charAt(start + i) - '0') * weight;
        }
        return (char) ('0' + (10 - sum % 10) % 10);
    }

    /**
     * The check digit that belongs behind {@code digits}.
     *
     * @throws IllegalArgumentException when a character is no digit
     */
    public static char digit(String digits) {
        for (int i = 0; i < digits.length(); i++) {
            if (digits.charAt(i) < '0' || digits.charAt(i) > '9') {
                throw new IllegalArgumentException("a check digit needs digits 0..9, was '" + digits + "'");
            }
        }
        return digit(digits, 0, digits.length());
    }

    /** The check pair that belongs behind {@code model}, at most 23 characters of the GS1 set of 82; null for others. */
    static @org.jspecify.annotations.Nullable String pair(String model) {
        if (model.length() > PRIMES.length) {
            return null;
        }
        int sum = 0;
        for (int i = model.length() - 1, p = 0; i >= 0; i--, p++) {
            int value = CHARSET_82.indexOf(model.charAt(i));
            if (value < 0) {
                return null;
            }
            sum += value * PRIMES[p];
        }
        sum %= 1021;
        return "" + PAIR_CHARS.charAt(sum >> 5) + PAIR_CHARS.charAt(sum & 31);
    }
}
