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
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works one lane of the queue off, for all tenants.
 *
 * <p>It takes messages of each tenant on a thread of its own, one at a time for a tenant, and hands each message over on
 * another one: a tenant whose database is slow or away keeps nobody else waiting. It looks only at tenants of which
 * {@link DeliverySignal} knows something; {@link DeliverySweep} finds what other processes left.
 */
final class DeliveryLoop extends BackgroundLoop implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(DeliveryLoop.class);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);
    private static final Duration PAUSE_AFTER_FAULT = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int MOST_LOOKS = 64;

    private final Lane lane;
    private final DeliverySignal signal;
    private final DeliveryWork work;
    private final Tenants tenants;
    private final Clock clock;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Workers workers;

    /** How many tenants are looked at at once, so that a crowd leaves connections to the database for others. */
    private final Semaphore looks = new Semaphore(MOST_LOOKS);

    /** Tenants with something due for a channel that had no worker left. */
    private final Set<TenantId> more = ConcurrentHashMap.newKeySet();

    DeliveryLoop(
            Lane lane,
            DeliverySettings settings,
            DeliverySignal signal,
            DeliveryWork work,
            Tenants tenants,
            Clock clock) {
        super("notifications-" + lane.name().toLowerCase(Locale.ROOT), Duration.ofSeconds(5));
        this.lane = lane;
        this.signal = signal;
        this.work = work;
        this.tenants = tenants;
        this.clock = clock;
        this.workers = new Workers(settings.workers(), settings.workersPerTenant());
    }

    @Override
    protected void round() throws InterruptedException {
        for (var tenant : signal.due(lane, LONGEST_WAIT, id -> workers.room(id) > 0)) {
            looks.acquire();
            try {
                threads.execute(() -> look(tenant));
            } catch (RejectedExecutionException e) {
                looks.release();
                signal.done(lane, tenant);
            }
        }
    }

    private void look(Tenant tenant) {
        try {
            if (tenants.find(tenant.id()).filter(Tenant::isActive).isPresent()) {
                inside(tenant, () -> take(tenant));
            }
        } catch (RuntimeException e) {
            log.warn("notifications of {} wait: {}", tenant.slug(), e.toString());
            signal.wake(lane, tenant, clock.instant().plus(PAUSE_AFTER_FAULT));
        } finally {
            looks.release();
            signal.done(lane, tenant);
        }
    }

    /** Takes what there are workers for. */
    private void take(Tenant tenant) {
        more.add(tenant.id()); // before, so that no worker that ends meanwhile is missed
        var room = new Room(tenant);
        try {
            var claims = work.claim(lane, room);
            if (!claims.more()) {
                more.remove(tenant.id());
            }
            claims.taken().forEach(claimed -> begin(tenant, claimed, room));
            claims.next().ifPresent(at -> signal.wake(lane, tenant, notAtOnce(at)));
        } finally {
            room.giveBackWhatIsLeft();
        }
    }

    /** What is due and could not be taken is held by another process: it is not asked for without a pause. */
    private Instant notAtOnce(Instant at) {
        var soonest = clock.instant().plusMillis(20);
        return at.isBefore(soonest) ? soonest : at;
    }

    private void begin(Tenant tenant, Claimed claimed, Room room) {
        try {
            threads.execute(() -> send(tenant, claimed));
            room.handedOn(claimed.channelId());
        } catch (RejectedExecutionException e) {
            log.debug("delivery {} is left to another process: this one ends", claimed.id());
        }
    }

    private void send(Tenant tenant, Claimed claimed) {
        try {
            inside(tenant, () -> work.send(claimed).ifPresent(at -> signal.wake(lane, tenant, at)));
        } catch (RuntimeException e) {
            log.warn("delivery {} of {} is tried again: {}", claimed.id(), tenant.slug(), e.toString());
        } finally {
            workers.giveBack(tenant.id(), claimed.channelId());
            if (more.remove(tenant.id())) {
                signal.wake(lane, tenant);
            } else {
                signal.nudge(lane);
            }
        }
    }

    private static void inside(Tenant tenant, Runnable step) {
        CallContext.platform("notification-delivery", tenant).run(step);
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

    /** Workers that one look takes. Used by one thread. */
    private final class Room implements DeliveryRepository.Room {

        private final Tenant tenant;
        private final List<Optional<UUID>> taken = new ArrayList<>();

        private Room(Tenant tenant) {
            this.tenant = tenant;
        }

        @Override
        public int most() {
            return workers.room(tenant.id());
        }

        @Override
        public boolean take(@Nullable UUID channel) {
            boolean took = workers.take(tenant.id(), channel);
            if (took) {
                taken.add(Optional.ofNullable(channel));
            }
            return took;
        }

        /** Whoever hands the message over gives the worker back. */
        private void handedOn(@Nullable UUID channel) {
            taken.remove(Optional.ofNullable(channel));
        }

        private void giveBackWhatIsLeft() {
            taken.forEach(channel -> workers.giveBack(tenant.id(), channel.orElse(null)));
        }
    }
}
