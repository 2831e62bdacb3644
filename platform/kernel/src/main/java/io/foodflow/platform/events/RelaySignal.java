package io.foodflow.platform.events;

import io.foodflow.platform.tenancy.Tenant;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tells the relay that events were committed. A hint that may be lost (the relay also sweeps all tenants), so it costs
 * the writer nothing. Thread-safe.
 */
public final class RelaySignal {

    private static final int MOST_WAITING = 10_000;

    private final BlockingQueue<Optional<Tenant>> waiting = new LinkedBlockingQueue<>(MOST_WAITING);

    /** Events of this tenant, or (null) of the platform itself, were committed. */
    public void wake(@Nullable Tenant tenant) {
        waiting.offer(Optional.ofNullable(tenant));
    }

    /** Waits for a signal, at most so long, and moves all that came. */
    void await(long millis, Collection<Optional<Tenant>> into) throws InterruptedException {
        var first = waiting.poll(millis, TimeUnit.MILLISECONDS);
        if (first != null) {
            into.add(first);
            waiting.drainTo(into);
        }
    }
}
