package io.foodflow.server;

import io.foodflow.demo.DemoCompany;
import io.foodflow.demo.DemoDocument;
import io.foodflow.demo.DemoSettings;
import io.foodflow.demo.DemoSize;
import io.foodflow.foodgraph.api.CaptureApi;
import io.foodflow.foodgraph.api.CaptureApi.Captured;
import io.foodflow.platform.services.ConditionalOnService;
import io.foodflow.tenant.api.SandboxHistory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.UUID;
import java.util.function.IntPredicate;
import org.springframework.stereotype.Component;

/** Sandboxes hold the demo company in its smallest size: about 10,000 events. */
@Component
@ConditionalOnService("foodgraph")
final class DemoHistory implements SandboxHistory {

    private static final long SEED = 7;
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final CaptureApi captures;

    DemoHistory(CaptureApi captures) {
        this.captures = captures;
    }

    @Override
    public int documents(LocalDate lastDay) {
        return DemoCompany.documents(settings(lastDay));
    }

    @Override
    public void tell(LocalDate lastDay, int from, IntPredicate told) throws IOException {
        boolean wanted = true;
        for (Iterator<DemoDocument> documents =
                        DemoCompany.generate(settings(lastDay)).iterator();
                wanted && documents.hasNext(); ) {
            DemoDocument document = documents.next();
            if (document.number() >= from) {
                wanted = told.test(capture(document).events());
            }
        }
    }

    private Captured capture(DemoDocument document) throws IOException {
        var name = "demo-%04d.jsonld".formatted(document.number());
        var captured = await(captures.capture(new ByteArrayInputStream(document.json()), name), name);
        if (captured.refusal().isPresent()) {
            throw new IOException(
                    "%s was refused: %s".formatted(name, captured.refusal().get()));
        }
        return captured;
    }

    private Captured await(UUID capture, String name) throws IOException {
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < PATIENCE.toNanos()) {
            var outcome = captures.outcome(capture);
            if (outcome.isPresent()) {
                return outcome.get();
            }
            try {
                Thread.sleep(LOOK_EVERY);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while %s was being captured".formatted(name), e);
            }
        }
        throw new IOException("%s was not captured within %d min".formatted(name, PATIENCE.toMinutes()));
    }

    private static DemoSettings settings(LocalDate lastDay) {
        return DemoSettings.of(DemoSize.S, SEED, lastDay);
    }
}
