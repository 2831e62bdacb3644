package io.foodflow.platform.entitlements;

import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.context.Actor;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.jobs.BackgroundLoop;
import io.foodflow.platform.tenancy.TenantId;
import io.foodflow.platform.tenancy.Tenants;
import io.foodflow.platform.web.Problem;
import io.foodflow.platform.web.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Counts the calls that a tenant's service accounts make; people in the workspace are neither counted nor stopped by it.
 * Counted in memory and written every {@value #WRITE_EVERY_SECONDS} seconds and at the
 * end, so that a call costs nothing more; a process that is killed loses what it had not written, and with several
 * processes a limit may be passed by what the others have not. Thread-safe.
 */
public final class ApiCalls extends BackgroundLoop implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(ApiCalls.class);
    private static final int WRITE_EVERY_SECONDS = 5;

    private final Entitlements entitlements;
    private final Usage usage;
    private final Iterable<UsageListener> listeners;
    private final Tenants tenants;
    private final UnitOfWork work;
    private final Clock clock;
    private final ConcurrentHashMap<Counter, Long> counted = new ConcurrentHashMap<>();

    ApiCalls(
            Entitlements entitlements,
            Usage usage,
            Iterable<UsageListener> listeners,
            Tenants tenants,
            UnitOfWork work,
            Clock clock) {
        super("api-calls", Duration.ofSeconds(10));
        this.entitlements = entitlements;
        this.usage = usage;
        this.listeners = listeners;
        this.tenants = tenants;
        this.work = work;
        this.clock = clock;
    }

    private record Counter(TenantId tenant, String period) {}

    /** Counts a call, or ends it with 429 and the moment from which there are more. */
    public void take(CallContext call) {
        var tenant = call.tenant();
        var actor = call.actor();
        if (tenant == null || actor.kind() != Actor.Kind.SERVICE || actor.id() == null) {
            return;
        }
        var now = clock.instant();
        var counter = new Counter(tenant.id(), Metric.API_CALLS.period(now));
        call.run(() -> admit(counter, now));
        counted.merge(counter, 1L, Long::sum);
    }

    private void admit(Counter counter, Instant now) {
        var most = entitlements.limit(Metric.API_CALLS).most();
        if (most.isEmpty()) {
            return;
        }
        long used = usage.recent(Metric.API_CALLS, now) + counted.getOrDefault(counter, 0L);
        if (used < most.getAsLong()) {
            return;
        }
        var resets = Objects.requireNonNull(Metric.API_CALLS.resetsAfter(now));
        throw new ProblemException(Problem.of(
                        429,
                        "api-calls-used-up",
                        "API calls used up",
                        "%d of %d calls of this month are used; the next month begins at %s. Choose a larger plan or ask who runs the platform"
                                .formatted(used, most.getAsLong(), resets))
                .with("metric", Metric.API_CALLS.text())
                .with("limit", most.getAsLong())
                .with("used", used)
                .with("resets_at", resets.toString())
                .with("retry_after_seconds", Duration.between(now, resets).toSeconds() + 1));
    }

    /** Writes what was counted. When it returns, that is written. */
    public synchronized void flush() {
        Map.copyOf(counted).forEach(this::write); // what comes meanwhile, or fails, waits for the next round
    }

    private void write(Counter counter, long calls) {
        try {
            var tenant = tenants.find(counter.tenant());
            if (tenant.isEmpty()) {
                counted.remove(counter); // erased
                return;
            }
            CallContext.platform("api-calls", tenant.get())
                    .run(() -> work.write(change -> {
                        change.nothing(); // a count; what it comes to is told by the listeners
                        afterCommit(() -> uncount(counter, calls));
                        long used = usage.add(Metric.API_CALLS, counter.period(), calls);
                        listeners.forEach(listener -> listener.counted(Metric.API_CALLS, counter.period(), used));
                        return used;
                    }));
        } catch (TransientDataAccessException
                | DataAccessResourceFailureException
                | CannotCreateTransactionException e) {
            log.warn("API calls cannot be written down now: {}; trying again", e.toString());
        } catch (RuntimeException e) {
            uncount(counter, calls);
            log.warn("{} API calls of {} could not be written down: {}", calls, counter.tenant(), e.toString());
        }
    }

    /** What is written is no longer counted here, but not before: in between it would be in neither number. */
    private void uncount(Counter counter, long calls) {
        counted.computeIfPresent(counter, (same, all) -> all > calls ? all - calls : null);
    }

    private static void afterCommit(Runnable action) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                action.run();
            }
        });
    }

    @Override
    protected void round() throws InterruptedException {
        Thread.sleep(Duration.ofSeconds(WRITE_EVERY_SECONDS));
        flush();
    }

    /** After the last request. */
    @Override
    public void destroy() {
        flush();
    }
}
