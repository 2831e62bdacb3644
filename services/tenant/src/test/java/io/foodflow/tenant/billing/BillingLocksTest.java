package io.foodflow.tenant.billing;

import static io.foodflow.tenant.billing.BillingPlatform.PLATFORM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foodflow.platform.database.PlatformSchema;
import io.foodflow.platform.tenancy.TenantId;
import io.foodflow.platform.web.ProblemException;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BillingLocksTest {

    private static final int IMPATIENT_MILLIS = 200;
    private static final int WAITING = 20;

    private final AtomicInteger opened = new AtomicInteger();

    @Test
    void letsThoseOfAProcessWaitWithoutAConnection() throws Exception {
        var locks = process();
        var tenant = new TenantId(UUID.randomUUID());
        try (var held = new Held(locks, tenant);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var waiting = new ArrayList<Future<Boolean>>();
            for (int i = 0; i < WAITING; i++) {
                waiting.add(threads.submit(() -> locks.alone(tenant, () -> true)));
            }
            for (var one : waiting) {
                assertThatThrownBy(one::get)
                        .isInstanceOf(ExecutionException.class)
                        .hasRootCauseInstanceOf(ProblemException.class)
                        .rootCause()
                        .hasMessageContaining("another change of this tenant's payments");
            }
            assertThat(opened).as("that of " + held).hasValue(1);
        }
        assertThat(locks.alone(tenant, () -> "free again")).isEqualTo("free again");
    }

    @Test
    void worksOnFewTenantsAtOnce() throws Exception {
        var locks = process();
        var all = new ArrayList<Held>();
        try {
            for (int i = 0; i < BillingLocks.AT_ONCE; i++) {
                all.add(new Held(locks, new TenantId(UUID.randomUUID())));
            }
            assertThatThrownBy(() -> locks.alone(new TenantId(UUID.randomUUID()), () -> true))
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining("too many tenants");
            assertThat(opened).hasValue(BillingLocks.AT_ONCE);
        } finally {
            for (var one : all) {
                one.close();
            }
        }
        assertThat(locks.alone(new TenantId(UUID.randomUUID()), () -> true)).isTrue();
    }

    @Test
    void letsOneProcessWaitForAnother() throws Exception {
        var tenant = new TenantId(UUID.randomUUID());
        var other = process();
        try (var held = new Held(process(), tenant)) {
            assertThatThrownBy(() -> other.alone(tenant, () -> true))
                    .as("while there is " + held)
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining("another change of this tenant's payments");
            assertThat(other.alone(new TenantId(UUID.randomUUID()), () -> true)).isTrue();
        }
        assertThat(other.alone(tenant, () -> true)).isTrue();
    }

    private BillingLocks process() {
        var schema = PLATFORM.bean(PlatformSchema.class);
        return new BillingLocks(
                () -> {
                    opened.incrementAndGet();
                    return schema.connect();
                },
                IMPATIENT_MILLIS);
    }

    /** Somebody who is at work on a tenant's payments until closed. */
    private static final class Held implements AutoCloseable {

        private final CountDownLatch over = new CountDownLatch(1);
        private final Thread worker;

        Held(BillingLocks locks, TenantId tenant) throws InterruptedException {
            var begun = new CountDownLatch(1);
            worker = Thread.ofVirtual()
                    .start(() -> locks.alone(tenant, () -> {
                        begun.countDown();
                        try {
                            over.await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                        return true;
                    }));
            begun.await();
        }

        @Override
        public void close() throws InterruptedException {
            over.countDown();
            worker.join();
        }

        @Override
        public String toString() {
            return "who is at work";
        }
    }
}
