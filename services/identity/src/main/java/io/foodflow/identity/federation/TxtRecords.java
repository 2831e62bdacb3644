package io.foodflow.identity.federation;

import java.util.List;

/** Asks the DNS what a domain says of itself. Thread-safe. */
interface TxtRecords {

    /** The TXT records of a domain; never throws for anything that the DNS does. */
    Answer of(DomainName domain);

    /** What the DNS answered. */
    sealed interface Answer {

        /** These texts, none if there is no such record or domain. */
        record Texts(List<String> texts) implements Answer {

            public Texts {
                texts = List.copyOf(texts);
            }
        }

        /** No answer that counts. */
        record Failed(String reason) implements Answer {}
    }
}
