package io.foodflow.notification.deliveries;

import io.foodflow.platform.tenancy.Tenant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Tells the lanes of this process that messages of a tenant were committed, or that a worker is free. A hint that may be
 * lost: the lanes also look at all tenants from time to time. Thread-safe.
 */
final class DeliverySignal {

    private static final int MOST_WAITING = 10_000;

    private final Map<Lane, BlockingQueue<Tenant>> waiting = new EnumMap<>(Lane.class);

    DeliverySignal() {
        for (var lane : Lane.values()) {
            waiting.put(lane, new LinkedBlockingQueue<>(MOST_WAITING));
        }
    }

    void wake(Lane lane, Tenant tenant) {
        queue(lane).offer(tenant);
    }

    /** Waits for a signal, at most so long, and moves all that came. */
    void await(Lane lane, long millis, Collection<Tenant> into) throws InterruptedException {
        var queue = queue(lane);
        var first = queue.poll(millis, TimeUnit.MILLISECONDS);
        if (first != null) {
            into.add(first);
            queue.drainTo(into);
        }
    }

    private BlockingQueue<Tenant> queue(Lane lane) {
        return Objects.requireNonNull(waiting.get(lane));
    }
}
