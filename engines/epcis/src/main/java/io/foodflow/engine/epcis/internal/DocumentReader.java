package io.foodflow.engine.epcis.internal;

import io.foodflow.engine.epcis.DocumentOutcome;
import io.foodflow.engine.epcis.EpcisLimits;
import io.foodflow.engine.epcis.EpcisSink;
import io.foodflow.engine.epcis.EpcisSource;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;

/** Opens a source, finds out whether it is XML or JSON and leads it to its reader. */
public final class DocumentReader {

    private DocumentReader() {}

    /** Reads the document by the first character that is no white space. */
    public static DocumentOutcome read(EpcisLimits limits, Instant now, EpcisSource source, EpcisSink sink)
            throws IOException {
        try (InputStream in = source.open()) {
            Sniffer sniffer = Sniffer.of(in);
            return switch (sniffer.first()) {
                case '<' -> new XmlDocuments(limits, now, sink).read(sniffer);
                case 0 ->
                    new DocumentOutcome.NotEpcis(
                            "nothing", "the document is empty; send an EPCIS document or event as JSON or XML");
                default -> new JsonDocuments(limits, now, source, sink).read(sniffer.utf8());
            };
        }
    }
}
