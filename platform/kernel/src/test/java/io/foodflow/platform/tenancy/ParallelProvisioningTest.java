package io.foodflow.platform.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.testkit.TestPlatform;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class ParallelProvisioningTest {

    @Test
    void makesOneWholeTenantWhenItIsCreatedManyTimesAtOnce() throws Exception {
        try (var platform = TestPlatform.start();
                var threads = Executors.newFixedThreadPool(4)) {
            var provisioning = platform.bean(TenantProvisioning.class);
            var wanted = new NewTenant("parallel", "Parallel", "free", null);
            var outcomes = new ArrayList<String>();
            for (var attempt : threads.invokeAll(
                    java.util.Collections.nCopies(4, (Callable<Tenant>) () -> provisioning.create(wanted)))) {
                try {
                    outcomes.add(attempt.get().slug());
                } catch (ExecutionException e) {
                    outcomes.add(e.getCause().getMessage());
                }
            }
            assertThat(outcomes)
                    .containsOnlyOnce("parallel")
                    .containsOnly("parallel", "tenant slug 'parallel' is taken");
            var tenant = platform.bean(Tenants.class).findBySlug("parallel").orElseThrow();
            var jdbc = platform.bean(JdbcClient.class);
            assertThat(platform.inside(
                            tenant,
                            () -> platform.bean(UnitOfWork.class)
                                    .read(() -> jdbc.sql("select count(*) from outbox")
                                            .query(Integer.class)
                                            .single())))
                    .isZero();
        }
    }
}
