package io.foodflow.notification.deliveries;

import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.jobs.BackgroundLoop;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.platform.tenancy.TenantId;
import io.foodflow.platform.tenancy.Tenants;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works one lane of the queue off, for all tenants, each message on a thread of its own.
 *
 * <p>It knows of each tenant that has something open when to look there next, and looks at no other: it hears of new messages
 * of this process at once, and looks at every tenant when it begins and from time to time, with one short query, for what
 * another process left. A tenant gets so many workers at most, so that one with slow receivers leaves room for the others.
 */
final class DeliveryLoop extends BackgroundLoop implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(DeliveryLoop.class);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);
    private static final Duration PAUSE_AFTER_FAULT = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Lane lane;
    private final DeliverySettings settings;
    private final DeliverySignal signal;
    private final DeliveryWork work;
    private final Tenants tenants;
    private final Clock clock;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore free;
    private final Map<TenantId, AtomicInteger> atWork = new ConcurrentHashMap<>();

    /** When to look where; of the loop's own thread. */
    private final Map<TenantId, Look> looks = new HashMap<>();

    private Instant nextSweep;

    private record Look(Tenant tenant, Instant at) {}

    DeliveryLoop(
            Lane lane,
            DeliverySettings settings,
            DeliverySignal signal,
            DeliveryWork work,
            Tenants tenants,
            Clock clock) {
        super("notifications-" + lane.name().toLowerCase(Locale.ROOT), Duration.ofSeconds(5));
        this.lane = lane;
        this.settings = settings;
        this.signal = signal;
        this.work = work;
        this.tenants = tenants;
        this.clock = clock;
        this.free = new Semaphore(settings.workers());
        this.nextSweep = clock.instant();
    }

    @Override
    protected void round() throws InterruptedException {
        var woken = new ArrayList<Tenant>();
        signal.await(lane, millisToNext(), woken);
        var now = clock.instant();
        woken.forEach(tenant -> looks.put(tenant.id(), new Look(tenant, now)));
        if (!now.isBefore(nextSweep)) {
            nextSweep = now.plus(settings.sweep());
            tenants.all().stream().filter(Tenant::isActive).forEach(this::sweep);
        }
        for (var look : new ArrayList<>(looks.values())) {
            if (!look.at().isAfter(now)) {
                attempt(look.tenant());
            }
        }
    }

    private long millisToNext() {
        var now = clock.instant();
        var next = looks.values().stream()
                .map(Look::at)
                .min(Instant::compareTo)
                .filter(nextSweep::isAfter)
                .orElse(nextSweep);
        long millis = Duration.between(now, next).toMillis() + 1;
        return Math.clamp(millis, 0, LONGEST_WAIT.toMillis());
    }

    private void sweep(Tenant tenant) {
        looks.computeIfAbsent(
                tenant.id(),
                absent -> inside(tenant, () -> work.nextDue(lane))
                        .map(at -> new Look(tenant, at))
                        .orElse(null));
    }

    /** Takes what there are workers for. Where there are none, a worker that ends wakes the lane. */
    private void attempt(Tenant tenant) {
        var busy = atWork.computeIfAbsent(tenant.id(), absent -> new AtomicInteger());
        int room = Math.min(settings.workersPerTenant() - busy.get(), free.availablePermits());
        if (room <= 0) {
            looks.put(tenant.id(), new Look(tenant, clock.instant().plus(LONGEST_WAIT)));
            return;
        }
        try {
            if (tenants.find(tenant.id()).filter(Tenant::isActive).isEmpty()) {
                looks.remove(tenant.id());
                return;
            }
            var claimed = CallContext.platform("notification-delivery", tenant).call(() -> work.claim(lane, room));
            claimed.forEach(one -> begin(tenant, one, busy));
            if (claimed.size() == room) {
                looks.put(tenant.id(), new Look(tenant, clock.instant()));
            } else {
                inside(tenant, () -> work.nextDue(lane))
                        .ifPresentOrElse(
                                at -> looks.put(tenant.id(), new Look(tenant, notAtOnce(at))),
                                () -> looks.remove(tenant.id()));
            }
        } catch (RuntimeException e) {
            log.warn("notifications of {} wait: {}", tenant.slug(), e.toString());
            looks.put(tenant.id(), new Look(tenant, clock.instant().plus(PAUSE_AFTER_FAULT)));
        }
    }

    /** What is due and could not be taken is held by another process: it is not asked for without a pause. */
    private Instant notAtOnce(Instant at) {
        var soonest = clock.instant().plusMillis(20);
        return at.isBefore(soonest) ? soonest : at;
    }

    private void begin(Tenant tenant, Claimed claimed, AtomicInteger busy) {
        busy.incrementAndGet();
        free.acquireUninterruptibly();
        try {
            threads.execute(() -> send(tenant, claimed, busy));
        } catch (RejectedExecutionException e) {
            busy.decrementAndGet();
            free.release();
        }
    }

    private void send(Tenant tenant, Claimed claimed, AtomicInteger busy) {
        try {
            CallContext.platform("notification-delivery", tenant).run(() -> work.send(claimed));
        } catch (RuntimeException e) {
            log.warn("delivery {} of {} is tried again: {}", claimed.id(), tenant.slug(), e.toString());
        } finally {
            free.release();
            int left = busy.decrementAndGet();
            if (left == 0 || left == settings.workersPerTenant() / 2) {
                signal.wake(lane, tenant);
            }
        }
    }

    private Optional<Instant> inside(Tenant tenant, Supplier<Optional<Instant>> look) {
        try {
            return CallContext.platform("notification-delivery", tenant).call(look::get);
        } catch (RuntimeException e) {
            log.warn("notifications of {} wait: {}", tenant.slug(), e.toString());
            return Optional.of(clock.instant().plus(PAUSE_AFTER_FAULT));
        }
    }

    /** Waits for messages that are being handed over, so that none is sent twice for want of its last entry. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                log.warn("notifications are still being handed over; they are tried again");
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
