package io.foodflow.tenant.tenants;

import static io.foodflow.tenant.TenantPlatform.administrator;
import static io.foodflow.tenant.TenantPlatform.finishTasks;
import static io.foodflow.tenant.TenantPlatform.newSlug;
import static io.foodflow.tenant.TenantPlatform.newTenant;
import static io.foodflow.tenant.TenantPlatform.operator;
import static io.foodflow.tenant.TenantPlatform.query;
import static io.foodflow.tenant.TenantPlatform.recorded;
import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.testkit.Api;
import io.foodflow.testkit.Api.Answer;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Requests that change the platform's own tables, sent twice under one Idempotency-Key. */
class RepeatedRequestsApiTest {

    private final String key = UUID.randomUUID().toString();

    @Test
    void makesOneArchive() {
        var tenant = newTenant();
        var api = keyed(administrator(tenant));
        var first = api.post("/tenants/%s/exports".formatted(tenant.id()), "");
        assertThat(first.status()).as(first.body()).isEqualTo(202);
        finishTasks();

        var second = api.post("/tenants/%s/exports".formatted(tenant.id()), "");
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(keyed(administrator(tenant))
                        .post("/tenants/%s/exports".formatted(tenant.id()), "")
                        .status())
                .as("of another user")
                .isEqualTo(422);
        assertThat(recorded(tenant.id())).containsOnlyOnce("ExportRequested");
    }

    @Test
    void answersARepeatAsTheFirstTime() {
        var tenant = newTenant();
        var api = keyed(operator());
        var first = api.post("/tenants/%s/suspend".formatted(tenant.id()), "{\"reason\":\"Unpaid\"}");
        assertThat(first.status()).as(first.body()).isEqualTo(200);
        operator().post("/tenants/%s/resume".formatted(tenant.id()), "");

        var second = api.post("/tenants/%s/suspend".formatted(tenant.id()), "{\"reason\":\"Unpaid\"}");
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.header("ETag")).isEqualTo(first.header("ETag"));
        assertThat(second.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(recorded(tenant.id())).endsWith("TenantSuspended", "TenantResumed");
        assertThat(operator()
                        .get("/tenants/" + tenant.id())
                        .json()
                        .path("status")
                        .asString())
                .isEqualTo("active");

        var other = api.post("/tenants/%s/suspend".formatted(tenant.id()), "{\"reason\":\"Sold\"}");
        assertThat(other.status()).isEqualTo(422);
    }

    @Test
    void hasOneEffectOfManyAtOnce() throws Exception {
        var tenant = newTenant();
        var api = keyed(administrator(tenant));
        var answers = new ArrayList<Future<Answer>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int n = 0; n < 8; n++) {
                answers.add(threads.submit(
                        () -> api.post("/tenants/%s/subscription/cancel".formatted(tenant.id()), "{\"at\":\"now\"}")));
            }
        }
        for (var answer : answers) {
            assertThat(answer.get().status()).as(answer.get().body()).isIn(200, 409);
        }
        assertThat(recorded(tenant.id())).containsOnlyOnce("SubscriptionChanged");
    }

    @Test
    void claimsNothingForARequestThatFailed() {
        var tenant = newTenant();
        var api = keyed(operator());
        operator().post("/tenants/%s/suspend".formatted(tenant.id()), "{\"reason\":\"Unpaid\"}");
        assertThat(api.post("/tenants/%s/suspend".formatted(tenant.id()), "{\"reason\":\"Unpaid\"}")
                        .status())
                .isEqualTo(409);
        operator().post("/tenants/%s/resume".formatted(tenant.id()), "");
        assertThat(api.post("/tenants/%s/suspend".formatted(tenant.id()), "{\"reason\":\"Unpaid\"}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void invitesOneAdministratorAndTellsNoSecretTwice() {
        var tenant = newTenant();
        var api = keyed(operator());
        var person = """
                {"email":"second@%s.example","first_name":"S","last_name":"S","language":"en"}""".formatted(newSlug().replace('_', '-'));
        assertThat(api.post("/tenants/%s/administrators".formatted(tenant.id()), person)
                        .status())
                .isEqualTo(201);
        var second = api.post("/tenants/%s/administrators".formatted(tenant.id()), person);
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.json().path("type").asString()).endsWith("/already-done");
        assertThat(second.body()).doesNotContain("ffi_");
    }

    @Test
    void worksOnceInATenantOfOthers() {
        var tenant = newTenant();
        var api = keyed(operator());
        var first = use(api, tenant.id(), "first");
        assertThat(first.status()).isEqualTo(201);
        var again = use(api, tenant.id(), "first");
        assertThat(again.status()).as(again.body()).isEqualTo(201);
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(use(api, tenant.id(), "second").status()).isEqualTo(422);
        assertThat(use(keyed(administrator(tenant)), tenant.id(), "third").status())
                .as("the tenant's own keys are others")
                .isEqualTo(201);
        assertThat(query("select id from %s.usage_records order by id".formatted(tenant.schema())))
                .containsExactly("first", "third");
    }

    private static Answer use(Api api, Object tenant, String id) {
        return api.post("/tenants/%s/usage".formatted(tenant), """
                {"id":"%s","metric":"events","quantity":1}""".formatted(id));
    }

    private Api keyed(Api api) {
        return api.with("Idempotency-Key", key);
    }
}
