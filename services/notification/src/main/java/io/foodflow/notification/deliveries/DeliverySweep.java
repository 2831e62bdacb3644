package io.foodflow.notification.deliveries;

import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.jobs.BackgroundLoop;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.platform.tenancy.Tenants;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at every tenant when it begins and from time to time, with one short query for both lanes, for messages that nobody
 * in this process was told of: those of a process that is gone.
 */
final class DeliverySweep extends BackgroundLoop implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(DeliverySweep.class);
    private static final int AT_ONCE = 4;

    private final DeliverySettings settings;
    private final DeliverySignal signal;
    private final DeliveryWork work;
    private final Tenants tenants;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore free = new Semaphore(AT_ONCE);
    private boolean begun;

    DeliverySweep(DeliverySettings settings, DeliverySignal signal, DeliveryWork work, Tenants tenants) {
        super("notifications-sweep", Duration.ofSeconds(5));
        this.settings = settings;
        this.signal = signal;
        this.work = work;
        this.tenants = tenants;
    }

    @Override
    protected void round() throws InterruptedException {
        if (begun) {
            Thread.sleep(settings.sweep());
        }
        begun = true;
        for (var tenant : tenants.all()) {
            if (tenant.isActive()) {
                free.acquire();
                threads.execute(() -> look(tenant));
            }
        }
    }

    private void look(Tenant tenant) {
        try {
            CallContext.platform("notification-delivery", tenant)
                    .call(work::nextDue)
                    .forEach((lane, at) -> signal.wake(lane, tenant, at));
        } catch (RuntimeException e) {
            log.warn("notifications of {} are looked for later: {}", tenant.slug(), e.toString());
        } finally {
            free.release();
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
