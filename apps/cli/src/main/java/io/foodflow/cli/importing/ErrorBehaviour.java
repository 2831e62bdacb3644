package io.foodflow.cli.importing;

import java.util.Locale;
import java.util.Map;

/** What the server does with the valid events of a document that holds invalid ones (EPCIS 2.0, section 12.6). */
enum ErrorBehaviour {
    /** None of the document's events is kept. */
    ROLLBACK,
    /** The valid events are kept. */
    PROCEED;

    Map<String, String> headers() {
        return Map.of("GS1-Capture-Error-Behaviour", name().toLowerCase(Locale.ROOT));
    }
}
