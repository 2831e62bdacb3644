package io.foodflow.tenant.billing;

import static io.foodflow.tenant.TenantPlatform.administrator;
import static io.foodflow.tenant.TenantPlatform.newTenant;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An installation without a payment provider. */
class ManualBillingApiTest {

    @ParameterizedTest
    @ValueSource(strings = {"checkout", "portal"})
    void saysThatInvoicesAreWrittenByHandAndToOthersNothing(String page) {
        var tenant = newTenant();
        var path = "/tenants/%s/subscription/%s".formatted(tenant.id(), page);
        var own = administrator(tenant).post(path, "{\"plan\":\"pro\"}");
        assertThat(own.status()).isEqualTo(409);
        assertThat(own.json().path("type").asString()).endsWith("/no-payment-provider");
        assertThat(administrator(newTenant()).post(path, "{\"plan\":\"pro\"}").status())
                .isEqualTo(404);

        var asBefore = administrator(tenant).get("/tenants/%s/subscription".formatted(tenant.id()));
        var refreshed = administrator(tenant).post("/tenants/%s/subscription/refresh".formatted(tenant.id()), "");
        assertThat(refreshed.json()).isEqualTo(asBefore.json());
        assertThat(refreshed.json().path("checkout_plans").isEmpty()).isTrue();
        assertThat(administrator(tenant)
                        .get("/tenants/%s/invoices".formatted(tenant.id()))
                        .json()
                        .path("items")
                        .isEmpty())
                .isTrue();
    }
}
