package io.foodflow.tenant.subscriptions;

import static io.foodflow.tenant.TenantPlatform.administrator;
import static io.foodflow.tenant.TenantPlatform.newTenant;
import static io.foodflow.tenant.TenantPlatform.operator;
import static io.foodflow.tenant.TenantPlatform.query;
import static io.foodflow.tenant.TenantPlatform.recorded;
import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.platform.entitlements.Entitlements;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.tenant.TenantPlatform;
import io.foodflow.testkit.Api;
import io.foodflow.testkit.TestPlatform;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubscriptionApiTest {

    private static final TestPlatform PLATFORM = TenantPlatform.get();

    @Test
    void isThePlansOwnUntilOneIsChosenAndSaysThatItIsInvoicedByHand() {
        var tenant = newTenant();
        var answer = administrator(tenant).get(path(tenant));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.header("ETag")).isEqualTo("\"0\"");
        var subscription = answer.json();
        assertThat(subscription.path("plan").asString()).isEqualTo("pro");
        assertThat(subscription.path("state").asString()).isEqualTo("active");
        assertThat(subscription.path("billing").asString()).isEqualTo("manual");
        assertThat(subscription.path("billing_note").asString()).startsWith("invoiced by hand");
        assertThat(subscription.path("effective_plan").asString()).isEqualTo("pro");
        assertThat(subscription.path("trial_available").asBoolean()).isTrue();
        assertThat(subscription.path("current_period_end").asString())
                .isEqualTo(YearMonth.now(ZoneOffset.UTC).plusMonths(1) + "-01T00:00:00Z");
    }

    @Test
    void givesAtOnceWhatTheChosenPlanHas() {
        var tenant = newTenant();
        var free = choose(administrator(tenant), tenant, "\"0\"", "{\"plan\":\"free\"}");
        assertThat(free.status()).as(free.body()).isEqualTo(200);
        assertThat(free.header("ETag")).isEqualTo("\"1\"");
        assertThat(allowed(tenant, "forecasting")).isFalse();
        assertThat(operator().get("/tenants/" + tenant.id()).json().path("plan").asString())
                .isEqualTo("free");

        var trial = choose(administrator(tenant), tenant, "\"1\"", "{\"plan\":\"enterprise\",\"trial\":true}");
        assertThat(trial.json().path("state").asString()).isEqualTo("trialing");
        var ends = Instant.parse(trial.json().path("trial_ends_at").asString());
        assertThat(ends)
                .isBetween(
                        Instant.now().plus(13, ChronoUnit.DAYS), Instant.now().plus(14, ChronoUnit.DAYS));
        assertThat(trial.json().path("current_period_end"))
                .isEqualTo(trial.json().path("trial_ends_at"));
        assertThat(allowed(tenant, "vision")).isTrue();
        var features = administrator(tenant)
                .get("/tenants/" + tenant.id() + "/features")
                .body();
        assertThat(features).contains("in the plan Enterprise, on trial");

        query("update platform.subscriptions set trial_ends_at = now() where tenant_id = '%s'".formatted(tenant.id()));
        PLATFORM.bean(Entitlements.class).forget();
        assertThat(administrator(tenant).get(path(tenant)).json().path("state").asString())
                .isEqualTo("lapsed");
        assertThat(allowed(tenant, "vision")).isFalse();
        var again = choose(administrator(tenant), tenant, "*", "{\"plan\":\"pro\",\"trial\":true}");
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.json().path("type").asString()).endsWith("/trial-used");
        assertThat(choose(administrator(tenant), tenant, "*", "{\"plan\":\"pro\"}")
                        .status())
                .isEqualTo(200);
        assertThat(recorded(tenant.id()))
                .containsExactly("TenantCreated", "SubscriptionChanged", "SubscriptionChanged", "SubscriptionChanged");
    }

    @Test
    void canBeTakenOverByHandWhereTheProviderIsNotConnectedAnyMore() {
        for (var taken : new String[] {"{\"plan\":\"pro\"}", "{\"plan\":\"enterprise\"}"}) {
            var tenant = providedTenant();
            var own = choose(administrator(tenant), tenant, "*", "{\"plan\":\"free\"}");
            assertThat(own.status()).isEqualTo(409);
            assertThat(own.json().path("type").asString()).endsWith("/no-payment-provider");
            var byHand = choose(operator(), tenant, "*", taken);
            assertThat(byHand.status()).as(byHand.body()).isEqualTo(200);
            assertThat(byHand.json().path("billing").asString()).isEqualTo("manual");
            assertThat(byHand.json().path("state").asString()).isEqualTo("active");
            assertThat(taken).contains(byHand.json().path("plan").asString());
        }
        var tenant = providedTenant();
        assertThat(administrator(tenant)
                        .post(path(tenant) + "/cancel", "{\"at\":\"now\"}")
                        .status())
                .isEqualTo(409);
        var over = operator().post(path(tenant) + "/cancel", "{\"at\":\"now\"}");
        assertThat(over.json().path("state").asString()).as(over.body()).isEqualTo("cancelled");
        assertThat(over.json().path("billing").asString()).isEqualTo("manual");
    }

    /** A tenant that paid through a provider while one was connected. */
    private static Tenant providedTenant() {
        var tenant = newTenant();
        query("""
                insert into platform.subscriptions (tenant_id, plan, state, provider, period_ends_at)
                values ('%s', 'pro', 'active', 'stripe', now() + interval '9 days')""".formatted(tenant.id()));
        return tenant;
    }

    @Test
    void leavesEnterpriseToWhoRunsThePlatform() {
        var tenant = newTenant();
        var own = choose(administrator(tenant), tenant, "*", "{\"plan\":\"enterprise\"}");
        assertThat(own.status()).isEqualTo(403);
        assertThat(own.json().path("type").asString()).endsWith("/by-agreement");
        assertThat(choose(operator(), tenant, "*", "{\"plan\":\"enterprise\"}").status())
                .isEqualTo(200);
    }

    @Test
    void isCancelledAtTheEndOfThePeriodOrNowAndReactivated() {
        var tenant = newTenant();
        var administrator = administrator(tenant);
        var later = administrator.post(path(tenant) + "/cancel", "{\"at\":\"period_end\",\"reason\":\"merger\"}");
        assertThat(later.status()).as(later.body()).isEqualTo(200);
        assertThat(later.json().path("state").asString()).isEqualTo("active");
        assertThat(later.json().path("cancel_at")).isEqualTo(later.json().path("current_period_end"));
        var back = administrator.post(path(tenant) + "/reactivate", "{}");
        assertThat(back.json().has("cancel_at")).isFalse();
        assertThat(administrator.post(path(tenant) + "/reactivate", "{}").json())
                .as("once more")
                .isEqualTo(back.json());

        var now = administrator.post(path(tenant) + "/cancel", "{\"at\":\"now\"}");
        assertThat(now.json().path("state").asString()).isEqualTo("cancelled");
        assertThat(now.json().path("effective_plan").asString()).isEqualTo("free");
        assertThat(allowed(tenant, "forecasting")).isFalse();
        assertThat(administrator
                        .post(path(tenant) + "/cancel", "{\"at\":\"now\"}")
                        .status())
                .as("there is nothing left to cancel")
                .isEqualTo(409);
        assertThat(administrator
                        .post(path(tenant) + "/reactivate", "{}")
                        .json()
                        .path("effective_plan")
                        .asString())
                .isEqualTo("pro");
        assertThat(allowed(tenant, "forecasting")).isTrue();
    }

    @Test
    void goesOnUnpaidUntilTheTimeOfGraceIsOver() {
        var tenant = newTenant();
        var unpaid = operator().post(path(tenant) + "/payment-failed", "{}");
        assertThat(unpaid.status()).as(unpaid.body()).isEqualTo(200);
        assertThat(unpaid.json().path("state").asString()).isEqualTo("past_due");
        assertThat(allowed(tenant, "forecasting")).isTrue();
        var other = choose(administrator(tenant), tenant, "*", "{\"plan\":\"free\"}");
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.json().path("type").asString()).endsWith("/unpaid");
        assertThat(operator().post(path(tenant) + "/payment-failed", "{}").status())
                .isEqualTo(409);

        query("update platform.subscriptions set grace_ends_at = now() where tenant_id = '%s'".formatted(tenant.id()));
        PLATFORM.bean(Entitlements.class).forget();
        assertThat(allowed(tenant, "forecasting")).isFalse();
        assertThat(operator()
                        .post(path(tenant) + "/paid", "{}")
                        .json()
                        .path("state")
                        .asString())
                .isEqualTo("active");
        assertThat(allowed(tenant, "forecasting")).isTrue();
        assertThat(administrator(tenant).post(path(tenant) + "/paid", "{}").status())
                .isEqualTo(403);
        assertThat(administrator(tenant)
                        .post(path(tenant) + "/payment-failed", "{}")
                        .status())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({
        "PUT,'',{},400",
        "PUT,'',{\"plan\":\"gold\"},400",
        "POST,/cancel,{},400",
        "POST,/cancel,{\"at\":\"someday\"},400",
        "PUT,'',{\"plan\":\"pro\"},409"
    })
    void refusesWhatBreaksARule(String method, String suffix, String body, int status) {
        var tenant = newTenant();
        var api = administrator(tenant).with("If-Match", "*");
        var answer = method.equals("PUT") ? api.put(path(tenant), body) : api.post(path(tenant) + suffix, body);
        assertThat(answer.status()).isEqualTo(status);
    }

    @Test
    void asksForTheVersionThePermissionAndTheOwnTenant() {
        var tenant = newTenant();
        var body = "{\"plan\":\"free\"}";
        assertThat(administrator(tenant).put(path(tenant), body).status()).isEqualTo(428);
        assertThat(choose(administrator(tenant), tenant, "\"7\"", body).status())
                .isEqualTo(412);
        var stranger = administrator(newTenant());
        assertThat(stranger.get(path(tenant)).status()).isEqualTo(404);
        assertThat(choose(stranger, tenant, "*", body).status()).isEqualTo(404);
        for (var action : new String[] {"/cancel", "/reactivate"}) {
            var order = "{\"at\":\"now\"}";
            assertThat(stranger.post(path(tenant) + action, order).status()).isEqualTo(404);
            assertThat(PLATFORM.as(tenant, "subscription:read")
                            .post(path(tenant) + action, order)
                            .status())
                    .isEqualTo(403);
            assertThat(PLATFORM.anonymous().post(path(tenant) + action, order).status())
                    .isEqualTo(401);
        }
        assertThat(PLATFORM.as(tenant, "tenant:read").get(path(tenant)).status())
                .isEqualTo(403);
        assertThat(choose(PLATFORM.as(tenant, "subscription:read"), tenant, "*", body)
                        .status())
                .isEqualTo(403);
        assertThat(PLATFORM.anonymous().get(path(tenant)).status()).isEqualTo(401);
        assertThat(operator()
                        .get("/tenants/" + UUID.randomUUID() + "/subscription")
                        .status())
                .isEqualTo(404);
        assertThat(operator()
                        .post("/tenants/" + UUID.randomUUID() + "/subscription/paid", "{}")
                        .status())
                .isEqualTo(404);
    }

    private static Api.Answer choose(Api api, Tenant tenant, String ifMatch, String body) {
        return api.with("If-Match", ifMatch).put(path(tenant), body);
    }

    private static boolean allowed(Tenant tenant, String feature) {
        return PLATFORM.inside(tenant, () -> PLATFORM.bean(Entitlements.class).allowed(feature));
    }

    private static String path(Tenant tenant) {
        return "/tenants/" + tenant.id() + "/subscription";
    }
}
