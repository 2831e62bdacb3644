package io.foodflow.platform.audit;

import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.jobs.BackgroundLoop;
import io.foodflow.platform.tenancy.TenantId;
import io.foodflow.platform.tenancy.Tenants;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;

/**
 * Writes what people and service accounts were refused into the audit of their own tenant: of each caller, operation and
 * status the first at once, and while it goes on one entry a minute that says how often, so that nobody can flood the
 * ledger. Written after the request, in a transaction of its own, and a minute later again where that fails; what is counted
 * and not yet written is lost when the process is killed. Thread-safe.
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
    private final int mostOfTenant;
    private final ConcurrentHashMap<TenantId, ConcurrentHashMap<Key, Tally>> tallies = new ConcurrentHashMap<>();

    /** @param mostOfTenant how many callers and operations are counted at once for each tenant */
    RefusedAccess(Tenants tenants, UnitOfWork work, Clock clock, int mostOfTenant) {
        super("refused-access", Duration.ofSeconds(10));
        this.tenants = tenants;
        this.work = work;
        this.clock = clock;
        this.mostOfTenant = mostOfTenant;
    }

    private record Key(UUID actor, String operation, int status) {}

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
        var key = new Key(actor, operation, status);
        var ofTenant = tallies.computeIfAbsent(tenant.id(), id -> new ConcurrentHashMap<>());
        if (!ofTenant.containsKey(key) && (ofTenant.size() >= mostOfTenant || kept() >= MOST_KEPT)) {
            log.warn("too many callers and operations of {} are refused at once; one is not counted", tenant.slug());
            return;
        }
        var refused = new AccessRefused(operation, resourceType, plain(resourceId), status, 1, now);
        var about = new CallContext(call.actor(), tenant, call.origin(), null, null);
        var tally = ofTenant.compute(key, (same, known) -> {
            if (known == null || (known.pending() == null && known.isDue(now))) {
                return new Tally(now, null, about);
            }
            var pending = known.pending();
            return new Tally(known.writtenAt(), pending == null ? refused : refused.after(pending), about);
        });
        if (tally.pending() == null && !isWritten(about, refused)) {
            keep(ofTenant, key, about, refused);
        }
    }

    private long kept() {
        return tallies.values().stream()
                .mapToLong(ConcurrentHashMap::mappingCount)
                .sum();
    }

    /**
     * Writes what was counted for a minute; all there is, if {@code all}. What can be written is when it returns. After a
     * failure nothing more of that tenant is tried this time.
     */
    public synchronized void flush(boolean all) {
        tallies.values().forEach(ofTenant -> flush(ofTenant, all));
    }

    private void flush(ConcurrentHashMap<Key, Tally> ofTenant, boolean all) {
        var now = clock.instant();
        var due = new HashMap<Key, Tally>();
        for (var key : ofTenant.keySet()) {
            ofTenant.computeIfPresent(key, (same, tally) -> {
                if (tally.pending() != null && (all || tally.isDue(now))) {
                    due.put(key, tally);
                    return new Tally(now, null, tally.call());
                }
                return tally.pending() == null && tally.isDue(now) ? null : tally;
            });
        }
        boolean goesWell = true;
        for (var entry : due.entrySet()) {
            var call = entry.getValue().call();
            var refused = Objects.requireNonNull(entry.getValue().pending());
            goesWell = goesWell && isWritten(call, refused);
            if (!goesWell) {
                keep(ofTenant, entry.getKey(), call, refused);
            }
        }
    }

    private void keep(ConcurrentHashMap<Key, Tally> ofTenant, Key key, CallContext call, AccessRefused refused) {
        ofTenant.compute(key, (same, known) -> {
            if (known == null) {
                return new Tally(clock.instant(), refused, call);
            }
            var later = known.pending();
            return new Tally(known.writtenAt(), later == null ? refused : later.after(refused), known.call());
        });
    }

    private boolean isWritten(CallContext call, AccessRefused refused) {
        try {
            var tenant = call.tenant();
            if (tenant == null || tenants.find(tenant.id()).isEmpty()) {
                return true; // erased; another one may have its name
            }
            call.run(() -> work.write(change -> {
                change.record(refused, null, refused);
                return true;
            }));
            return true;
        } catch (RuntimeException e) {
            log.warn(
                    "{} times {} was refused with {}, and the audit could not be told: {}",
                    refused.times(),
                    refused.operation(),
                    refused.status(),
                    e.toString());
            return false;
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
