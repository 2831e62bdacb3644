package io.foodflow.foodgraph.capture;

import io.foodflow.engine.epcis.DocumentOutcome;
import io.foodflow.engine.epcis.DocumentOutcome.Complete;
import io.foodflow.engine.epcis.DocumentOutcome.InvalidDocument;
import io.foodflow.engine.epcis.DocumentOutcome.Malformed;
import io.foodflow.engine.epcis.DocumentOutcome.NotEpcis;
import io.foodflow.engine.epcis.DocumentOutcome.Refused;
import io.foodflow.engine.epcis.DocumentOutcome.Stopped;
import io.foodflow.engine.epcis.EventOutcome;
import io.foodflow.engine.epcis.EventOutcome.ValidEvent;
import io.foodflow.platform.context.Scope;
import io.foodflow.platform.web.Problem;
import io.foodflow.platform.web.Problem.FieldError;
import io.foodflow.platform.web.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is wrong with a document as a whole. */
final class CaptureProblems {

    private static final int MOST_NAMED = 100;

    private CaptureProblems() {}

    /** The problem of a sender who has some sites only and speaks of others; it names each event and field. */
    static Optional<Problem> outside(List<EventOutcome> events, Scope scope) {
        if (!(scope instanceof Scope.Sites(var sites))) {
            return Optional.empty();
        }
        var errors = new ArrayList<FieldError>();
        for (var event : events) {
            if (event instanceof ValidEvent valid) {
                Admission.outside(valid.event(), scope)
                        .forEach(finding -> errors.add(new FieldError(
                                "events[%d].%s".formatted(valid.index(), finding.field()),
                                finding.rule().code(),
                                finding.message())));
            }
        }
        return errors.isEmpty()
                ? Optional.empty()
                : Optional.of(Problems.outsideYourSites(
                                errors.size() == 1
                                        ? errors.getFirst().message()
                                        : "%d places are none of your sites, see errors".formatted(errors.size()),
                                sites)
                        .withErrors(errors.subList(0, Math.min(errors.size(), MOST_NAMED))));
    }

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
