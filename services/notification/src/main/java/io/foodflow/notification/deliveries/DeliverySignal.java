package io.foodflow.notification.deliveries;

import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.platform.tenancy.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Knows for each lane of this process at which tenants to look, and when. A hint that dies with the process: all tenants are
 * looked at from time to time, too. Thread-safe.
 */
final class DeliverySignal {

    private final Map<Lane, Agenda> agendas = new EnumMap<>(Lane.class);
    private final Clock clock;

    DeliverySignal(Clock clock) {
        this.clock = clock;
        for (var lane : Lane.values()) {
            agendas.put(lane, new Agenda());
        }
    }

    /** Says that there may be something to take for a tenant now. */
    void wake(Lane lane, Tenant tenant) {
        wake(lane, tenant, clock.instant());
    }

    /** Says that there may be something to take for a tenant then. What was to be looked at earlier still is. */
    void wake(Lane lane, Tenant tenant, Instant at) {
        agenda(lane).add(new Look(tenant, at));
    }

    /** Says that a worker of the lane is free. */
    void nudge(Lane lane) {
        agenda(lane).nudge();
    }

    /**
     * Waits until there are tenants to look at and hands them over, those that waited longest first. Nobody else gets them
     * until they are {@link #done}.
     *
     * @param longest how long it goes by the clock without reading it again
     * @param room whether there are workers for the tenant; one without stays where it is
     */
    List<Tenant> due(Lane lane, Duration longest, Predicate<TenantId> room) throws InterruptedException {
        return agenda(lane).due(longest, room);
    }

    /** Says that a tenant was looked at. */
    void done(Lane lane, Tenant tenant) {
        agenda(lane).done(tenant.id());
    }

    private Agenda agenda(Lane lane) {
        return Objects.requireNonNull(agendas.get(lane));
    }

    private record Look(Tenant tenant, Instant at) {

        Look orEarlier(Look other) {
            return other.at.isBefore(at) ? other : this;
        }
    }

    private final class Agenda {

        /** In the order in which they came. */
        private final Map<TenantId, Look> looks = new LinkedHashMap<>();

        private final Set<TenantId> inHand = new HashSet<>();

        synchronized void add(Look look) {
            looks.merge(look.tenant().id(), look, Look::orEarlier);
            notifyAll();
        }

        synchronized void nudge() {
            notifyAll();
        }

        synchronized void done(TenantId tenant) {
            inHand.remove(tenant);
            notifyAll();
        }

        synchronized List<Tenant> due(Duration longest, Predicate<TenantId> room) throws InterruptedException {
            var due = take(room);
            while (due.isEmpty()) {
                wait(millisToNext(longest));
                due = take(room);
            }
            return due;
        }

        private List<Tenant> take(Predicate<TenantId> room) {
            var now = clock.instant();
            var due = new ArrayList<Tenant>();
            for (var look : List.copyOf(looks.values())) {
                var id = look.tenant().id();
                if (!look.at().isAfter(now) && !inHand.contains(id) && room.test(id)) {
                    looks.remove(id);
                    inHand.add(id);
                    due.add(look.tenant());
                }
            }
            return due;
        }

        /** What is due already waits for a worker or for who looks at it, and for neither by the clock. */
        private long millisToNext(Duration longest) {
            var now = clock.instant();
            return looks.values().stream()
                    .map(Look::at)
                    .filter(at -> at.isAfter(now))
                    .min(Instant::compareTo)
                    .map(at -> Math.min(Duration.between(now, at).toMillis() + 1, longest.toMillis()))
                    .orElse(longest.toMillis());
        }
    }
}
