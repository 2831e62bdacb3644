package io.foodflow.demo.gs1;

/** The two spellings of an identifier. Each site of the demo keeps to one, so that a lot on its way is named in both. */
public enum Form {
    /** {@code urn:epc:…}, as EPCIS 1.x knew it. */
    URN,
    /** {@code https://id.gs1.org/…}, GS1 Digital Link. */
    LINK
}
