package io.foodflow.foodgraph.capture;

import io.foodflow.engine.epcis.DocumentOutcome;
import io.foodflow.engine.epcis.EpcisReader;
import io.foodflow.engine.epcis.EpcisSink;
import io.foodflow.engine.epcis.EpcisSource;
import io.foodflow.engine.epcis.EventOutcome;
import io.foodflow.engine.epcis.EventOutcome.InvalidEvent;
import io.foodflow.engine.epcis.model.MasterDataElement;
import io.foodflow.foodgraph.capture.CaptureTable.Open;
import io.foodflow.foodgraph.capture.EventStore.Tally;
import io.foodflow.foodgraph.graph.NodeMention;
import io.foodflow.platform.changes.Change;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.jobs.JobHandler;
import io.foodflow.platform.jobs.JobRun;
import io.foodflow.platform.storage.ObjectId;
import io.foodflow.platform.storage.ObjectStore;
import io.foodflow.platform.web.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
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

    /** What the job is asked to do. */
    record Input(UUID captureId) {}

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public void run(JobRun run) {
        var id = run.input(Input.class).captureId();
        var open = work.read(() -> captures.find(id)).filter(Capture::running).isPresent() ? open(id) : null;
        if (open == null) {
            return;
        }
        switch (open.behaviour()) {
            case PROCEED -> proceed(run, id, open);
            case ROLLBACK -> allOrNothing(run, id, open);
        }
    }

    private @Nullable Open open(UUID id) {
        return work.write(change -> {
            change.nothing();
            return captures.open(id).filter(Open::running).orElse(null);
        });
    }

    private void proceed(JobRun run, UUID id, Open open) {
        var parts = new Parts(run, id, open.nextIndex());
        var ending = reader.read(source(open), parts);
        parts.flush();
        finish(id, parts.described, problem(ending, parts.seen));
    }

    private void allOrNothing(JobRun run, UUID id, Open open) {
        var held = new Held();
        var ending = reader.read(source(open), held);
        var problem = problem(ending, held.seen);
        if (problem != null || !held.invalid.isEmpty()) {
            refuse(id, held, problem);
        } else if (held.overflow) {
            recordAgain(run, id, open, held);
        } else {
            work.write(change -> {
                record(change, id, 0, held.events);
                return close(change, id, held.described, null);
            });
        }
    }

    /** One transaction over a document that is too large to hold. */
    private void recordAgain(JobRun run, UUID id, Open open, Held first) {
        work.write(change -> {
            var part = new ArrayList<EventOutcome>();
            int[] from = {0};
            reader.read(source(open), outcome -> {
                part.add(outcome);
                if (part.size() == PART) {
                    record(change, id, from[0], part);
                    from[0] += part.size();
                    part.clear();
                }
                return !run.cancelRequested();
            });
            record(change, id, from[0], part);
            return close(change, id, first.described, null);
        });
    }

    private void refuse(UUID id, Held held, @Nullable Problem problem) {
        work.write(change -> {
            events.refuseAll(id, held.invalid);
            captures.advance(id, 0, held.seen, new Tally(0, 0, held.invalid.size(), 0, 0));
            return close(change, id, List.of(), problem);
        });
    }

    private void record(Change change, UUID id, int from, List<EventOutcome> part) {
        if (part.isEmpty()) {
            return;
        }
        var tally = events.store(id, part);
        if (!captures.advance(id, from, from + part.size(), tally)) {
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

    private EpcisSource source(Open open) {
        return () -> objects.open(new ObjectId(open.document()))
                .orElseThrow(() -> new IOException("the captured document %s is not in the object store".formatted(open.document())));
    }

    private static @Nullable Problem problem(DocumentOutcome ending, int seen) {
        return CaptureProblems.of(ending, seen).orElse(null);
    }

    /** Keeps all that fits; beyond that only what is wrong. */
    private static final class Held implements EpcisSink {

        private final List<EventOutcome> events = new ArrayList<>();
        private final List<InvalidEvent> invalid = new ArrayList<>();
        private final List<NodeMention> described = new ArrayList<>();
        private boolean overflow;
        private int seen;

        @Override
        public boolean event(EventOutcome outcome) {
            seen++;
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
            MasterData.of(element).ifPresent(described::add);
        }
    }

    /** Records part after part, from the first event that no run has recorded yet. */
    private final class Parts implements EpcisSink {

        private final JobRun run;
        private final UUID id;
        private final List<EventOutcome> part = new ArrayList<>();
        private final List<NodeMention> described = new ArrayList<>();
        private int from;
        private int seen;

        Parts(JobRun run, UUID id, int from) {
            this.run = run;
            this.id = id;
            this.from = from;
        }

        @Override
        public boolean event(EventOutcome outcome) {
            seen++;
            if (outcome.index() >= from) {
                part.add(outcome);
            }
            if (part.size() == PART) {
                flush();
                run.progress(0, "%d events".formatted(seen));
            }
            return true;
        }

        void flush() {
            if (!part.isEmpty()) {
                work.write(change -> {
                    record(change, id, from, part);
                    return part.size();
                });
                from += part.size();
                part.clear();
            }
        }

        @Override
        public void masterData(MasterDataElement element) {
            MasterData.of(element).ifPresent(described::add);
        }
    }
}
