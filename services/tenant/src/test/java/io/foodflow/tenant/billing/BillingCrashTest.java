package io.foodflow.tenant.billing;

import static io.foodflow.tenant.billing.BillingPlatform.HOME;
import static io.foodflow.tenant.billing.BillingPlatform.PLATFORM;
import static io.foodflow.tenant.billing.BillingPlatform.STRIPE;
import static io.foodflow.tenant.billing.BillingPlatform.administrator;
import static io.foodflow.tenant.billing.BillingPlatform.checkout;
import static io.foodflow.tenant.billing.BillingPlatform.finish;
import static io.foodflow.tenant.billing.BillingPlatform.newSubscriber;
import static io.foodflow.tenant.billing.BillingPlatform.newTenant;
import static io.foodflow.tenant.billing.BillingPlatform.path;
import static io.foodflow.tenant.billing.BillingPlatform.query;
import static io.foodflow.tenant.billing.BillingPlatform.subscription;
import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.testkit.Api;
import io.foodflow.testkit.TestProcess;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A process is killed after Stripe did what it ordered, and before it wrote anything down. */
class BillingCrashTest {

    @AfterEach
    void heal() {
        STRIPE.heal();
    }

    @Test
    void losesNothingAndOrdersNothingTwice() throws Exception {
        var fresh = newTenant();
        var subscriber = newSubscriber();
        var settings = BillingPlatform.settings();
        settings[settings.length - 2] = "foodflow.billing.stripe.read-millis=60000";
        try (var process = TestProcess.start(PLATFORM.database(), HOME, List.of(), List.of(), settings)) {
            var customerMade = STRIPE.hang("POST /v1/customers");
            var planChanged = STRIPE.hang("POST /v1/subscriptions/" + subscriber.subscription());
            begin(() -> as(process, fresh).post(path(fresh) + "/checkout", "{\"plan\":\"pro\"}"));
            begin(() -> as(process, subscriber.tenant())
                    .with("If-Match", "*")
                    .put(path(subscriber.tenant()), "{\"plan\":\"enterprise\"}"));
            assertThat(customerMade.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(planChanged.await(30, TimeUnit.SECONDS)).isTrue();
            process.kill();
        }
        assertThat(query("select 1 from platform.billing_accounts where tenant_id = '%s'".formatted(fresh.id())))
                .isEmpty();
        assertThat(subscription(subscriber.tenant()).json().path("plan").asString())
                .isEqualTo("pro");

        assertThat(checkout(fresh, "pro").status()).isEqualTo(200);
        assertThat(STRIPE.customersOf(fresh.id().toString())).hasSize(1);
        query(
                "update platform.billing_accounts set read_again_at = read_again_at - interval '3 minutes' where tenant_id = '%s'"
                        .formatted(subscriber.tenant().id()));
        finish();
        assertThat(subscription(subscriber.tenant()).json().path("plan").asString())
                .isEqualTo("enterprise");
    }

    private static Api as(TestProcess process, Tenant tenant) {
        return new Api(process.address())
                .with("Authorization", administrator(tenant).header("Authorization"));
    }

    private static void begin(Runnable request) {
        Thread.ofVirtual().start(() -> {
            try {
                request.run();
            } catch (RuntimeException e) { // it never gets an answer
                Thread.currentThread().interrupt();
            }
        });
    }
}
