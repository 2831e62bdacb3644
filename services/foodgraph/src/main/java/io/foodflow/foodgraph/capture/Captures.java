package io.foodflow.foodgraph.capture;

import com.github.f4b6a3.uuid.UuidCreator;
import io.foodflow.engine.epcis.DocumentOutcome;
import io.foodflow.engine.epcis.EpcisReader;
import io.foodflow.engine.epcis.EventOutcome.InvalidEvent;
import io.foodflow.engine.epcis.EventOutcome.ValidEvent;
import io.foodflow.foodgraph.capture.Capture.Outcome;
import io.foodflow.foodgraph.graph.Sights;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.context.Scope;
import io.foodflow.platform.entitlements.Entitlements;
import io.foodflow.platform.entitlements.Metric;
import io.foodflow.platform.jobs.Jobs;
import io.foodflow.platform.storage.ObjectStore;
import io.foodflow.platform.web.Cursor;
import io.foodflow.platform.web.Page;
import io.foodflow.platform.web.PageRequest;
import io.foodflow.platform.web.Problem.FieldError;
import io.foodflow.platform.web.ProblemException;
import io.foodflow.platform.web.Problems;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Capture of EPCIS documents and single events. */
final class Captures {

    private static final int CHECKED_AT_ONCE_BYTES = 256 << 10;
    private static final int ATTEMPTS = 4;
    private static final String READ = "event:read";
    private static final String CAPTURE = "event:capture";
    private static final Set<String> OUTCOMES = Set.of("accepted", "warning", "duplicate", "rejected");

    private final UnitOfWork work;
    private final CaptureTable captures;
    private final EventStore events;
    private final ObjectStore objects;
    private final Jobs jobs;
    private final EpcisReader reader;
    private final Entitlements entitlements;
    private final Sights sights;
    private final JdbcClient jdbc;

    Captures(
            UnitOfWork work,
            CaptureTable captures,
            EventStore events,
            ObjectStore objects,
            Jobs jobs,
            EpcisReader reader,
            Entitlements entitlements,
            Sights sights,
            JdbcClient jdbc) {
        this.work = work;
        this.captures = captures;
        this.events = events;
        this.objects = objects;
        this.jobs = jobs;
        this.reader = reader;
        this.entitlements = entitlements;
        this.sights = sights;
        this.jdbc = jdbc;
    }

    /**
     * Takes a document. When this returns, the document and the order to read it are durable. A document of up to
     * {@value #CHECKED_AT_ONCE_BYTES} bytes that is no EPCIS document, or not well-formed, is refused at once; where the
     * plan has no events or bytes left, every document is (402). One that was taken is read to its end.
     *
     * <p>A sender with some sites only may record events at these: a document of up to that size with another is refused at once
     * (403), unless it is to be recorded as far as it may; else the capture tells of each.
     */
    Capture receive(InputStream body, ErrorBehaviour behaviour, @Nullable String fileName) throws IOException {
        entitlements.admit(Metric.EVENTS, 1);
        entitlements.admit(Metric.STORAGE_BYTES, 1);
        var buffered = new BufferedInputStream(body);
        byte[] head = buffered.readNBytes(CHECKED_AT_ONCE_BYTES + 1);
        if (head.length == 0) {
            throw new ProblemException(Problems.invalid(
                    "body", "required", "the body is empty; send an EPCIS document in JSON-LD or XML"));
        }
        var scope = CallContext.current().actor().scope(CAPTURE);
        if (head.length <= CHECKED_AT_ONCE_BYTES && behaviour == ErrorBehaviour.ROLLBACK) {
            var collected = reader.readAll(head);
            CaptureProblems.of(collected.outcome(), collected.events().size()).ifPresent(problem -> {
                throw new ProblemException(problem);
            });
            CaptureProblems.outside(collected.events(), scope).ifPresent(problem -> {
                throw new ProblemException(problem);
            });
        }
        var stored = objects.put(new SequenceInputStream(new ByteArrayInputStream(head), buffered));
        var actor = CallContext.current().actor();
        var id = UuidCreator.getTimeOrderedEpoch();
        return work.write(change -> {
            var job = jobs.submit(CaptureJob.KIND, CaptureJob.KIND, new CaptureJob.Input(id));
            long added = captures.isNew(stored.id().toString()) ? stored.sizeBytes() : 0;
            captures.insert(new CaptureTable.New(
                    id,
                    job,
                    stored.id().toString(),
                    stored.sizeBytes(),
                    behaviour,
                    fileName,
                    actor.id(),
                    actor.name(),
                    scope));
            change.record(
                    new DocumentReceived(id, stored.id().toString(), stored.sizeBytes(), added, behaviour.word()),
                    null,
                    null);
            return captures.find(id, scope).orElseThrow();
        });
    }

