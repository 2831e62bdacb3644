package io.foodflow.demo.gs1;

/**
 * A global location number; it names a place ({@link #place()}) or a party ({@link #party()}).
 *
 * @param reference location reference within the prefix
 */
public record Gln(CompanyPrefix prefix, String reference) {
    /** The 13 digits. */
    public String digits() {
        return CheckDigit.append(prefix.digits() + reference);
    }

    public Identifier place() {
        return new Key(
                "urn:epc:id:sgln:" + prefix.digits() + "." + reference + ".0", "https://id.gs1.org/414/" + digits());
    }

    public Identifier party() {
        return new Key("urn:epc:id:pgln:" + prefix.digits() + "." + reference, "https://id.gs1.org/417/" + digits());
    }
}
