package io.foodflow.platform.audit;

import io.foodflow.platform.jobs.BackgroundLoop;
import io.foodflow.platform.tenancy.Tenant;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends to the audit ledgers what the event relay has put in order, on one thread a process, a batch of each in turn, so
 * that one with much to append holds up no other. A ledger that cannot be appended to holds up none either, and no event. The event relay wakes it, also for what it finds as it looks at all tenants.
 */
public final class LedgerRelay extends BackgroundLoop {

    private static final Logger log = LoggerFactory.getLogger(LedgerRelay.class);
    private static final int MOST_WAITING = 10_000;

    private final AuditLedger ledger;
    private final Cosigning cosigning;
    private final BlockingQueue<Optional<Tenant>> waiting = new LinkedBlockingQueue<>(MOST_WAITING);

    LedgerRelay(AuditLedger ledger, Cosigning cosigning) {
        super("audit-ledger", Duration.ofSeconds(5));
        this.ledger = ledger;
        this.cosigning = cosigning;
    }

    /** Entries of that tenant, or (null) of the platform, were put in order. A hint that may be lost. */
    public void wake(@Nullable Tenant tenant) {
        waiting.offer(Optional.ofNullable(tenant));
    }

    /** As {@link #wake}, and waits until they are in the ledger; what fails is logged. */
    public void deliver(@Nullable Tenant tenant) {
        attempt(tenant, true);
    }

    @Override
    protected void round() throws InterruptedException {
        var first = waiting.poll(1, TimeUnit.SECONDS);
        if (first == null) {
            return;
        }
        var all = new LinkedHashSet<>(List.of(first));
        waiting.drainTo(all);
        for (var tenant : all) {
            if (attempt(tenant.orElse(null), false)) {
                wake(tenant.orElse(null));
            }
        }
    }

    /** How many witnesses are to sign each ledger. */
    public int witnesses() {
        return cosigning.witnesses();
    }

    private boolean attempt(@Nullable Tenant tenant, boolean patiently) {
        try {
            boolean more = ledger.append(tenant, patiently);
            if (!more) {
                cosigning.wake(tenant);
            }
            return more;
        } catch (RuntimeException e) {
            log.error("the audit ledger of {} waits: {}", LedgerRow.name(tenant), e.toString());
            return false;
        }
    }
}
