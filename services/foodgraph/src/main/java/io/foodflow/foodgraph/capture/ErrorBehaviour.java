package io.foodflow.foodgraph.capture;

import io.foodflow.platform.web.ProblemException;
import io.foodflow.platform.web.Problems;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What happens to the sound events of a document in which another is not: EPCIS 2.0, GS1-Capture-Error-Behaviour. */
enum ErrorBehaviour {
    /** Nothing of the document is kept. */
    ROLLBACK,
    /** What is sound is kept. */
    PROCEED;

    static final String HEADER = "GS1-Capture-Error-Behaviour";

    static ErrorBehaviour parse(@Nullable String header) {
        if (header == null || header.isBlank()) {
            return ROLLBACK;
        }
        return switch (header.trim().toLowerCase(Locale.ROOT)) {
            case "rollback" -> ROLLBACK;
            case "proceed" -> PROCEED;
            default ->
                throw new ProblemException(Problems.invalid(
                        HEADER, "vocabulary", "%s must be rollback or proceed, was '%s'".formatted(HEADER, header)));
        };
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
