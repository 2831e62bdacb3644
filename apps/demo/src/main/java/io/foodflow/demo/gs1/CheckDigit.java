package io.foodflow.demo.gs1;

/** The check digit of GS1 keys: weights 3 and 1 from the right, modulo 10 (GS1 General Specifications, 7.9). */
final class CheckDigit {
    private CheckDigit() {}

    /** The digits with their check digit behind them. */
    static String append(String digits) {
        int sum = 0;
        for (int i = digits.length() - 1, weight = 3; i >= 0; i--, weight = 4 - weight) {
            sum += weight * (digits.charAt(i) - '0');
        }
        return digits + (10 - sum % 10) % 10;
    }
}
