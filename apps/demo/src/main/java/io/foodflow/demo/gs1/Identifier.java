package io.foodflow.demo.gs1;

/** Something that EPCIS can point to. */
public interface Identifier {
    /** The EPC URN. */
    String urn();

    /** The canonical GS1 Digital Link URI (domain id.gs1.org). */
    String link();

    default String in(Form form) {
        return form == Form.URN ? urn() : link();
    }
}
