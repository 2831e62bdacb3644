package io.foodflow.tenant.billing;

import static io.foodflow.tenant.billing.BillingPlatform.PLATFORM;
import static io.foodflow.tenant.billing.BillingPlatform.STRIPE;
import static io.foodflow.tenant.billing.BillingPlatform.administrator;
import static io.foodflow.tenant.billing.BillingPlatform.finish;
import static io.foodflow.tenant.billing.BillingPlatform.newSubscriber;
import static io.foodflow.tenant.billing.BillingPlatform.operator;
import static io.foodflow.tenant.billing.BillingPlatform.path;
import static io.foodflow.tenant.billing.BillingPlatform.query;
import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.tenant.billing.BillingPlatform.Subscriber;
import io.foodflow.tenant.work.TenantTasks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeletedSubscriberTest {

    @AfterEach
    void heal() {
        STRIPE.heal();
    }

    @Test
    void paysForNoFurtherPeriodAndNothingOnceErased() {
        var subscriber = newSubscriber();
        var tenant = subscriber.tenant();
        operator().delete("/tenants/%s?confirm=%s".formatted(tenant.id(), tenant.slug()));
        PLATFORM.bean(TenantTasks.class).finish();
        var ending = STRIPE.subscription(subscriber.subscription());
        assertThat(ending.path("status").asString()).isEqualTo("active");
        assertThat(ending.path("cancel_at_period_end").asBoolean()).isTrue();

        query("update platform.tenant_deletions set erase_after = now() - interval '1 second' where tenant_id = '%s'"
                .formatted(tenant.id()));
        PLATFORM.bean(TenantTasks.class).finish();
        PLATFORM.bean(TenantTasks.class).finish();
        assertThat(state(subscriber)).isEqualTo("erased");
        assertThat(STRIPE.subscription(subscriber.subscription()).path("status").asString())
                .isEqualTo("canceled");
    }

    @Test
    void canGoOnPayingWhenTheCompanyIsKept() {
        var subscriber = newSubscriber();
        var tenant = subscriber.tenant();
        operator().delete("/tenants/%s?confirm=%s".formatted(tenant.id(), tenant.slug()));
        PLATFORM.bean(TenantTasks.class).finish();
        finish();
        var kept = operator().post("/tenants/%s/deletion/cancel".formatted(tenant.id()), "{}");
        assertThat(kept.status()).as(kept.body()).isEqualTo(200);
        var ending = administrator(tenant).get(path(tenant)).json();
        assertThat(ending.path("cancel_at")).isEqualTo(ending.path("current_period_end"));
        assertThat(administrator(tenant)
                        .post(path(tenant) + "/reactivate", "")
                        .json()
                        .has("cancel_at"))
                .isFalse();
    }

    @Test
    void waitsWhileStripeDoesNotAnswer() {
        var subscriber = newSubscriber();
        var tenant = subscriber.tenant();
        STRIPE.refuse("/v1/subscriptions", 500, 100);
        operator().delete("/tenants/%s?confirm=%s".formatted(tenant.id(), tenant.slug()));
        PLATFORM.bean(TenantTasks.class).finish();
        assertThat(state(subscriber)).isEqualTo("exporting");

        STRIPE.heal();
        query("update platform.tenant_deletions set retry_at = null where tenant_id = '%s'".formatted(tenant.id()));
        PLATFORM.bean(TenantTasks.class).finish();
        assertThat(state(subscriber)).isEqualTo("waiting");
    }

    private static String state(Subscriber subscriber) {
        return query("select state from platform.tenant_deletions where tenant_id = '%s'"
                        .formatted(subscriber.tenant().id()))
                .getFirst();
    }
}
