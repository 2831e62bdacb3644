package io.foodflow.platform.audit;

import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.jobs.BackgroundLoop;
import io.foodflow.platform.tenancy.TenantId;
import io.foodflow.platform.tenancy.Tenants;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;

/**
 * Writes what people and service accounts were refused into the audit of their own tenant: of each caller, operation and
 * status the first at once, and while it goes on one entry a minute that says how often, so that nobody can flood the
 * ledger. Written after the request, in a transaction of its own; what is counted and not yet written is lost when the
 * process is killed. Thread-safe.
 */
public final class RefusedAccess extends BackgroundLoop implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(RefusedAccess.class);
    private static final Duration BETWEEN_ENTRIES = Duration.ofMinutes(1);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);
    private static final int MOST_KEPT = 100_000;
    private static final int LONGEST_ID = 200;

    private final Tenants tenants;
    private final UnitOfWork work;
    private final Clock clock;
    private final ConcurrentHashMap<Key, Tally> tallies = new ConcurrentHashMap<>();

    RefusedAccess(Tenants tenants, UnitOfWork work, Clock clock) {
        super("refused-access", Duration.ofSeconds(10));
        this.tenants = tenants;
        this.work = work;
        this.clock = clock;
    }

    private record Key(TenantId tenant, UUID actor, String operation, int status) {}

    /**
     * @param writtenAt when there was an entry the last time
     * @param pending what came since then
     * @param call by whom and from where, the last
     */
    private record Tally(Instant writtenAt, @Nullable AccessRefused pending, CallContext call) {

        boolean isDue(Instant now) {
            return !now.isBefore(writtenAt.plus(BETWEEN_ENTRIES));
        }
    }

    /** Notes that a call was refused; nothing for who is no user and no service account of a tenant. */
    public void note(CallContext call, String operation, String resourceType, String resourceId, int status) {
        var tenant = call.tenant();
        var actor = call.actor().id();
        if (tenant == null || actor == null) {
            return;
        }
        var now = clock.instant();
        var key = new Key(tenant.id(), actor, operation, status);
        if (tallies.size() >= MOST_KEPT && !tallies.containsKey(key)) {
            log.warn("more than {} callers and operations are refused at once; one is not counted", MOST_KEPT);
            return;
        }
        var refused = new AccessRefused(operation, resourceType, plain(resourceId), status, 1, now);
        var about = new CallContext(call.actor(), tenant, call.origin(), null, null);
        var tally = tallies.compute(key, (same, known) -> {
            if (known == null || (known.pending() == null && known.isDue(now))) {
                return new Tally(now, null, about);
            }
            var pending = known.pending();
            return new Tally(known.writtenAt(), pending == null ? refused : refused.after(pending), about);
        });
        if (tally.pending() == null) {
            write(about, refused);
        }
    }

    /** Writes what was counted for a minute; all there is, if {@code all}. When it returns, that is written. */
    public synchronized void flush(boolean all) {
        var now = clock.instant();
        var due = new ArrayList<Tally>();
        for (var key : tallies.keySet()) {
            tallies.computeIfPresent(key, (same, tally) -> {
                if (tally.pending() != null && (all || tally.isDue(now))) {
                    due.add(tally);
                    return new Tally(now, null, tally.call());
                }
                return tally.pending() == null && tally.isDue(now) ? null : tally;
            });
        }
        for (var tally : due) {
            if (tally.pending() != null) {
                write(tally.call(), tally.pending());
            }
        }
    }

    private void write(CallContext call, AccessRefused refused) {
        try {
            var tenant = call.tenant();
            if (tenant == null || tenants.find(tenant.id()).isEmpty()) {
                return; // erased; another one may have its name
            }
            call.run(() -> work.write(change -> {
                change.record(refused, null, refused);
                return true;
            }));
        } catch (RuntimeException e) {
            log.warn(
                    "{} times {} was refused with {}, and the audit could not be told: {}",
                    refused.times(),
                    refused.operation(),
                    refused.status(),
                    e.toString());
        }
    }

    /** As a text column takes it. */
    private static String plain(String id) {
        var printable = id.replaceAll("\\p{Cntrl}", "?");
        return printable.length() <= LONGEST_ID ? printable : printable.substring(0, LONGEST_ID);
    }

    @Override
    protected void round() throws InterruptedException {
        Thread.sleep(LOOK_EVERY);
        flush(false);
    }

    /** After the last request. */
    @Override
    public void destroy() {
        flush(true);
    }
}
