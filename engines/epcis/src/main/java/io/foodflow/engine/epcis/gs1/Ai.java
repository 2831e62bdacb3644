package io.foodflow.engine.epcis.gs1;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The application identifiers that make up GS1 keys, with the rules of their values (GS1 General Specifications,
 * section 3; GS1 syntax dictionary).
 */
enum Ai {
    SSCC("00", 18, 18, Charset.DIGITS, 18),
    GTIN("01", 14, 14, Charset.DIGITS, 14),
    LOT("10", 1, 20, Charset.CSET_82, 0),
    SERIAL("21", 1, 20, Charset.CSET_82, 0),
    CPV("22", 1, 20, Charset.CSET_82, 0),
    TPX("235", 1, 28, Charset.CSET_82, 0),
    GDTI("253", 13, 30, Charset.DIGITS_THEN_82, 13),
    EXTENSION("254", 1, 20, Charset.CSET_82, 0),
    GCN("255", 13, 25, Charset.DIGITS_THEN_DIGITS, 13),
    GINC("401", 1, 30, Charset.CSET_82, 0),
    GSIN("402", 17, 17, Charset.DIGITS, 17),
    LOC("414", 13, 13, Charset.DIGITS, 13),
    PARTY("417", 13, 13, Charset.DIGITS, 13),
    GRAI("8003", 14, 30, Charset.DIGITS_THEN_82, 14),
    GIAI("8004", 1, 30, Charset.CSET_82, 0),
    ITIP("8006", 18, 18, Charset.DIGITS, 14),
    CPID("8010", 1, 30, Charset.CSET_39, 0),
    CPID_SERIAL("8011", 1, 12, Charset.DIGITS, 0),
    GMN("8013", 1, 25, Charset.MODEL, 0),
    GSRNP("8017", 18, 18, Charset.DIGITS, 18),
    GSRN("8018", 18, 18, Charset.DIGITS, 18),
    UIC("7040", 4, 4, Charset.CSET_82, 0),
    SRIN("8019", 1, 10, Charset.DIGITS, 0);

    enum Charset {
        DIGITS,
        /** The 82 characters of most AI values. */
        CSET_82,
        /** Digits, capitals, {@code # - /}: component and part identifiers. */
        CSET_39,
        /** Leading digits up to the check digit, the rest of the 82. */
        DIGITS_THEN_82,
        /** Leading digits up to the check digit, then digits. */
        DIGITS_THEN_DIGITS,
        /** Four leading digits, then of the 82, check pair last. */
        MODEL
    }

    private final String code;
    private final int minLength;
    private final int maxLength;
    private final Charset charset;
    private final int checkAt;

    Ai(String code, int minLength, int maxLength, Charset charset, int checkAt) {
        this.code = code;
        this.minLength = minLength;
        this.maxLength = maxLength;
        this.charset = charset;
        this.checkAt = checkAt;
    }

    /** The identifier, two to four digits. */
    String code() {
        return code;
    }

    int minLength() {
        return minLength;
    }

    int maxLength() {
        return maxLength;
    }

    Charset charset() {
        return charset;
    }

    /** Number of leading digits, check digit last, that are verified; 0 for none. */
    int checkAt() {
        return checkAt;
    }

    /** Primary keys by code and by the short names of Digital Link 1.0 and 1.1. */
    private static final Map<String, Ai> PRIMARY = Map.ofEntries(
            Map.entry("00", SSCC),
            Map.entry("sscc", SSCC),
            Map.entry("01", GTIN),
            Map.entry("gtin", GTIN),
            Map.entry("253", GDTI),
            Map.entry("gdti", GDTI),
            Map.entry("255", GCN),
            Map.entry("gcn", GCN),
            Map.entry("401", GINC),
            Map.entry("ginc", GINC),
            Map.entry("402", GSIN),
            Map.entry("gsin", GSIN),
            Map.entry("414", LOC),
            Map.entry("gln", LOC),
            Map.entry("417", PARTY),
            Map.entry("party", PARTY),
            Map.entry("8003", GRAI),
            Map.entry("grai", GRAI),
            Map.entry("8004", GIAI),
            Map.entry("giai", GIAI),
            Map.entry("8006", ITIP),
            Map.entry("itip", ITIP),
            Map.entry("8010", CPID),
            Map.entry("cpid", CPID),
            Map.entry("8013", GMN),
            Map.entry("gmn", GMN),
            Map.entry("8017", GSRNP),
            Map.entry("gsrnp", GSRNP),
            Map.entry("8018", GSRN),
            Map.entry("gsrn", GSRN));

    private static final Map<String, Ai> QUALIFIERS = Map.ofEntries(
            Map.entry("10", LOT),
            Map.entry("lot", LOT),
            Map.entry("21", SERIAL),
            Map.entry("ser", SERIAL),
            Map.entry("22", CPV),
            Map.entry("cpv", CPV),
            Map.entry("235", TPX),
            Map.entry("254", EXTENSION),
            Map.entry("glnx", EXTENSION),
            Map.entry("8011", CPID_SERIAL),
            Map.entry("cpsn", CPID_SERIAL),
            Map.entry("7040", UIC),
            Map.entry("8019", SRIN),
            Map.entry("srin", SRIN));

    static @Nullable Ai primary(String name) {
        return PRIMARY.get(name);
    }

    static @Nullable Ai qualifier(String name) {
        return QUALIFIERS.get(name);
    }

    /** Whether it says more of the thing without naming another one: such qualifiers have no part in the key. */
    boolean describesOnly() {
        return this == CPV || this == SRIN || this == UIC;
    }

    /** Whether this identifier may qualify that primary key. */
    boolean qualifies(Ai primary) {
        return switch (code) {
            case "10", "21", "22" -> primary == GTIN || primary == ITIP;
            case "235" -> primary == GTIN;
            case "254" -> primary == LOC;
            case "8011" -> primary == CPID;
            case "7040" -> primary == LOC || primary == PARTY || primary == GIAI;
            case "8019" -> primary == GSRN || primary == GSRNP;
            default -> false;
        };
    }
}
