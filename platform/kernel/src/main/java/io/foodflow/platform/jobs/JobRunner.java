package io.foodflow.platform.jobs;

import io.foodflow.platform.changes.Change;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.context.Origin;
import io.foodflow.platform.lineage.RunMark;
import io.foodflow.platform.lineage.RunMarks;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.platform.tenancy.Tenants;
import io.foodflow.platform.web.ProblemException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** One attempt at one job, from the look whether it may begin to its entry in the table. Thread-safe. */
final class JobRunner {

    private static final Logger log = LoggerFactory.getLogger(JobRunner.class);
    private static final int MOST_CUT_SHORT = 100;
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    private static final Duration PAUSE_FOR_DATABASE = Duration.ofSeconds(1);
    private static final Duration PAUSE_FOR_KEY = Duration.ofSeconds(30);
    private static final Duration PAUSE_WHILE_RESTING = Duration.ofSeconds(2);
    private static final int LONGEST_ERROR = 2_000;

    /** The job whose run this thread does. */
    private static final ScopedValue<UUID> RUNNING = ScopedValue.newInstance();

    private final UnitOfWork work;
    private final TransactionTemplate unaudited;
    private final JobTable table;
    private final JobSignal signal;
    private final RunMarks marks;
    private final Tenants tenants;
    private final JsonMapper json;
    private final ObservationRegistry observations;
    private final MeterRegistry meters;
    private volatile boolean stopping;

    JobRunner(
            UnitOfWork work,
            TransactionTemplate unaudited,
            JobTable table,
            JobSignal signal,
            RunMarks marks,
            Tenants tenants,
            JsonMapper json,
            ObservationRegistry observations,
            MeterRegistry meters) {
        this.work = work;
        this.unaudited = unaudited;
        this.table = table;
        this.signal = signal;
        this.marks = marks;
        this.tenants = tenants;
        this.json = json;
        this.observations = observations;
        this.meters = meters;
    }

    /** What becomes of the scheduled execution. */
    sealed interface Outcome {
        record Over() implements Outcome {}

        record Again(Duration pause) implements Outcome {}

        /** Another job has the key; after the execution is put off, {@link JobRunner#wakeIfFree} must be called. */
        record Waits(Duration pause) implements Outcome {}
    }

    private sealed interface Start {
        record Refused(Outcome outcome) implements Start {}

        record Go(JobTable.Begun begun) implements Start {}
    }

    /** The job whose run the current thread does, if it does one. */
    static Optional<UUID> running() {
        return RUNNING.isBound() ? Optional.of(RUNNING.get()) : Optional.empty();
    }

    void start() {
        stopping = false;
    }

    /** Lets runs end at their next progress, to be taken up by another process or by the next start. */
    void stop() {
        stopping = true;
    }

    Outcome run(Tenant tenant, UUID id, JobHandler handler) {
        var platform = CallContext.platform("jobs", tenant);
        return switch (platform.call(() -> begin(id, handler))) {
            case Start.Refused refused -> refused.outcome();
            case Start.Go go -> platform.call(() -> attempt(tenant, go.begun(), handler));
        };
    }

    /**
     * Makes a job due again if its key has become free. The job that had the key wakes those that wait, but passes over
     * one whose execution was not put off yet; so this looks once more after it was.
     */
    void wakeIfFree(Tenant tenant, UUID id) {
        CallContext.platform("jobs", tenant).run(() -> write(() -> table.wakeIfFree(id)));
        signal.wake();
    }

    /** Puts back a job of a tenant that may not work, whose run ended without doing so itself: its process died. */
    void release(Tenant tenant, UUID id) {
        CallContext.platform("jobs", tenant).run(() -> write(() -> table.release(id)));
    }

    private Start begin(UUID id, JobHandler handler) {
        return work.write(change -> {
            var found = table.lockForRun(id);
            if (found.isEmpty() || found.get().job().state().isFinal()) {
                change.nothing();
                return new Start.Refused(new Outcome.Over());
            }
            var job = found.get().job();
            if (table.isResting()) {
                table.release(id);
                change.nothing();
                return new Start.Refused(new Outcome.Again(PAUSE_WHILE_RESTING));
            }
            if (job.cancelAsked()) {
                table.cancelQueued(id);
                if (job.attempts() > 0) {
                    marks.add(id, job.kind(), job.attempts(), RunMark.Step.ABORTED, null, handler.lineage());
                }
                finished(change, job, JobState.CANCELLED, null);
                return new Start.Refused(new Outcome.Over());
            }
            if (job.key() != null && table.isTaken(job.key(), id)) {
                table.waitForKey(id);
                change.nothing();
                return new Start.Refused(new Outcome.Waits(PAUSE_FOR_KEY));
            }
            table.begin(id);
            if (job.attempts() - found.get().failures() >= MOST_CUT_SHORT) {
                var error = "the process or database that ran it ended %d times".formatted(MOST_CUT_SHORT);
                table.finish(id, job.attempts() + 1, JobState.FAILED, null, error);
                marks.add(id, job.kind(), job.attempts() + 1, RunMark.Step.FAILED, error, handler.lineage());
                finished(change, job, JobState.FAILED, error);
                return new Start.Refused(new Outcome.Over());
            }
            var step = job.attempts() == 0 ? RunMark.Step.BEGAN : RunMark.Step.CONTINUED;
            marks.add(id, job.kind(), job.attempts() + 1, step, null, handler.lineage());
            change.nothing();
            return new Start.Go(found.get());
        });
    }

