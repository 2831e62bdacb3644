package io.foodflow.engine.epcis;

import java.util.List;

/** How reading a document ended. Events delivered before the end stay delivered. */
public sealed interface DocumentOutcome {

    /** Events handed to the sink, valid and invalid. */
    int events();

    /**
     * The document was read to its end.
     *
     * @param events events delivered
     * @param invalid those of them that break rules
     */
    record Complete(DocumentInfo info, int events, int invalid) implements DocumentOutcome {}

    /** The sink asked to stop. */
    record Stopped(DocumentInfo info, int events) implements DocumentOutcome {}

    /**
     * Well-formed, but no EPCIS document and no event.
     *
     * @param found what it seems to be
     * @param message that, and what is expected
     */
    record NotEpcis(String found, String message) implements DocumentOutcome {
        @Override
        public int events() {
            return 0;
        }
    }

    /** An EPCIS document whose frame breaks the rules; no event was delivered unless the fault came after it. */
    record InvalidDocument(List<Finding> errors, int events) implements DocumentOutcome {
        public InvalidDocument {
            errors = List.copyOf(errors);
        }
    }

    /**
     * Not well-formed JSON or XML.
     *
     * @param line from 1
     * @param column from 1
     * @param offset characters (XML) or bytes (JSON) from the start; -1 when unknown
     */
    record Malformed(int line, int column, long offset, String reason, int events) implements DocumentOutcome {}

    /** More than the {@link EpcisLimits} allow, or a construct that is refused for safety. */
    record Refused(String limit, String message, int events) implements DocumentOutcome {}
}
