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

    /** An EPCIS 2.0 document in JSON-LD. */
    final class Document {
        private final byte[] json;
        private final int events;

        /** Takes the array over. */
        Document(byte[] json, int events) {
            this.json = json;
            this.events = events;
        }

        byte[] json() {
            return json;
        }

        int events() {
            return events;
        }
    }

    /** Where to begin: a lot, and one sentence for the user on what is the matter with it. */
    record FirstLook(String lot, String story) {}
}
