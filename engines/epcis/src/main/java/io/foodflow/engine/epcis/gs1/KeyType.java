package io.foodflow.engine.epcis.gs1;

/** The kinds of thing that GS1 keys identify, with the application identifier of their primary key. */
public enum KeyType {
    /** A kind of trade item: GTIN without serial or lot. */
    GTIN("01"),
    /** A lot of a trade item: GTIN and lot. */
    LGTIN("01"),
    /** One trade item: GTIN and serial. */
    SGTIN("01"),
    /** One trade item of which the serial was given by a third party: GTIN and TPX. */
    UPUI("01"),
    /** A piece of a trade item: ITIP, optionally with lot or serial. */
    ITIP("8006"),
    /** A logistic unit. */
    SSCC("00"),
    /** A place: GLN of a physical location, optionally with extension. */
    SGLN("414"),
    /** A party: GLN. */
    PGLN("417"),
    /** A returnable asset, with or without serial. */
    GRAI("8003"),
    /** One asset. */
    GIAI("8004"),
    /** A recipient of a service. */
    GSRN("8018"),
    /** A provider of a service. */
    GSRNP("8017"),
    /** A document type, with or without serial. */
    GDTI("253"),
    /** A component or part, with or without serial. */
    CPI("8010"),
    /** A coupon, with or without serial. */
    SGCN("255"),
    /** A consignment. */
    GINC("401"),
    /** A shipment. */
    GSIN("402"),
    /** A model of a medical device or the like. */
    GMN("8013");

    private final String ai;

    KeyType(String ai) {
        this.ai = ai;
    }

    /** The application identifier of the primary key. */
    public String ai() {
        return ai;
    }
}
