package io.foodflow.engine.epcis;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The bytes of a document. A reader opens it once or, where a JSON document has its context behind its events, twice;
 * it closes what it opens.
 */
@FunctionalInterface
public interface EpcisSource {

    /** A new stream from the first byte. */
    InputStream open() throws IOException;

    /** Bytes in memory, not copied. */
    static EpcisSource of(byte[] document) {
        return () -> new ByteArrayInputStream(document);
    }
}
