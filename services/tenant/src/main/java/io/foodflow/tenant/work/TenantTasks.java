package io.foodflow.tenant.work;

import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.database.PlatformSchema;
import io.foodflow.platform.database.SessionLock;
import io.foodflow.platform.jobs.BackgroundLoop;
import io.foodflow.platform.tenancy.TenantId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does the {@link BackgroundWork} there is, on one thread of each process: when it is woken, and every
 * {@value #LOOK_EVERY_SECONDS} seconds besides. A lock of the database keeps two from working on one tenant; it ends with
 * its connection, so the work of a process that died is free at once.
 */
public final class TenantTasks extends BackgroundLoop {

    private static final Logger log = LoggerFactory.getLogger(TenantTasks.class);
    private static final int LOOK_EVERY_SECONDS = 5;

    private final List<BackgroundWork> kinds;
    private final PlatformSchema schema;
    private final Semaphore wakes = new Semaphore(1);

    TenantTasks(List<BackgroundWork> kinds, PlatformSchema schema) {
        super("tenant-tasks", Duration.ofSeconds(10));
        this.kinds = List.copyOf(kinds);
        this.schema = schema;
    }

    /** Has the next look taken now. */
    public void wake() {
        wakes.release();
    }

    /** Does all that is due now, waiting for whoever is at it already. For tests and for the end of a process. */
    public void finish() {
        look(true);
    }

    private void look(boolean waiting) {
        CallContext.platform("tenant-tasks", null).run(() -> {
            for (var kind : kinds) {
                attempt("tidying", kind::tidy);
                for (var tenant : kind.due()) {
                    if (!waiting && isEnding()) {
                        return; // another process goes on with them, or the next start
                    }
                    attempt("tenant " + tenant, () -> alone(tenant, waiting, () -> kind.advance(tenant)));
                }
            }
        });
    }

    private void alone(TenantId tenant, boolean waiting, Runnable work) {
        var key = "tenant-tasks " + tenant;
        if (waiting) {
            SessionLock.alone(schema::connect, key, () -> {
                work.run();
                return tenant;
            });
        } else {
            SessionLock.unlessTaken(schema::connect, key, work);
        }
    }

    private static void attempt(String what, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            log.warn("{}: {}; trying again", what, e.toString());
        }
    }

    @Override
    protected void round() throws InterruptedException {
        if (wakes.tryAcquire(LOOK_EVERY_SECONDS, TimeUnit.SECONDS)) {
            wakes.drainPermits();
        }
        look(false);
    }
}
