package io.foodflow.demo.gs1;

/**
 * A trade item number (GTIN); as an identifier it is the class of all its items.
 *
 * @param reference indicator digit and item reference
 */
public record Gtin(CompanyPrefix prefix, String reference) implements Identifier {
    /** The 14 digits. */
    public String digits() {
        return CheckDigit.append(reference.charAt(0) + prefix.digits() + reference.substring(1));
    }

    @Override
    public String urn() {
        return "urn:epc:idpat:sgtin:" + prefix.digits() + "." + reference + ".*";
    }

    @Override
    public String link() {
        return "https://id.gs1.org/01/" + digits();
    }

    /** A lot of the item. */
    public Identifier lot(String code) {
        String escaped = escaped(code);
        return new Key(
                "urn:epc:class:lgtin:" + prefix.digits() + "." + reference + "." + escaped, link() + "/10/" + escaped);
    }

    /** One item. */
    public Identifier serial(String serial) {
        return new Key(
                "urn:epc:id:sgtin:" + prefix.digits() + "." + reference + "." + serial, link() + "/21/" + serial);
    }

    /** Lot codes of the demo are letters, digits, hyphens and slashes; only the slash must be escaped, alike in both. */
    private static String escaped(String code) {
        return code.replace("/", "%2F");
    }
}
