package io.foodflow.notification.notifications;

import io.foodflow.platform.tenancy.TenantId;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Tells those who watch their notifications in this process that there may be something new for somebody of their tenant.
 * Thread-safe.
 */
final class InboxSignal {

    private final Map<TenantId, Set<Semaphore>> watching = new ConcurrentHashMap<>();

    /** Begins to watch; what was told since the last look is told by the next {@link Watch#await}. */
    Watch watch(TenantId tenant) {
        var told = new Semaphore(0);
        watching.compute(tenant, (same, others) -> {
            var all = others == null ? ConcurrentHashMap.<Semaphore>newKeySet() : others;
            all.add(told);
            return all;
        });
        return new Watch(tenant, told);
    }

    void tell(TenantId tenant) {
        watching.getOrDefault(tenant, Set.of()).forEach(Semaphore::release);
    }

    /** Somebody who watches. Close it after use. */
    final class Watch implements AutoCloseable {

        private final TenantId tenant;
        private final Semaphore told;

        private Watch(TenantId tenant, Semaphore told) {
            this.tenant = tenant;
            this.told = told;
        }

        /** Waits until there may be something new, at most so long. */
        void await(long millis) throws InterruptedException {
            if (told.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
                told.drainPermits();
            }
        }

        @Override
        public void close() {
            watching.computeIfPresent(tenant, (same, all) -> {
                all.remove(told);
                return all.isEmpty() ? null : all;
            });
        }
    }
}
