package io.foodflow.platform.jobs;

import com.github.f4b6a3.uuid.UuidCreator;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.lineage.RunMark;
import io.foodflow.platform.lineage.RunMarks;
import io.foodflow.platform.web.Page;
import io.foodflow.platform.web.PageRequest;
import io.foodflow.platform.web.ProblemException;
import io.foodflow.platform.web.Problems;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The jobs of the current tenant. Thread-safe. */
public final class Jobs {

    private final UnitOfWork work;
    private final JobTable table;
    private final JobSignal signal;
    private final RunMarks marks;

    Jobs(UnitOfWork work, JobTable table, JobSignal signal, RunMarks marks) {
        this.work = work;
        this.table = table;
        this.signal = signal;
        this.marks = marks;
    }

    /**
     * Submits a job as part of the running {@link UnitOfWork#write}: it will be run if and only if that commits. The
     * unit of work says itself what it changed; submitting is no event of its own. A job submitted by the run of another
     * one is its child.
     *
     * @param kind of the {@link JobHandler}, which may live in another process
     * @param key jobs of this tenant with the same key run one after another, over all processes; null runs at once
     * @param input written as JSON, read by {@link JobRun#input}
     * @return the job's id, a UUIDv7
     * @throws IllegalStateException outside a unit of work
     */
    public UUID submit(String kind, @Nullable String key, Object input) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()
                || TransactionSynchronizationManager.isCurrentTransactionReadOnly()) {
            throw new IllegalStateException(
                    "a job must be submitted inside UnitOfWork.write, to commit with its change");
        }
        JobKind.require(kind);
        var id = UuidCreator.getTimeOrderedEpoch();
        table.insert(
                id,
                kind,
                key,
                input,
                CallContext.current().actor(),
                JobRunner.running().orElse(null));
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                signal.wake();
            }
        });
        return id;
    }

    /** The job with that id, if this tenant has it. */
    public Optional<Job> find(UUID id) {
        return work.read(() -> table.find(id));
    }

    /** Whether one of this tenant's jobs is at work, in whatever process. */
    public boolean anyRunning() {
        return work.read(table::anyRunning);
    }

    /** Jobs, newest first. */
    Page<Job> list(PageRequest page, @Nullable JobState state, @Nullable String kind) {
        return work.read(() -> table.list(page, state, kind));
    }

    /**
     * Asks a job to end. One that waits ends now, one that runs when its handler next looks; one that has ended stays as
     * it is.
     *
     * @return the job as it is then
     */
    public Job cancel(UUID id) {
        var job = work.write(change -> {
            var found = table.lock(id).orElseThrow(() -> new ProblemException(Problems.notFound("job", id)));
            if (found.state().isFinal() || found.cancelAsked()) {
                change.nothing();
                return found;
            }
            change.record(new JobCancelRequested(id, found.kind()), null, null);
            if (found.state() == JobState.QUEUED) {
                table.cancelQueued(id);
                if (found.attempts() > 0) {
                    marks.add(id, found.kind(), found.attempts(), RunMark.Step.ABORTED, null, null);
                }
                change.record(new JobFinished(id, found.kind(), JobState.CANCELLED, null), null, null);
                table.wakeNext(found.key());
            } else {
                table.askToEnd(id);
            }
            return table.find(id).orElseThrow();
        });
        signal.cancel(id);
        return job;
    }
}
