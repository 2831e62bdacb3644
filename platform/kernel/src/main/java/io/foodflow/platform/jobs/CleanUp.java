package io.foodflow.platform.jobs;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.lineage.RunMarks;
import io.foodflow.platform.tenancy.Tenants;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Removes, hourly and for every tenant, what has had its time: idempotency keys after a day, ended jobs after 90, and
 * events 30 days after every consumer and the audit ledger took them. The newest event stays, since the next one counts on from it.
 * Marks of runs that no audit service took in 30 days go, too. What
 * services keep for a time they take away themselves, each by its {@link Sweep}.
 */
final class CleanUp {

    static final Duration KEYS_KEPT = Duration.ofHours(24);
    static final Duration JOBS_KEPT = Duration.ofDays(90);
    static final Duration EVENTS_KEPT = Duration.ofDays(30);
    private static final String DELETE_EVENTS = """
            delete from outbox where no in
              (select no from outbox
               where time < ? and seq < (select max(seq) from outbox) and seq <= (select size from audit_ledger)
                 and seq <= coalesce((select min(seq) from consumer_positions), seq)
               order by seq limit ?)
            """;
    private static final Logger log = LoggerFactory.getLogger(CleanUp.class);
    private static final int BATCH = 5_000;

    private final Tenants tenants;
    private final TransactionTemplate tenantWork;
    private final TransactionTemplate platformWork;
    private final JdbcClient jdbc;
    private final JobTable jobs;
    private final RunMarks marks;
    private final List<Sweep> sweeps;
    private final Clock clock;

    CleanUp(
            Tenants tenants,
            TransactionTemplate tenantWork,
            TransactionTemplate platformWork,
            JdbcClient jdbc,
            JobTable jobs,
            RunMarks marks,
            List<Sweep> sweeps,
            Clock clock) {
        this.tenants = tenants;
        this.tenantWork = tenantWork;
        this.platformWork = platformWork;
        this.jdbc = jdbc;
        this.jobs = jobs;
        this.marks = marks;
        this.sweeps = List.copyOf(sweeps);
        this.clock = clock;
    }

    RecurringTask<Void> task() {
        return Tasks.recurring("clean-up", FixedDelay.ofHours(1)).execute((instance, context) -> run());
    }

    void run() {
        for (var tenant : tenants.all()) {
            attempt(
                    tenant.slug(),
                    () -> CallContext.platform("clean-up", tenant).run(this::ofTenant));
        }
        attempt("the platform", () -> {
            inBatches(platformWork, this::deleteKeys);
            inBatches(platformWork, this::deleteEvents);
        });
    }

    private void ofTenant() {
        var now = clock.instant();
        inBatches(
                tenantWork,
                () -> jdbc.sql("""
                        delete from idempotency_keys where key in
                          (select key from idempotency_keys where created_at < ? limit ?)
                        """)
                        .params(Timestamp.from(now.minus(KEYS_KEPT)), BATCH)
                        .update());
        inBatches(tenantWork, () -> jobs.deleteFinishedBefore(now.minus(JOBS_KEPT), BATCH));
        inBatches(tenantWork, this::deleteEvents);
        inBatches(tenantWork, () -> marks.deleteBefore(now.minus(EVENTS_KEPT), BATCH));
        for (var sweep : sweeps) {
            inBatches(tenantWork, () -> sweep.sweep(now, BATCH));
        }
    }

    private int deleteKeys() {
        return jdbc.sql("""
                        delete from request_keys where (tenant_id, key) in
                          (select tenant_id, key from request_keys where created_at < ? limit ?)
                        """)
                .params(Timestamp.from(clock.instant().minus(KEYS_KEPT)), BATCH)
                .update();
    }

    private int deleteEvents() {
        return jdbc.sql(DELETE_EVENTS)
                .params(Timestamp.from(clock.instant().minus(EVENTS_KEPT)), BATCH)
                .update();
    }

    private static void attempt(String whose, Runnable cleaning) {
        try {
            cleaning.run();
        } catch (RuntimeException e) {
            log.warn("clean-up of {} failed, to be tried again in an hour: {}", whose, e.toString());
        }
    }

    private static void inBatches(TransactionTemplate work, IntSupplier batch) {
        int done = BATCH;
        while (done == BATCH) {
            Integer deleted = work.execute(status -> batch.getAsInt());
            done = deleted == null ? 0 : deleted;
        }
    }
}
