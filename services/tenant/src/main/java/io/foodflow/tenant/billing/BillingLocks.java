package io.foodflow.tenant.billing;

import io.foodflow.platform.database.SessionLock;
import io.foodflow.platform.tenancy.TenantId;
import io.foodflow.platform.web.Problem;
import io.foodflow.platform.web.ProblemException;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Who asks Stripe about a tenant and writes down the answer does it alone, in all processes: or an older answer could
 * be written over a newer one. No transaction is open meanwhile; the lock ends with its connection. Within a process they
 * wait for each other without one, so {@value #AT_ONCE} connections are all it ever takes. Thread-safe.
 */
final class BillingLocks {

    /** So many tenants at once. */
    static final int AT_ONCE = 4;

    private final SessionLock.Connecting connections;
    private final int patienceMillis;
    private final Semaphore free = new Semaphore(AT_ONCE, true);
    private final ConcurrentHashMap<TenantId, Turn> turns = new ConcurrentHashMap<>();

    /** What those wait for who work on one tenant in this process, and how many they are. */
    private record Turn(ReentrantLock lock, int wanted) {
        Turn with(int more) {
            return new Turn(lock, wanted + more);
        }
    }

    /** @param patienceMillis how long each lock is waited for */
    BillingLocks(SessionLock.Connecting connections, int patienceMillis) {
        this.connections = connections;
        this.patienceMillis = patienceMillis;
    }

    /**
     * Works alone on a tenant's payments; 409 if somebody else goes on with that for too long, 503 if too many others are
     * worked on.
     */
    <T> T alone(TenantId tenant, Supplier<T> work) {
        var lock = turns.merge(tenant, new Turn(new ReentrantLock(true), 1), (known, one) -> known.with(1))
                .lock();
        try {
            if (!lock.tryLock(patienceMillis, TimeUnit.MILLISECONDS)) {
                throw busy();
            }
            try {
                return connected(tenant, work);
            } finally {
                lock.unlock();
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        } finally {
            turns.computeIfPresent(tenant, (key, turn) -> turn.wanted() == 1 ? null : turn.with(-1));
        }
    }

    private <T> T connected(TenantId tenant, Supplier<T> work) throws InterruptedException {
        if (!free.tryAcquire(patienceMillis, TimeUnit.MILLISECONDS)) {
            throw new ProblemException(Problem.of(
                    503,
                    "billing-unavailable",
                    "Billing unavailable",
                    "the payments of too many tenants are being changed; repeat in a moment"));
        }
        try {
            return inAllProcesses(tenant, work);
        } finally {
            free.release();
        }
    }

    private <T> T inAllProcesses(TenantId tenant, Supplier<T> work) {
        try {
            return SessionLock.alone(connections, "billing " + tenant, Duration.ofMillis(patienceMillis), work);
        } catch (SessionLock.Taken e) {
            throw busy();
        }
    }

    private static ProblemException busy() {
        return new ProblemException(Problem.of(
                409,
                "billing-busy",
                "Being changed",
                "another change of this tenant's payments is under way; repeat in a moment"));
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted while waiting for a tenant's payments", e);
    }
}