    Capture find(UUID id) {
        return work.read(() -> captures.find(id, readable()))
                .orElseThrow(() -> new ProblemException(Problems.notFound("capture", id)));
    }

    Page<Capture> list(PageRequest page) {
        return Page.of(
                work.read(() -> captures.list(readable(), page)),
                page,
                last -> Cursor.after(last.createdAt(), last.id()));
    }

    Page<Outcome> outcomes(UUID id, @Nullable String outcome, PageRequest page) {
        if (outcome != null && !OUTCOMES.contains(outcome)) {
            throw new ProblemException(Problems.invalid(
                    "outcome",
                    "vocabulary",
                    "outcome must be one of %s, was '%s'"
                            .formatted(OUTCOMES.stream().sorted().toList(), outcome)));
        }
        int first = page.after().map(key -> index(key) + 1).orElse(0);
        find(id);
        return Page.of(
                work.read(() -> captures.outcomes(id, outcome, first, page.fetch())),
                page,
                last -> Cursor.after(last.index()));
    }

    private static Scope readable() {
        return CallContext.current().actor().scope(READ);
    }

    private static int index(String key) {
        try {
            return Integer.parseInt(key);
        } catch (NumberFormatException e) {
            throw new ProblemException(
                    Problems.invalid("cursor", "cursor", "cursor must be a next_cursor of this list"));
        }
    }

    /** Records one event at once. Returns its id, and whether it was known already. */
    Recorded record(byte[] body) {
        entitlements.admit(Metric.EVENTS, 1);
        var collected = reader.readAll(body);
        CaptureProblems.of(collected.outcome(), collected.events().size()).ifPresent(problem -> {
            throw new ProblemException(problem);
        });
        if (collected.events().size() != 1) {
            throw new ProblemException(Problems.invalid(
                    "body",
                    "single",
                    "POST /events takes one event, was %d; send documents to POST /capture"
                            .formatted(collected.events().size())));
        }
        var scope = CallContext.current().actor().scope(CAPTURE);
        CaptureProblems.outside(collected.events(), scope).ifPresent(problem -> {
            throw new ProblemException(problem);
        });
        var outcome = Admission.admit(collected.events().getFirst(), scope);
        if (outcome instanceof InvalidEvent invalid) {
            throw new ProblemException(Problems.invalid(invalid.errors().stream()
                    .map(f -> new FieldError(f.field(), f.rule().code(), f.message()))
                    .toList()));
        }
        return record((ValidEvent) outcome, scope, ignored(collected.outcome()), 1);
    }

    private static Set<String> ignored(DocumentOutcome outcome) {
        return outcome instanceof DocumentOutcome.Complete complete
                ? complete.info().ignoredByHash()
                : Set.of();
    }

    /** Single events are recorded side by side; where two wait for each other, one gives way and tries again. */
    private Recorded record(ValidEvent valid, Scope scope, Set<String> ignored, int attempt) {
        try {
            return record(valid, scope, ignored);
        } catch (PessimisticLockingFailureException e) {
            if (attempt == ATTEMPTS) {
                throw e;
            }
            return record(valid, scope, ignored, attempt + 1);
        }
    }

    private Recorded record(ValidEvent valid, Scope scope, Set<String> ignored) {
        return work.write(change -> {
            var tally = events.store(null, scope, List.of(valid), ignored);
            var id = events.idOf(valid, ignored);
            if (tally.accepted() == 0) {
                change.nothing();
            } else {
                change.record(new EventRecorded(id, valid.event().type()), null, null);
            }
            return new Recorded(id, tally.accepted() == 1);
        });
    }

    /** An event in the repository, and whether it is new there. */
    record Recorded(UUID id, boolean fresh) {}

    /** An event exactly as it was received. */
    record Received(String format, String raw) {}

    Received event(UUID id) {
        return work.readSnapshot(() -> {
                    var sight = sights.of(READ);
                    var params = sight.parameters();
                    params.put("id", id);
                    return jdbc.sql("select e.format, e.raw from events e where e.id = :id and "
                                    + sight.isOfOwnEvent("e"))
                            .params(params)
                            .query((row, n) -> new Received(row.getString("format"), row.getString("raw")))
                            .optional();
                })
                .orElseThrow(() -> new ProblemException(Problems.notFound("event", id)));
    }
}