    private Outcome attempt(Tenant tenant, JobTable.Begun begun, JobHandler handler) {
        var job = begun.job();
        int number = job.attempts() + 1;
        var run = new TableJobRun(
                job.id(),
                number,
                begun.input(),
                json,
                handler.lineage(),
                (share, message) -> write(() -> table.progress(job.id(), number, share, message)),
                () -> stopping,
                () -> tenants.find(tenant.id()).filter(Tenant::isActive).isPresent() && !write(table::isResting));
        signal.began(job.id(), run::cancel);
        MDC.put("tenant", tenant.slug());
        MDC.put("user", begun.actor().label());
        MDC.put("job", job.id().toString());
        var observation = Observation.createNotStarted("foodflow.job", observations)
                .lowCardinalityKeyValue("kind", job.kind())
                .contextualName("job " + job.kind())
                .start();
        try {
            observation.<Exception>scopedChecked(() -> {
                var origin = new Origin(null, null, MDC.get("traceId"));
                new CallContext(begun.actor(), tenant, origin, null, null)
                        .<Boolean, Exception>call(
                                () -> ScopedValue.where(RUNNING, job.id()).<Boolean, Exception>call(() -> {
                                    handler.run(run);
                                    return true;
                                }));
            });
            return end(job, run, JobState.SUCCEEDED, null);
        } catch (JobCancelled e) {
            return cancelled(job, run);
        } catch (Exception e) {
            observation.error(e);
            return failed(begun, run, handler, e);
        } finally {
            observation.stop();
            signal.ended(job.id());
            List.of("tenant", "user", "job").forEach(MDC::remove);
        }
    }

    private Outcome cancelled(Job job, TableJobRun run) {
        if (run.isSuperseded()) {
            return new Outcome.Over();
        }
        return run.isCancelled() ? end(job, run, JobState.CANCELLED, null) : cutShort(job, run, Duration.ZERO);
    }

    private Outcome failed(JobTable.Begun begun, TableJobRun run, JobHandler handler, Exception e) {
        var job = begun.job();
        boolean interrupted = Thread.interrupted(); // asked so, it is cleared: what follows needs the database
        if (stopping || interrupted) {
            return cutShort(job, run, Duration.ZERO);
        }
        if (isOfTheDatabase(e)) {
            log.warn("job {} {} was cut short: {}", job.kind(), job.id(), e.toString());
            return cutShort(job, run, PAUSE_FOR_DATABASE);
        }
        int failures = begun.failures() + 1;
        if (isFinal(e) || failures >= handler.attempts()) {
            log.warn("job {} {} failed for good", job.kind(), job.id(), e);
            return end(job, run, JobState.FAILED, describe(e));
        }
        log.warn("job {} {} failed, to be tried again", job.kind(), job.id(), e);
        return putBack(() -> putBackFailed(job, run, describe(e)), pause(handler, failures));
    }

    private boolean putBackFailed(Job job, TableJobRun run, String error) {
        boolean ours = table.putBackFailed(job.id(), run.attempt(), error);
        if (ours) {
            marks.add(job.id(), job.kind(), run.attempt(), RunMark.Step.CONTINUED, error, run.lineage());
        }
        return ours;
    }

    private Outcome cutShort(Job job, TableJobRun run, Duration pause) {
        return putBack(() -> table.putBack(job.id(), run.attempt()), pause);
    }

    private Outcome putBack(Supplier<Boolean> put, Duration pause) {
        return write(put) ? new Outcome.Again(pause) : new Outcome.Over();
    }

    private Outcome end(Job job, TableJobRun run, JobState state, @Nullable String error) {
        work.write(change -> {
            if (table.finish(job.id(), run.attempt(), state, run.result(), error)) {
                mark(job, run, state, error);
                finished(change, job, state, error);
            } else {
                change.nothing();
            }
            return state;
        });
        return new Outcome.Over();
    }

    private void mark(Job job, TableJobRun run, JobState state, @Nullable String error) {
        boolean succeeded = state == JobState.SUCCEEDED;
        var step = succeeded
                ? RunMark.Step.COMPLETED
                : state == JobState.FAILED ? RunMark.Step.FAILED : RunMark.Step.ABORTED;
        marks.add(
                job.id(),
                job.kind(),
                run.attempt(),
                step,
                error,
                run.lineage(),
                succeeded ? run.amountsRead() : Map.of(),
                succeeded ? run.amountsWritten() : Map.of());
    }

    private void finished(Change change, Job job, JobState state, @Nullable String error) {
        change.record(new JobFinished(job.id(), job.kind(), state, error), null, null);
        meters.counter("foodflow.jobs.finished", "kind", job.kind(), "state", state.text())
                .increment();
        table.wakeNext(job.key());
    }

    private <T> T write(Supplier<T> statement) {
        return Objects.requireNonNull(unaudited.execute(status -> statement.get()));
    }

    private static boolean isOfTheDatabase(Exception e) {
        return e instanceof DataAccessResourceFailureException
                || e instanceof RecoverableDataAccessException
                || e instanceof TransientDataAccessException
                || e instanceof TransactionException;
    }

    private static boolean isFinal(Exception e) {
        return e instanceof JobFailed
                || (e instanceof ProblemException refused && refused.problem().status() < 500);
    }

    private static Duration pause(JobHandler handler, int failures) {
        var pause = handler.firstPause().multipliedBy(1L << Math.min(failures - 1, 20));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }

    private static String describe(Exception e) {
        var known = e instanceof JobFailed || e instanceof ProblemException;
        var text = known ? String.valueOf(e.getMessage()) : e.toString();
        return text.length() > LONGEST_ERROR ? text.substring(0, LONGEST_ERROR) + "…" : text;
    }
}
