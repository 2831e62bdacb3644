package io.foodflow.tenant.work;

import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.database.PlatformSchema;
import io.foodflow.platform.tenancy.TenantId;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Does the {@link BackgroundWork} there is, on one thread of each process: when it is woken, and every
 * {@value #LOOK_EVERY_SECONDS} seconds besides. A lock of the database keeps two from working on one tenant; it ends with
 * its connection, so the work of a process that died is free at once.
 */
public final class TenantTasks implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(TenantTasks.class);
    private static final int LOOK_EVERY_SECONDS = 5;

    private final List<BackgroundWork> kinds;
    private final PlatformSchema schema;
    private final Semaphore wakes = new Semaphore(0);
    private volatile @Nullable Thread thread;
    private volatile boolean running;

    TenantTasks(List<BackgroundWork> kinds, PlatformSchema schema) {
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
                    attempt("tenant " + tenant, () -> alone(tenant, waiting, () -> kind.advance(tenant)));
                }
            }
        });
    }

    private void alone(TenantId tenant, boolean waiting, Runnable work) {
        var ask = waiting ? "select pg_advisory_lock(%s) is not null" : "select pg_try_advisory_lock(%s)";
        try (var connection = schema.connect();
                var lock = connection.prepareStatement(ask.formatted("hashtextextended(?, 0)"))) {
            lock.setString(1, "tenant-tasks " + tenant);
            try (var taken = lock.executeQuery()) {
                if (taken.next() && taken.getBoolean(1)) {
                    work.run();
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("cannot lock the work on a tenant: " + e.getMessage(), e);
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
    public void start() {
        running = true;
        thread = Thread.ofPlatform().name("tenant-tasks").daemon().start(this::loop);
    }

    private void loop() {
        while (running) {
            try {
                look(false);
            } catch (RuntimeException e) {
                log.warn("cannot look for work on tenants: {}; trying again", e.toString());
            }
            try {
                if (wakes.tryAcquire(LOOK_EVERY_SECONDS, TimeUnit.SECONDS)) {
                    wakes.drainPermits();
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    @Override
    public void stop() {
        running = false;
        var stopping = thread;
        thread = null;
        if (stopping != null) {
            stopping.interrupt();
            try {
                stopping.join(Duration.ofSeconds(10));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
