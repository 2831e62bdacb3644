package io.foodflow.platform.jobs;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.tenancy.Tenants;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Removes, hourly and for every tenant, what has had its time: idempotency keys after a day, ended jobs after 90. */
final class CleanUp {

    static final Duration KEYS_KEPT = Duration.ofHours(24);
    static final Duration JOBS_KEPT = Duration.ofDays(90);
    private static final Logger log = LoggerFactory.getLogger(CleanUp.class);
    private static final int BATCH = 5_000;

    private final Tenants tenants;
    private final TransactionTemplate tenantWork;
    private final JdbcClient jdbc;
    private final JobTable jobs;
    private final Clock clock;

    CleanUp(Tenants tenants, TransactionTemplate tenantWork, JdbcClient jdbc, JobTable jobs, Clock clock) {
        this.tenants = tenants;
        this.tenantWork = tenantWork;
        this.jdbc = jdbc;
        this.jobs = jobs;
        this.clock = clock;
    }

    RecurringTask<Void> task() {
        return Tasks.recurring("clean-up", FixedDelay.ofHours(1)).execute((instance, context) -> run());
    }

    void run() {
        var now = clock.instant();
        for (var tenant : tenants.all()) {
            try {
                CallContext.platform("clean-up", tenant).run(() -> {
                    inBatches(() -> jdbc.sql("""
                                    delete from idempotency_keys where key in
                                      (select key from idempotency_keys where created_at < ? limit ?)
                                    """)
                            .params(Timestamp.from(now.minus(KEYS_KEPT)), BATCH)
                            .update());
                    inBatches(() -> jobs.deleteFinishedBefore(now.minus(JOBS_KEPT), BATCH));
                });
            } catch (RuntimeException e) {
                log.warn("clean-up of {} failed, to be tried again in an hour: {}", tenant.slug(), e.toString());
            }
        }
    }

    private void inBatches(IntSupplier batch) {
        int done = BATCH;
        while (done == BATCH) {
            Integer deleted = tenantWork.execute(status -> batch.getAsInt());
            done = deleted == null ? 0 : deleted;
        }
    }
}
