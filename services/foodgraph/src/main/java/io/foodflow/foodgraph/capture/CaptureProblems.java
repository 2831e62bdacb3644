package io.foodflow.foodgraph.capture;

import io.foodflow.engine.epcis.DocumentOutcome;
import io.foodflow.engine.epcis.DocumentOutcome.Complete;
import io.foodflow.engine.epcis.DocumentOutcome.InvalidDocument;
import io.foodflow.engine.epcis.DocumentOutcome.Malformed;
import io.foodflow.engine.epcis.DocumentOutcome.NotEpcis;
import io.foodflow.engine.epcis.DocumentOutcome.Refused;
import io.foodflow.engine.epcis.DocumentOutcome.Stopped;
import io.foodflow.platform.web.Problem;
import io.foodflow.platform.web.Problem.FieldError;
import java.util.Optional;

/** What is wrong with a document as a whole. */
final class CaptureProblems {

    private CaptureProblems() {}

    /** The problem that ended the reading of a document, if one did; {@code seen} events came before it. */
    static Optional<Problem> of(DocumentOutcome ending, int seen) {
        return switch (ending) {
            case Complete complete -> Optional.empty();
            case Stopped stopped ->
                Optional.of(Problem.of(
                        409,
                        "capture-cancelled",
                        "Capture cancelled",
                        "reading was cancelled after %d events".formatted(seen)));
            case NotEpcis other -> Optional.of(Problem.of(400, "not-epcis", "Not an EPCIS document", other.message()));
            case InvalidDocument invalid ->
                Optional.of(Problem.of(
                                400,
                                "invalid-document",
                                "Invalid document",
                                "the frame of the document breaks %d rules: %s"
                                        .formatted(
                                                invalid.errors().size(),
                                                invalid.errors().getFirst().message()))
                        .withErrors(invalid.errors().stream()
                                .map(f -> new FieldError(f.field(), f.rule().code(), f.message()))
                                .toList()));
            case Malformed malformed ->
                Optional.of(Problem.of(
                        400,
                        "malformed-document",
                        "Malformed document",
                        "line %d, column %d, after %d events: %s"
                                .formatted(malformed.line(), malformed.column(), seen, malformed.reason())));
            case Refused refused ->
                Optional.of(Problem.of(400, "document-refused", "Document refused", refused.message()));
        };
    }
}
