package io.foodflow.tenant.billing;

import io.foodflow.platform.changes.PlatformWork;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.jobs.BackgroundLoop;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deals with what Stripe told, and asks it where it was silent, on one thread of each process: when it is woken, and every
 * {@value #LOOK_EVERY_SECONDS} seconds besides. What is due is read from the tables each time, so what a process left
 * unfinished is due again.
 */
final class BillingTasks extends BackgroundLoop {

    private static final Logger log = LoggerFactory.getLogger(BillingTasks.class);
    private static final int LOOK_EVERY_SECONDS = 5;
    private static final Duration SWEEP_EVERY = Duration.ofHours(6);

    private final StripeBilling stripe;
    private final ProviderAccounts provider;
    private final BillingTable accounts;
    private final BillingEvents events;
    private final PlatformWork work;
    private final Clock clock;
    private final Semaphore wakes = new Semaphore(1);
    private Instant nextSweep = Instant.EPOCH;

    BillingTasks(
            StripeBilling stripe,
            ProviderAccounts provider,
            BillingTable accounts,
            BillingEvents events,
            PlatformWork work,
            Clock clock) {
        super("billing-tasks", Duration.ofSeconds(10));
        this.stripe = stripe;
        this.provider = provider;
        this.accounts = accounts;
        this.events = events;
        this.work = work;
        this.clock = clock;
    }

    /** Has the next look taken now. */
    void wake() {
        wakes.release();
    }

    /** Does all that is due now. */
    synchronized void look() {
        CallContext.platform("billing", null).run(() -> {
            if (!clock.instant().isBefore(nextSweep)) {
                nextSweep = clock.instant().plus(SWEEP_EVERY);
                events.sweep();
            }
            var due = work.read(() -> accounts.due(clock.instant()));
            if (due.isEmpty() || !provider.isOurs()) {
                return; // what is due stays due
            }
            for (var customer : due) {
                try {
                    stripe.advance(customer);
                } catch (RuntimeException e) {
                    log.warn("the payments of Stripe's customer {}: {}; trying again", customer, e.toString());
                }
            }
        });
    }

    @Override
    protected void round() throws InterruptedException {
        if (wakes.tryAcquire(LOOK_EVERY_SECONDS, TimeUnit.SECONDS)) {
            wakes.drainPermits();
        }
        look();
    }
}
