package io.foodflow.engine.epcis;

import io.foodflow.engine.epcis.internal.DocumentReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads EPCIS documents: 2.0 as JSON-LD or XML, 1.x as XML; capture and query documents, single events, arrays of
 * events. Events go to the sink one after another, so a document of any size is read in the memory of its largest event.
 * Whatever the bytes are, the answer is one of the outcomes; only a source that cannot be read throws.
 *
 * <p>Immutable and safe for use by several threads. XML is read without DTDs and external entities.
 *
 * @see <a href="https://ref.gs1.org/standards/epcis/">EPCIS 2.0</a>
 */
public final class EpcisReader {

    private final EpcisLimits limits;
    private final Clock clock;

    /**
     * A reader.
     *
     * @param limits what it takes from one document
     * @param clock tells what lies in the future
     */
    public EpcisReader(EpcisLimits limits, Clock clock) {
        this.limits = limits;
        this.clock = clock;
    }

    /**
     * Reads a document to its end, to its fault, or until the sink has enough.
     *
     * @throws UncheckedIOException when the source cannot be read
     */
    public DocumentOutcome read(EpcisSource source, EpcisSink sink) {
        try {
            return DocumentReader.read(limits, clock.instant(), source, sink);
        } catch (IOException e) {
            throw new UncheckedIOException("the EPCIS document cannot be read", e);
        }
    }

    /** Reads a document that fits into memory, and collects its events. */
    public Collected readAll(byte[] document) {
        List<EventOutcome> events = new ArrayList<>();
        DocumentOutcome outcome = read(EpcisSource.of(document), events::add);
        return new Collected(outcome, events);
    }

    /**
     * A document with its events.
     *
     * @param outcome how reading ended
     * @param events in document order
     */
    public record Collected(DocumentOutcome outcome, List<EventOutcome> events) {
        public Collected {
            events = List.copyOf(events);
        }
    }
}
