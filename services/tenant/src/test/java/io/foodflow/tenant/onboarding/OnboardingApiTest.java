package io.foodflow.tenant.onboarding;

import static io.foodflow.tenant.TenantPlatform.administrator;
import static io.foodflow.tenant.TenantPlatform.newSlug;
import static io.foodflow.tenant.TenantPlatform.newTenant;
import static io.foodflow.tenant.TenantPlatform.operator;
import static io.foodflow.tenant.TenantPlatform.recorded;
import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.tenant.TenantPlatform;
import io.foodflow.testkit.Api.Answer;
import io.foodflow.testkit.TestPlatform;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OnboardingApiTest {

    private static final TestPlatform PLATFORM = TenantPlatform.get();

    @Test
    void tellsEachStepFromWhatIsThere() {
        var tenant = plainTenant();
        assertThat(states(administrator(tenant).get(path(tenant))))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "branding",
                        "open",
                        "people",
                        "open",
                        "second_step",
                        "open",
                        "mail",
                        "open",
                        "events",
                        "open",
                        "plan",
                        "open"));

        administrator(tenant)
                .with("If-Match", "*")
                .put("/tenants/" + tenant.id(), "{\"name\":\"Branded\",\"primary_color\":\"#0a5c36\"}");
        administrator(tenant)
                .with("If-Match", "*")
                .put("/tenants/%s/subscription".formatted(tenant.id()), "{\"plan\":\"pro\",\"trial\":true}");
        administrator(tenant).post("/tenants/%s/usage".formatted(tenant.id()), """
                {"id":"a","metric":"events","quantity":1}""");
        var boss = PLATFORM.as(tenant, "user:write", "policy:write", "node:read");
        for (var person : new String[] {"ada", "bob"}) {
            var made = boss.post("/users", """
                    {"email":"%s@example.com","password":"correct horse battery","first_name":"A","last_name":"B","roles":[]}""".formatted(person + newSlug()));
            assertThat(made.status()).as(made.body()).isEqualTo(201);
        }
        PLATFORM.deliverEvents(tenant);
        var strict = boss.with("If-Match", "*")
                .put("/tenant/policy", "{\"second_factor_required\":true,\"registration_role\":\"viewer\"}");
        assertThat(strict.status()).as(strict.body()).isEqualTo(200);

        var done = operator().get(path(tenant));
        var states = states(done);
        assertThat(states.remove("mail")).as("there is no mail server").isEqualTo("open");
        assertThat(states)
                .as(done.body())
                .hasSize(5)
                .allSatisfy((step, state) -> assertThat(state).as(step).isEqualTo("done"));
        assertThat(done.json().at("/steps/0/page").asString()).isEqualTo("/company");
    }

    @Test
    void passesOverAndTakesUpAgainWithATrail() {
        var tenant = plainTenant();
        var skipped = administrator(tenant).post(path(tenant) + "/people/skip", "");
        assertThat(states(skipped)).containsEntry("people", "skipped").containsEntry("plan", "open");
        administrator(tenant).post(path(tenant) + "/people/skip", "");
        assertThat(states(administrator(tenant).post(path(tenant) + "/people/unskip", "")))
                .containsEntry("people", "open");
        assertThat(administrator(tenant)
                        .post(path(tenant) + "/all/skip", "")
                        .json()
                        .path("dismissed")
                        .asBoolean())
                .isTrue();
        assertThat(administrator(tenant)
                        .post(path(tenant) + "/all/unskip", "")
                        .json()
                        .path("dismissed")
                        .asBoolean())
                .isFalse();
        assertThat(recorded(tenant.id()))
                .containsExactly(
                        "TenantCreated",
                        "OnboardingStepSkipped",
                        "OnboardingStepSkipped",
                        "OnboardingStepSkipped",
                        "OnboardingStepSkipped");
    }

    @Test
    void asksForSingleSignOnWhereThePlanHasItAndKnowsAProvedDomain() {
        var tenant = PLATFORM.newTenant();
        assertThat(states(administrator(tenant).get(path(tenant)))).containsEntry("single_sign_on", "open");
        TenantPlatform.query(
                "insert into platform.verified_domains (domain, tenant_id, provider_id) values ('%s', '%s', '%s')"
                        .formatted(newSlug().replace('_', '-') + ".example", tenant.id(), UUID.randomUUID()));
        assertThat(states(administrator(tenant).get(path(tenant)))).containsEntry("single_sign_on", "done");
        var plain = plainTenant();
        assertThat(states(administrator(plain).get(path(plain))))
                .as("a plan without it")
                .doesNotContainKey("single_sign_on");
    }

    @Test
    void sendsNoTestMailWhereThereIsNoMailServer() {
        var tenant = plainTenant();
        var refused = administrator(tenant).post(path(tenant) + "/mail/test", "");
        assertThat(refused.status()).as(refused.body()).isEqualTo(409);
        assertThat(refused.json().path("type").asString()).endsWith("/mail-not-configured");
        assertThat(PLATFORM.as(tenant, "tenant:read")
                        .post(path(tenant) + "/mail/test", "")
                        .status())
                .isEqualTo(403);
        assertThat(administrator(newTenant())
                        .post(path(tenant) + "/mail/test", "")
                        .status())
                .isEqualTo(404);
        assertThat(PLATFORM.anonymous().post(path(tenant) + "/mail/test", "").status())
                .isEqualTo(401);
    }

    @Test
    void asksForPermissionAndHidesOthers() {
        var tenant = newTenant();
        var other = administrator(newTenant());
        assertThat(PLATFORM.anonymous().get(path(tenant)).status()).isEqualTo(401);
        assertThat(PLATFORM.as(tenant, "node:read").get(path(tenant)).status()).isEqualTo(403);
        assertThat(PLATFORM.as(tenant, "tenant:read")
                        .post(path(tenant) + "/plan/skip", "")
                        .status())
                .isEqualTo(403);
        assertThat(other.get(path(tenant)).status()).isEqualTo(404);
        assertThat(other.post(path(tenant) + "/plan/skip", "").status()).isEqualTo(404);
        assertThat(administrator(tenant).post(path(tenant) + "/lunch/skip", "").status())
                .isEqualTo(404);
    }

    /** A tenant on the plan Free without a colour. */
    private static Tenant plainTenant() {
        var answer = operator()
                .post(
                        "/tenants",
                        TenantPlatform.creation(newSlug())
                                .replace("\"plan\":\"pro\",\"primary_color\":\"#0a5c36\",", ""));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return TenantPlatform.tenant(answer.json().path("tenant"));
    }

    private static Map<String, String> states(Answer answer) {
        var states = new HashMap<String, String>();
        answer.json()
                .path("steps")
                .forEach(step -> states.put(
                        step.path("step").asString(), step.path("state").asString()));
        return states;
    }

    private static String path(Tenant tenant) {
        return "/tenants/%s/onboarding".formatted(tenant.id());
    }
}
