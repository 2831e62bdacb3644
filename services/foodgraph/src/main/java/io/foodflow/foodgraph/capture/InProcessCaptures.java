package io.foodflow.foodgraph.capture;

import io.foodflow.foodgraph.api.CaptureApi;
import io.foodflow.foodgraph.capture.Capture.Finding;
import io.foodflow.platform.web.PageRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** {@link CaptureApi} for the services of the same process. */
final class InProcessCaptures implements CaptureApi {

    private final Captures captures;

    InProcessCaptures(Captures captures) {
        this.captures = captures;
    }

    @Override
    public UUID capture(InputStream document, String fileName) throws IOException {
        return captures.receive(document, ErrorBehaviour.ROLLBACK, fileName).id();
    }

    @Override
    public Optional<Captured> outcome(UUID id) {
        var capture = captures.find(id);
        if (capture.running()) {
            return Optional.empty();
        }
        var counts = capture.counts();
        return Optional.of(new Captured(
                counts.accepted() + counts.duplicate(),
                capture.success() ? Optional.empty() : Optional.of(refusal(capture))));
    }

    private String refusal(Capture capture) {
        var whole = capture.errors().stream()
                .map(problem -> Objects.requireNonNullElse(problem.detail(), problem.title()))
                .findFirst();
        return whole.isPresent()
                ? whole.get()
                : captures.outcomes(capture.id(), "rejected", PageRequest.of(1, null)).items().stream()
                        .flatMap(outcome -> outcome.errors().stream())
                        .map(Finding::message)
                        .findFirst()
                        .orElse("the document was refused");
    }
}
