package io.foodflow.foodgraph.api;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.UUID;

/** Capture of EPCIS documents for the tenant of the call, within one process. */
public interface CaptureApi {

    /**
     * Takes a document, all of it or none. When this returns, it is durable and will be read.
     *
     * @param fileName what people will see it called
     * @return the id of the capture
     * @throws io.foodflow.platform.web.ProblemException if it is no EPCIS document, or the plan has no room for it (402)
     */
    UUID capture(InputStream document, String fileName) throws IOException;

    /** What came of a capture; empty while it is being read. */
    Optional<Captured> outcome(UUID capture);

    /**
     * The end of a capture.
     *
     * @param events how many events of the document are recorded now, those that were known before included
     * @param refusal what was wrong with the document, empty if nothing was
     */
    record Captured(int events, Optional<String> refusal) {}
}
