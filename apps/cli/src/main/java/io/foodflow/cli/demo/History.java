package io.foodflow.cli.demo;

import java.util.Iterator;

/** The past of the demo company, as documents for {@code POST /capture}. The same name always means the same documents. */
interface History {
    /** Size and seed. */
    String name();

    /** How many events all documents hold together. */
    long events();

    /** All documents, from the first, made while they are taken. */
    Iterator<Document> documents();

    /** A lot that is worth a first look, and what is the matter with it. */
    FirstLook firstLook();

    /** @param json an EPCIS 2.0 document in JSON-LD */
    @SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
    record Document(byte[] json, int events) {}

    /** @param story one sentence for the user */
    record FirstLook(String lot, String story) {}
}
