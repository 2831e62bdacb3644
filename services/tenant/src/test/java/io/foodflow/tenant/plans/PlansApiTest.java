package io.foodflow.tenant.plans;

import static io.foodflow.tenant.TenantPlatform.administrator;
import static io.foodflow.tenant.TenantPlatform.newTenant;
import static io.foodflow.tenant.TenantPlatform.operator;
import static io.foodflow.tenant.TenantPlatform.recorded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foodflow.platform.entitlements.Entitlements;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.platform.web.ProblemException;
import io.foodflow.tenant.TenantPlatform;
import io.foodflow.testkit.Api;
import io.foodflow.testkit.TestPlatform;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class PlansApiTest {

    private static final TestPlatform PLATFORM = TenantPlatform.get();

    @Test
    void tellsWhatEachPlanHas() {
        var plans = administrator(newTenant()).get("/plans").json().path("items");
        assertThat(plans.valueStream().map(plan -> plan.path("name").asString()))
                .containsExactly("free", "pro", "enterprise");
        assertThat(plans.path(0).path("limits").path("users").asInt()).isEqualTo(5);
        assertThat(plans.path(0).path("price_month_cents").asInt()).isZero();
        assertThat(plans.path(2).path("limits").path("users").isNull())
                .as("unlimited")
                .isTrue();
        assertThat(plans.path(2).path("features").toString()).contains("dedicated_database");
        assertThat(PLATFORM.anonymous().get("/plans").status()).isEqualTo(401);
        assertThat(PLATFORM.as(newTenant(), "user:read").get("/plans").status()).isEqualTo(403);
    }

    @Test
    void saysOfEachFeatureWhetherAndWhy() {
        var tenant = newTenant();
        assertThat(feature(tenant, "forecasting").path("enabled").asBoolean()).isTrue();
        assertThat(feature(tenant, "forecasting").path("source").asString()).isEqualTo("plan");
        assertThat(feature(tenant, "forecasting").path("explanation").asString())
                .isEqualTo("in the plan Pro");
        assertThat(feature(tenant, "vision").path("enabled").asBoolean()).isFalse();
        assertThat(feature(tenant, "vision").path("explanation").asString()).isEqualTo("not in the plan Pro");
        assertThat(allowed(tenant, "forecasting")).isTrue();
        assertThat(allowed(tenant, "vision")).isFalse();
        assertThat(allowed(tenant, "teleportation")).isFalse();
        assertThat(feature(tenant, "custom_roles").path("enforced").asBoolean()).isTrue();
        assertThat(feature(tenant, "forecasting").path("enforced").asBoolean(true))
                .isFalse();
    }

    @Test
    void letsThePlatformSwitchEitherWayAndLeaveItToThePlanAgain() {
        var tenant = newTenant();
        var on = put(operator(), tenant, "vision", "{\"enabled\":true,\"reason\":\"pilot until May\"}");
        assertThat(on.status()).as(on.body()).isEqualTo(200);
        assertThat(on.json().path("enabled").asBoolean()).isTrue();
        assertThat(on.json().path("source").asString()).isEqualTo("platform");
        assertThat(on.json().path("in_plan").asBoolean()).isFalse();
        assertThat(on.json().path("reason").asString()).isEqualTo("pilot until May");
        assertThat(on.json().path("changed_by").asString()).contains("@");
        assertThat(allowed(tenant, "vision")).as("acts at once").isTrue();

        put(operator(), tenant, "epcis", "{\"enabled\":false}");
        assertThat(allowed(tenant, "epcis")).isFalse();
        assertThatThrownBy(() -> PLATFORM.inside(tenant, () -> {
                    PLATFORM.bean(Entitlements.class).require("epcis");
                    return true;
                }))
                .isInstanceOfSatisfying(ProblemException.class, e -> {
                    assertThat(e.problem().status()).isEqualTo(402);
                    assertThat(e.problem().more()).containsEntry("feature", "epcis");
                });
        PLATFORM.inside(tenant, () -> {
            PLATFORM.bean(Entitlements.class).require("vision");
            return true;
        });

        var back = put(operator(), tenant, "epcis", "{\"enabled\":null}");
        assertThat(back.json().path("enabled").asBoolean()).isTrue();
        assertThat(back.json().path("source").asString()).isEqualTo("plan");
        assertThat(recorded(tenant.id()))
                .containsExactly("TenantCreated", "FeatureSwitched", "FeatureSwitched", "FeatureSwitched");
    }

    @Test
    void letsATenantSwitchOffWhatItHasAndOnAgainButGiveItselfNothing() {
        var tenant = newTenant();
        var administrator = administrator(tenant);
        var off = put(administrator, tenant, "forecasting", "{\"enabled\":false,\"reason\":\"not trained yet\"}");
        assertThat(off.json().path("enabled").asBoolean()).isFalse();
        assertThat(off.json().path("source").asString()).isEqualTo("tenant");
        assertThat(allowed(tenant, "forecasting")).isFalse();
        assertThat(put(administrator, tenant, "forecasting", "{\"enabled\":true}")
                        .json()
                        .path("source")
                        .asString())
                .isEqualTo("plan");

        var beyond = put(administrator, tenant, "vision", "{\"enabled\":true}");
        assertThat(beyond.status()).isEqualTo(402);
        assertThat(beyond.json().path("type").asString()).endsWith("/not-in-plan");
        assertThat(beyond.json().path("plan").asString()).isEqualTo("Pro");
        put(operator(), tenant, "recall", "{\"enabled\":false}");
        assertThat(put(administrator, tenant, "recall", "{\"enabled\":true}").status())
                .as("what the platform switched off stays off")
                .isEqualTo(402);
        put(administrator, tenant, "vision", "{\"enabled\":false}");
        put(operator(), tenant, "vision", "{\"enabled\":true}");
        assertThat(allowed(tenant, "vision"))
                .as("the platform has the last word")
                .isTrue();
    }

    @Test
    void knowsNoOtherFeatureAndNoOtherTenant() {
        var tenant = newTenant();
        assertThat(put(operator(), tenant, "teleportation", "{\"enabled\":true}")
                        .status())
                .isEqualTo(404);
        assertThat(put(operator(), tenant, "vision", "{\"enabled\":\"perhaps\"}")
                        .status())
                .isEqualTo(400);
        assertThat(put(operator(), tenant, "vision", "{\"enabled\":true,\"reason\":\"%s\"}".formatted("x".repeat(501)))
                        .status())
                .isEqualTo(400);
        var path = "/tenants/" + tenant.id() + "/features";
        assertThat(administrator(newTenant()).get(path).status()).isEqualTo(404);
        assertThat(put(administrator(newTenant()), tenant, "epcis", "{\"enabled\":false}")
                        .status())
                .isEqualTo(404);
        assertThat(operator().get("/tenants/" + UUID.randomUUID() + "/features").status())
                .isEqualTo(404);
        assertThat(PLATFORM.as(tenant, "tenant:read").get(path).status()).isEqualTo(200);
        assertThat(put(PLATFORM.as(tenant, "tenant:read"), tenant, "epcis", "{\"enabled\":false}")
                        .status())
                .isEqualTo(403);
        assertThat(PLATFORM.anonymous().get(path).status()).isEqualTo(401);
        assertThat(put(PLATFORM.anonymous(), tenant, "epcis", "{}").status()).isEqualTo(401);
    }

    @Test
    void givesATenantALimitOfItsOwn() {
        var tenant = newTenant();
        var path = "/tenants/" + tenant.id() + "/limits/users";
        var limited = operator().put(path, "{\"limit\":70,\"reason\":\"two plants more\"}");
        assertThat(limited.status()).as(limited.body()).isEqualTo(200);
        assertThat(limited.json().path("limit").asLong()).isEqualTo(70);
        assertThat(limited.json().path("limit_source").asString()).isEqualTo("platform");
        var unlimited = operator().put(path, "{\"unlimited\":true,\"reason\":\"contract\"}");
        assertThat(unlimited.json().path("limit").isNull()).isTrue();
        assertThat(unlimited.json().path("state").asString()).isEqualTo("unlimited");
        var back = operator().put(path, "{\"reason\":\"contract ended\"}");
        assertThat(back.json().path("limit").asLong()).isEqualTo(50);
        assertThat(back.json().path("limit_source").asString()).isEqualTo("plan");

        assertThat(operator()
                        .put(path, "{\"limit\":-1,\"unlimited\":true}")
                        .json()
                        .path("errors"))
                .hasSize(3);
        assertThat(operator()
                        .put("/tenants/%s/limits/doors".formatted(tenant.id()), "{\"reason\":\"x\"}")
                        .status())
                .isEqualTo(404);
        assertThat(operator()
                        .put("/tenants/%s/limits/users".formatted(UUID.randomUUID()), "{\"reason\":\"x\"}")
                        .status())
                .isEqualTo(404);
        assertThat(administrator(tenant)
                        .put(path, "{\"limit\":1000,\"reason\":\"x\"}")
                        .status())
                .isEqualTo(403);
        assertThat(PLATFORM.anonymous().put(path, "{}").status()).isEqualTo(401);
        assertThat(recorded(tenant.id()))
                .containsExactly("TenantCreated", "LimitChanged", "LimitChanged", "LimitChanged");
    }

    private static Api.Answer put(Api api, Tenant tenant, String feature, String body) {
        return api.put("/tenants/%s/features/%s".formatted(tenant.id(), feature), body);
    }

    private static JsonNode feature(Tenant tenant, String name) {
        return administrator(tenant)
                .get("/tenants/%s/features".formatted(tenant.id()))
                .json()
                .path("items")
                .valueStream()
                .filter(feature -> feature.path("feature").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static boolean allowed(Tenant tenant, String feature) {
        return PLATFORM.inside(tenant, () -> PLATFORM.bean(Entitlements.class).allowed(feature));
    }
}
