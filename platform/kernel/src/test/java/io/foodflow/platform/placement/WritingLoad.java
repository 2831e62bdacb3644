package io.foodflow.platform.placement;

import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.entitlements.Metric;
import io.foodflow.platform.entitlements.Usage;
import io.foodflow.platform.jobs.Jobs;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.testkit.TestPlatform;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Eight threads that write for one tenant, one change after another, and remember what was acknowledged. */
final class WritingLoad {

    static final int WRITERS = 8;

    private static final int ONE_JOB_IN = 20;
    private static final long BETWEEN_NANOS = 50_000_000; // as much load as two cores can bear
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final TestPlatform platform;
    private final Tenant tenant;
    private final @Nullable String jobKind;
    private final UnitOfWork work;
    private final Queue<String> notes = new ConcurrentLinkedQueue<>();
    private final AtomicInteger jobs = new AtomicInteger();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
    private final List<Future<?>> running = new ArrayList<>();

    /** With a job of that kind now and then; null for none. */
    WritingLoad(TestPlatform platform, Tenant tenant, @Nullable String jobKind) {
        this.platform = platform;
        this.tenant = tenant;
        this.jobKind = jobKind;
        this.work = platform.bean(UnitOfWork.class);
    }

    void start() {
        for (int i = 0; i < WRITERS; i++) {
            int writer = i;
            running.add(threads.submit(() -> {
                for (int n = 0; !stopped.get(); n++) {
                    LockSupport.parkNanos(BETWEEN_NANOS);
                    write("%d-%d".formatted(writer, n), n % ONE_JOB_IN == 0 ? jobKind : null);
                }
            }));
        }
    }

    private void write(String note, @Nullable String job) {
        CallContext.platform("test", tenant)
                .run(() -> work.write(change -> {
                    change.record(new MovedTenants.Noted(note), null, null);
                    platform.bean(Usage.class).add(Metric.EVENTS, "2026-11", 1);
                    if (job != null) {
                        platform.bean(Jobs.class).submit(job, null, note);
                    }
                    return note;
                }));
        notes.add(note);
        if (job != null) {
            jobs.incrementAndGet();
        }
    }

    /** What was acknowledged. */
    Collection<String> notes() {
        return notes;
    }

    /** How many jobs were. */
    int jobs() {
        return jobs.get();
    }

    long acknowledged() {
        return notes.size();
    }

    void awaitAcknowledged(long so) {
        var deadline = Instant.now().plus(PATIENCE);
        while (acknowledged() < so) {
            assertThat(running).noneMatch(Future::isDone);
            assertThat(Instant.now()).isBefore(deadline);
            MovedTenants.pause();
        }
    }

    void stop() throws Exception {
        stopped.set(true);
        for (var writer : running) {
            writer.get();
        }
        threads.close();
    }
}
