package io.foodflow.audit.lineage;

import io.foodflow.audit.lineage.Receiver.Told;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.jobs.BackgroundLoop;
import io.foodflow.platform.tenancy.Tenant;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells one receiver of the platform's own events: of each company in the order in which they were stored, each at least once.
 *
 * <p>Nothing waits for a receiver: how far it was told is a position in the company's schema, which moves after the receiver has
 * the event. One that is away is tried again with growing pauses, for all companies. An event that it refuses is passed over and
 * counted; so is one that the receiver itself faults on ({@code 500}) so often that it must be the event, since all others wait
 * behind it. No transaction is open while it is spoken to; a lease keeps other processes away meanwhile.
 */
final class LineageEmitter extends BackgroundLoop implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LineageEmitter.class);
    private static final int MOST_WOKEN = 10_000;
    private static final int BATCH = 100;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    /** How long one batch goes on beginning with events. */
    private static final Duration BATCH_TIME = Duration.ofSeconds(30);

    /** Longer than a batch and its last event can take. */
    private static final Duration LEASE = Duration.ofSeconds(150);

    /** Attempts with one event on which the receiver faults, some hours apart from first to last. */
    static final int MOST_FAULTS = 60;

    private final BlockingQueue<Tenant> woken = new LinkedBlockingQueue<>(MOST_WOKEN);
    private final Receiver receiver;
    private final ReceiverTable table;
    private final UnitOfWork work;
    private final Supplier<List<Tenant>> tenants;
    private final Duration sweep;
    private final Duration firstPause;
    private final Clock clock;
    private final LinkedHashSet<Tenant> due = new LinkedHashSet<>();
    private Instant nextSweep = Instant.EPOCH;
    private Instant pausedUntil = Instant.EPOCH;
    private int failures;

    /** @param tenants all companies whose events may be told */
    LineageEmitter(
            Receiver receiver,
            ReceiverTable table,
            UnitOfWork work,
            Supplier<List<Tenant>> tenants,
            Duration sweep,
            Duration firstPause,
            Clock clock) {
        super("lineage-" + receiver.name(), Duration.ofSeconds(5));
        this.receiver = receiver;
        this.table = table;
        this.work = work;
        this.tenants = tenants;
        this.sweep = sweep;
        this.firstPause = firstPause;
        this.clock = clock;
    }

    /** Says that there are events of that company. */
    void wake(Tenant tenant) {
        woken.offer(tenant);
    }

    @Override
    protected void round() throws InterruptedException {
        var first = woken.poll(longestWait().toMillis(), TimeUnit.MILLISECONDS);
        if (first != null) {
            due.add(first);
            woken.drainTo(due);
        }
        if (!clock.instant().isBefore(nextSweep)) {
            nextSweep = clock.instant().plus(sweep);
            due.addAll(tenants.get());
        }
        var tenantsDue = due.iterator();
        while (tenantsDue.hasNext() && !isInterrupted() && !clock.instant().isBefore(pausedUntil)) {
            var tenant = tenantsDue.next();
            if (attempt(tenant)) {
                tenantsDue.remove();
            }
        }
    }

    private Duration longestWait() {
        var left = Duration.between(clock.instant(), pausedUntil);
        return left.isPositive() && left.compareTo(LONGEST_WAIT) < 0 ? left.plusMillis(1) : LONGEST_WAIT;
    }

    /** Whether there is nothing more to be told of that company now. */
    private boolean attempt(Tenant tenant) {
        try {
            var batch = CallContext.platform("lineage", tenant).call(this::batch);
            return switch (batch) {
                case ALL -> true;
                case MORE -> false;
                case FAILED -> {
                    pause();
                    yield false;
                }
            };
        } catch (RuntimeException e) {
            log.warn("lineage of {} to {} waits: {}", tenant.slug(), receiver.name(), e.toString());
            return true; // the next sweep looks again
        }
    }

    private enum Batch {
        ALL,
        MORE,
        FAILED
    }

    private Batch batch() {
        var lease = inWork(() -> table.lease(receiver.name(), LEASE, BATCH));
        if (lease.isEmpty()) {
            return Batch.ALL;
        }
        var claim = lease.get();
        long position = claim.position();
        long refused = 0;
        int faults = claim.failures();
        Told last = new Told.Arrived();
        var end = clock.instant().plus(BATCH_TIME);
        int done = 0;
        for (var event : claim.events()) {
            if (isInterrupted() || clock.instant().isAfter(end)) {
                break;
            }
            last = receiver.tell(event.run(), event.body());
            if (last instanceof Told.Faulted(var reason) && faults + 1 >= MOST_FAULTS) {
                last = new Told.Refused(reason);
            }
            if (last instanceof Told.NotNow || last instanceof Told.Faulted) {
                faults++;
                break;
            }
            if (last instanceof Told.Refused(var reason)) {
                log.warn(
                        "{} refused event {} of {}: {}",
                        receiver.name(),
                        event.no(),
                        CallContext.currentTenant().slug(),
                        reason);
                refused++;
            }
            faults = 0;
            position = event.no();
            done++;
        }
        var error = switch (last) {
            case Told.Arrived _ -> null;
            case Told.Refused(var reason) -> reason;
            case Told.NotNow(var reason) -> reason;
            case Told.Faulted(var reason) -> reason;
        };
        var ended = new ReceiverTable.Ended(receiver.name(), claim.lease(), position, refused, faults, error);
        release(ended);
        if (last instanceof Told.NotNow || last instanceof Told.Faulted) {
            return Batch.FAILED;
        }
        failures = 0;
        return done == claim.events().size() && done < BATCH ? Batch.ALL : Batch.MORE;
    }

    private <T> T inWork(Supplier<T> step) {
        return work.write(change -> {
            change.nothing(); // how far a receiver was told is no change of the company's
            return step.get();
        });
    }

    /** The end of the application interrupts the telling, not the note of how far it came. */
    private void release(ReceiverTable.Ended ended) {
        boolean interrupted = Thread.interrupted();
        try {
            inWork(() -> table.release(ended));
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static boolean isInterrupted() {
        return Thread.currentThread().isInterrupted();
    }

    private void pause() {
        var pause = firstPause.multipliedBy(1L << Math.min(failures++, 20));
        pausedUntil = clock.instant().plus(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
    }

    @Override
    public void close() {
        receiver.close();
    }
}
