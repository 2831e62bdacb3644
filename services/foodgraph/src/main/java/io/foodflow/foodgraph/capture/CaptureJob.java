package io.foodflow.foodgraph.capture;

import io.foodflow.engine.epcis.DocumentInfo;
import io.foodflow.engine.epcis.DocumentOutcome;
import io.foodflow.engine.epcis.EpcisReader;
import io.foodflow.engine.epcis.EpcisSink;
import io.foodflow.engine.epcis.EventOutcome;
import io.foodflow.engine.epcis.EventOutcome.InvalidEvent;
import io.foodflow.engine.epcis.model.MasterDataElement;
import io.foodflow.foodgraph.capture.CaptureTable.Open;
import io.foodflow.foodgraph.capture.EventStore.Tally;
import io.foodflow.foodgraph.graph.NodeMention;
import io.foodflow.platform.changes.Change;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.context.Scope;
import io.foodflow.platform.jobs.JobCancelled;
import io.foodflow.platform.jobs.JobHandler;
import io.foodflow.platform.jobs.JobRun;
import io.foodflow.platform.lineage.Amount;
import io.foodflow.platform.lineage.JobLineage;
import io.foodflow.platform.storage.ObjectStore;
import io.foodflow.platform.web.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads a captured document and records its events.
 *
 * <p>With {@code proceed}, every {@value #PART} events are a transaction of their own that also moves the capture's
 * position, so a run that is cut off is taken up where it was, and no event counts twice. With {@code rollback} the
 * document is read twice, first to see that all of it is sound, then to record it in one transaction; a document of up
 * to {@value #HELD} events is read once and held.
 */
final class CaptureJob implements JobHandler {

    static final String KIND = "capture";
    private static final int PART = 500;
    private static final int HELD = 5_000;

    private final UnitOfWork work;
    private final CaptureTable captures;
    private final EventStore events;
    private final ObjectStore objects;
    private final EpcisReader reader;

    CaptureJob(UnitOfWork work, CaptureTable captures, EventStore events, ObjectStore objects, EpcisReader reader) {
        this.work = work;
        this.captures = captures;
        this.events = events;
        this.objects = objects;
        this.reader = reader;
    }

    @Override
    public JobLineage lineage() {
        return CaptureLineage.OF_A_CAPTURE;
    }

    /** What the job is asked to do. */
    record Input(UUID captureId) {}

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public void run(JobRun run) {
        var id = run.input(Input.class).captureId();
        work.read(() -> captures.open(id)).filter(Open::running).ifPresent(open -> {
            switch (open.behaviour()) {
                case PROCEED -> proceed(run, id, open);
                case ROLLBACK -> allOrNothing(run, id, open);
            }
            measure(run, id, open);
        });
    }

    /** All that became of the document, in whatever attempt. */
    private void measure(JobRun run, UUID id, Open open) {
        work.read(() -> captures.find(id, open.scope())).ifPresent(capture -> {
            var counts = capture.counts();
            run.read(CaptureLineage.DOCUMENTS, new Amount(open.document(), (long) counts.total(), open.bytes()));
            run.wrote(CaptureLineage.EVENTS, Amount.rows(counts.accepted()));
            run.wrote(CaptureLineage.REFUSALS, Amount.rows(counts.duplicate() + counts.rejected()));
        });
    }

    private void proceed(JobRun run, UUID id, Open open) {
        var source = new DocumentSource(objects, open);
        var parts = new Parts(run, id, source, open);
        var ending = reader.read(source, parts);
        parts.flush();
        finish(id, parts.described, problem(ending, parts.seen));
    }

    private void allOrNothing(JobRun run, UUID id, Open open) {
        var source = new DocumentSource(objects, open);
        var held = new Held(run, source, open.scope());
        var ending = reader.read(source, held);
        var problem = problem(ending, held.seen);
        if (problem != null || !held.invalid.isEmpty()) {
            refuse(id, held, problem);
        } else if (held.overflow) {
            recordAgain(run, id, open, held);
        } else {
            work.write(change -> {
                record(change, open.scope(), id, 0, 1, held.events, held.ignored);
                return close(change, id, held.described, null);
            });
        }
    }

    /** One transaction over a document that is too large to hold. */
    private void recordAgain(JobRun run, UUID id, Open open, Held first) {
        work.write(change -> {
            var part = new ArrayList<EventOutcome>();
            int[] from = {0};
            reader.read(new DocumentSource(objects, open), found -> {
                part.add(Admission.admit(found, open.scope()));
                if (part.size() == PART) {
                    record(change, open.scope(), id, from[0], 0, part, first.ignored);
                    from[0] += part.size();
                    part.clear();
                    if (run.cancelRequested()) {
                        throw new JobCancelled();
                    }
                }
                return true;
            });
            record(change, open.scope(), id, from[0], 1, part, first.ignored);
            return close(change, id, first.described, null);
        });
    }

    private void refuse(UUID id, Held held, @Nullable Problem problem) {
        work.write(change -> {
            events.refuseAll(id, held.invalid);
            captures.advance(id, 0, held.seen, 1, new Tally(0, 0, held.invalid.size(), 0, 0));
            return close(change, id, List.of(), problem);
        });
    }

    private void record(
            Change change,
            Scope scope,
            UUID id,
            int from,
            double progress,
            List<EventOutcome> part,
            Set<String> ignored) {
        if (part.isEmpty()) {
            return;
        }
        var tally = events.store(id, scope, part, ignored);
        if (!captures.advance(id, from, from + part.size(), progress, tally)) {
            throw new IllegalStateException("capture %s is being read by another run".formatted(id));
        }
        change.record(
                new EventsCaptured(
                        id,
                        from,
                        from + part.size(),
                        tally.accepted(),
                        tally.duplicate(),
                        tally.rejected(),
                        tally.voided()),
                null,
                tally);
    }

    private void finish(UUID id, List<NodeMention> described, @Nullable Problem problem) {
        work.write(change -> close(change, id, described, problem));
    }

    private boolean close(Change change, UUID id, List<NodeMention> described, @Nullable Problem problem) {
        events.describe(described);
        boolean success = captures.finish(id, problem);
        change.record(new CaptureFinished(id, success), null, null);
        return success;
    }

    private static @Nullable Problem problem(DocumentOutcome ending, int seen) {
        return CaptureProblems.of(ending, seen).orElse(null);
    }

    /** Keeps all that fits; beyond that only what is wrong. */
    private static final class Held implements EpcisSink {

        private final List<EventOutcome> events = new ArrayList<>();
        private final List<InvalidEvent> invalid = new ArrayList<>();
        private final List<NodeMention> described = new ArrayList<>();
        private final JobRun run;
        private final DocumentSource source;
        private final Scope scope;
        private Set<String> ignored = Set.of();
        private boolean overflow;
        private int seen;

        Held(JobRun run, DocumentSource source, Scope scope) {
            this.run = run;
            this.source = source;
            this.scope = scope;
        }

        @Override
        public void document(DocumentInfo info) {
            ignored = info.ignoredByHash();
        }

        @Override
        public boolean event(EventOutcome found) {
            var outcome = Admission.admit(found, scope);
            if (++seen % PART == 0) {
                run.progress(source.share() / 2, "%d events checked".formatted(seen));
            }
            if (outcome instanceof InvalidEvent refused) {
                invalid.add(refused);
            }
            if (events.size() < HELD) {
                events.add(outcome);
            } else {
                overflow = true;
            }
            return true;
        }

        @Override
        public void masterData(MasterDataElement element) {
            MasterData.of(element, scope).ifPresent(described::add);
        }
    }

    /** Records part after part, from the first event that no run has recorded yet. */
    private final class Parts implements EpcisSink {

        private final JobRun run;
        private final UUID id;
        private final DocumentSource source;
        private final List<EventOutcome> part = new ArrayList<>();
        private final List<NodeMention> described = new ArrayList<>();
        private final Scope scope;
        private Set<String> ignored = Set.of();
        private int from;
        private int seen;

        Parts(JobRun run, UUID id, DocumentSource source, Open open) {
            this.run = run;
            this.id = id;
            this.source = source;
            this.scope = open.scope();
            this.from = open.nextIndex();
        }

        @Override
        public void document(DocumentInfo info) {
            ignored = info.ignoredByHash();
        }

        @Override
        public boolean event(EventOutcome found) {
            seen++;
            if (found.index() >= from) {
                part.add(Admission.admit(found, scope));
            }
            if (part.size() == PART) {
                flush();
                run.progress(source.share(), "%d events".formatted(seen));
            }
            return true;
        }

        void flush() {
            if (!part.isEmpty()) {
                work.write(change -> {
                    record(change, scope, id, from, source.share(), part, ignored);
                    return part.size();
                });
                from += part.size();
                part.clear();
            }
        }

        @Override
        public void masterData(MasterDataElement element) {
            MasterData.of(element, scope).ifPresent(described::add);
        }
    }
}
