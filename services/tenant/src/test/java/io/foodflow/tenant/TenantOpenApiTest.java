package io.foodflow.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.testkit.OpenApi;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TenantOpenApiTest {

    private static final OpenApi DOCUMENT = OpenApi.of(TenantPlatform.get());

    @ParameterizedTest
    @CsvSource({
        "get,/tenants,platform_tenant:read",
        "post,/tenants,platform_tenant:write",
        "get,/tenants/{id},tenant:read",
        "put,/tenants/{id},tenant:write",
        "delete,/tenants/{id},platform_tenant:write",
        "put,/tenants/{id}/logo,tenant:write",
        "delete,/tenants/{id}/logo,tenant:write",
        "post,/tenants/{id}/suspend,platform_tenant:write",
        "post,/tenants/{id}/resume,platform_tenant:write",
        "get,/tenants/{id}/deletion,platform_tenant:read",
        "post,/tenants/{id}/deletion/cancel,platform_tenant:write",
        "post,/tenants/{id}/exports,tenant:export",
        "get,/tenants/{id}/exports,tenant:export",
        "get,/tenants/{id}/exports/{export},tenant:export",
        "get,/tenants/{id}/exports/{export}/content,tenant:export",
        "get,/plans,tenant:read",
        "get,/tenants/{id}/features,tenant:read",
        "put,/tenants/{id}/features/{feature},feature:write",
        "put,/tenants/{id}/limits/{metric},platform_tenant:write",
        "get,/tenants/{id}/usage,tenant:read",
        "post,/tenants/{id}/usage,usage:record",
        "get,/tenants/{id}/subscription,subscription:read",
        "put,/tenants/{id}/subscription,subscription:write",
        "post,/tenants/{id}/subscription/cancel,subscription:write",
        "post,/tenants/{id}/subscription/reactivate,subscription:write",
        "post,/tenants/{id}/subscription/refresh,subscription:write",
        "post,/tenants/{id}/subscription/checkout,subscription:write",
        "post,/tenants/{id}/subscription/portal,subscription:write",
        "get,/tenants/{id}/invoices,subscription:read",
        "get,/tenants/{id}/onboarding,tenant:read",
        "post,/tenants/{id}/onboarding/{step}/skip,tenant:write",
        "post,/tenants/{id}/onboarding/{step}/unskip,tenant:write",
        "post,/tenants/{id}/onboarding/mail/test,tenant:write",
        "get,/billing/events,platform_tenant:read",
        "post,/billing/events/{id}/retry,platform_tenant:write",
        "get,/billing/account,platform_tenant:read",
        "post,/billing/account/confirm,platform_tenant:write",
        "get,/billing/contracts,platform_tenant:read",
        "post,/tenants/{id}/subscription/payment-failed,platform_tenant:write",
        "post,/tenants/{id}/subscription/paid,platform_tenant:write",
        "get,/tenants/{id}/promotion,platform_tenant:read",
        "post,/tenants/{id}/promotion,platform_tenant:write",
        "post,/tenants/{id}/promotion/fallback,platform_tenant:write",
        "post,/tenants/{id}/promotion/settle,platform_tenant:write"
    })
    void saysThePermissionOfEachOperation(String method, String path, String permission) {
        DOCUMENT.assertGuarded(method, path, permission);
    }

    @ParameterizedTest
    @CsvSource({"get,/tenants/{id}/logo", "post,/billing/stripe/webhook"})
    void hasTheOperationsThatAreOpenToAll(String method, String path) {
        var operation = DOCUMENT.operation(method, path);
        assertThat(operation.path("summary").asString()).isNotBlank();
        assertThat(operation.has("x-permission")).isFalse();
        assertThat(operation.has("security")).isFalse();
    }
}
