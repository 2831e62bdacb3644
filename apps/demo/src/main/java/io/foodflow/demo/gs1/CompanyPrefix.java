package io.foodflow.demo.gs1;

/**
 * A GS1 company prefix. All prefixes of the demo start with 952, which GS1 keeps for demonstrations and examples: none
 * belongs to a company.
 *
 * @param digits 7 to 9 digits
 */
public record CompanyPrefix(String digits) {
    private static final String DOMAIN = "https://id.gs1.org";

    public CompanyPrefix {
        if (!digits.matches("952\\d{4,6}")) {
            throw new IllegalArgumentException("company prefix must be 952 and 4..6 digits more, was " + digits);
        }
    }

    /** The trade item with this reference, indicator digit 0. */
    public Gtin tradeItem(int reference) {
        return new Gtin(this, "0" + padded(reference, 12 - digits.length()));
    }

    /** The place or party with this reference. */
    public Gln location(int reference) {
        return new Gln(this, padded(reference, 12 - digits.length()));
    }

    /** The logistic unit with this serial number; the extension digit is its first. */
    public Identifier logisticUnit(long serial) {
        String reference = padded(serial, 17 - digits.length());
        String key = CheckDigit.append(reference.charAt(0) + digits + reference.substring(1));
        return new Key("urn:epc:id:sscc:" + digits + "." + reference, DOMAIN + "/00/" + key);
    }

    /** The single asset with this reference, such as a machine or a sensor. */
    public Identifier asset(String reference) {
        return new Key("urn:epc:id:giai:" + digits + "." + reference, DOMAIN + "/8004/" + digits + reference);
    }

    static String padded(long number, int length) {
        String text = Long.toString(number);
        if (text.length() > length) {
            throw new IllegalArgumentException("reference must have at most " + length + " digits, was " + number);
        }
        return "0".repeat(length - text.length()) + text;
    }
}
