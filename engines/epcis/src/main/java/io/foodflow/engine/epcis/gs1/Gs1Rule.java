package io.foodflow.engine.epcis.gs1;

/** The rules an identifier can break. */
public enum Gs1Rule {
    /** The text is no URI and no element string. */
    URI,
    /** The parts of the scheme are missing, too many or in a wrong place. */
    STRUCTURE,
    /** Too short or too long. */
    LENGTH,
    /** A character that the scheme does not allow. */
    CHARSET,
    /** The check digit or check pair is wrong. */
    CHECK_DIGIT,
    /** The scheme itself is unknown among EPC schemes. */
    SCHEME
}
