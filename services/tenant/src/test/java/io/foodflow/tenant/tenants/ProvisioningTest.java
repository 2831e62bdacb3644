package io.foodflow.tenant.tenants;

import static io.foodflow.tenant.TenantPlatform.OF_THE_PLATFORM;
import static io.foodflow.tenant.TenantPlatform.creation;
import static io.foodflow.tenant.TenantPlatform.query;
import static io.foodflow.tenant.TenantPlatform.remains;
import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.platform.tenancy.ProvisioningStep;
import io.foodflow.platform.tenancy.ProvisioningWitness;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.platform.tenancy.Tenants;
import io.foodflow.tenant.TenantPlatform;
import io.foodflow.tenant.work.TenantTasks;
import io.foodflow.testkit.TestDatabases;
import io.foodflow.testkit.TestPlatform;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.annotation.Bean;

/** A tenant is made whole or not at all, wherever its making fails. */
class ProvisioningTest {

    private static final AtomicReference<ProvisioningStep> FAULT = new AtomicReference<>();
    private static final AtomicReference<ProvisioningStep> DEATH = new AtomicReference<>();
    private static final TestPlatform PLATFORM = TestPlatform.startOn(
            TestDatabases.create(), TestPlatform.temporaryHome(), List.of(Faults.class), TenantPlatform.settings());
    private static final Tenant OPERATOR = PLATFORM.newTenant();

    /** Not annotated: the scan of the service must not find it for other platforms. */
    static class Faults {
        @Bean
        ProvisioningWitness fault() {
            return (step, slug) -> {
                if (step == FAULT.get()) {
                    throw new IllegalStateException("fault before " + step);
                }
                if (step == DEATH.get()) {
                    throw new Death();
                }
            };
        }
    }

    /** Ends an attempt as the death of its process does: nothing of it clears up. */
    private static final class Death extends Error {
        private static final long serialVersionUID = 1;
    }

    @AfterAll
    static void close() {
        PLATFORM.close();
    }

    @ParameterizedTest
    @EnumSource(ProvisioningStep.class)
    void leavesNothingBehindWhicheverStepFailsAndCanBeRepeated(ProvisioningStep step) {
        var slug = TenantPlatform.newSlug();
        var operator = PLATFORM.as(OPERATOR, OF_THE_PLATFORM).with("Idempotency-Key", slug);
        FAULT.set(step);
        assertThat(operator.post("/tenants", creation(slug)).status()).isEqualTo(500);
        FAULT.set(null);
        assertThat(remains(PLATFORM, slug)).isEmpty();

        var again = operator.post("/tenants", creation(slug));
        assertThat(again.status()).as(again.body()).isEqualTo(201);
        assertThat(remains(PLATFORM, slug)).hasSize(3);
        assertThat(query(PLATFORM, "select email from tenant_%s.invitations".formatted(slug)))
                .containsExactly("boss@%s.example".formatted(slug.replace('_', '-')));
    }

    @ParameterizedTest
    @EnumSource(ProvisioningStep.class)
    void clearsAwayWhatIsThereWhicheverStepTheProcessDiesBefore(ProvisioningStep step) {
        var slug = TenantPlatform.newSlug();
        DEATH.set(step);
        assertThat(PLATFORM.as(OPERATOR, OF_THE_PLATFORM)
                        .post("/tenants", creation(slug))
                        .status())
                .isEqualTo(500);
        DEATH.set(null);

        PLATFORM.bean(TenantTasks.class).finish();
        assertThat(remains(PLATFORM, slug)).isEmpty();
    }

    @Test
    void clearsAwayWhatAProcessThatDiedLeftBehind() {
        var slug = TenantPlatform.newSlug();
        var operator = PLATFORM.as(OPERATOR, OF_THE_PLATFORM);
        operator.post("/tenants", creation(slug));
        query(PLATFORM, "update platform.tenants set status = 'provisioning' where slug = '%s'".formatted(slug));

        assertThat(PLATFORM.bean(Tenants.class).findBySlug(slug))
                .as("nobody sees it")
                .isEmpty();
        PLATFORM.bean(TenantTasks.class).finish();
        assertThat(remains(PLATFORM, slug)).isEmpty();
    }
}
