package io.foodflow.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.demo.DemoCompany;
import io.foodflow.demo.DemoSettings;
import io.foodflow.demo.DemoSize;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.platform.tenancy.TenantId;
import io.foodflow.platform.tenancy.Tenants;
import io.foodflow.tenant.work.TenantTasks;
import io.foodflow.testkit.Api;
import io.foodflow.testkit.TestDatabases;
import io.foodflow.testkit.TestPlatform;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** Sandboxes are filled with the demo company's history, in the background. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class SandboxTest {

    private static final int LAST_DOCUMENTS = 3;
    private static TestPlatform platform;
    private static Tenant operators;

    @BeforeAll
    static void start() {
        platform = TestPlatform.startOn(
                TestDatabases.create(),
                TestPlatform.temporaryHome(),
                List.of(DemoHistory.class),
                "foodflow.identity.passwords.bcrypt-strength=4");
        operators = platform.newTenant();
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Test
    void isFilledByItselfAndOnceOnly() {
        var sandbox = create("pro", true);
        platform.bean(TenantTasks.class).finish();

        var filled = state(sandbox);
        assertThat(filled.path("state").asString()).as(filled.toString()).isEqualTo("filled");
        assertThat(filled.path("progress").asDouble()).isEqualTo(1);
        var facts = DemoCompany.facts(settings(filled));
        assertThat(filled.path("events").asLong()).isEqualTo(facts.cast().events());
        assertThat(events(sandbox)).isEqualTo(facts.cast().events());
        assertThat(recorded(sandbox)).contains("SandboxFilled").doesNotContain("SandboxFillFailed");

        leaveUnfinished(sandbox);
        platform.bean(TenantTasks.class).finish();
        assertThat(state(sandbox).path("state").asString()).isEqualTo("filled");
        assertThat(events(sandbox))
                .as("documents that were recorded and not noted are told again")
                .isEqualTo(facts.cast().events());

        fillAgain(sandbox);
        assertThat(state(sandbox).path("requested_by").asString()).contains("user@");
        assertThat(state(sandbox).path("state").asString()).isEqualTo("filled");
        assertThat(events(sandbox)).isEqualTo(facts.cast().events());
        assertThat(recorded(sandbox)).contains("SandboxFillAsked");
    }

    @Test
    void saysWhyItIsNotFilledAndFillsItWhenThereIsRoom() {
        var sandbox = create("pro", true);
        platform.bean(TenantTasks.class).finish();
        limitEvents(sandbox, "{\"limit\":0,\"unlimited\":false,\"reason\":\"a test\"}");
        fillAgain(sandbox);

        var failed = state(sandbox);
        assertThat(failed.path("state").asString()).as(failed.toString()).isEqualTo("failed");
        assertThat(failed.path("error").asString()).contains("events");
        assertThat(recorded(sandbox)).contains("SandboxFillFailed");

        limitEvents(sandbox, "{\"limit\":null,\"unlimited\":true,\"reason\":\"a test\"}");
        fillAgain(sandbox);
        assertThat(state(sandbox).path("state").asString()).isEqualTo("filled");
        assertThat(state(sandbox).has("error")).isFalse();
    }

    private static void limitEvents(Tenant tenant, String limit) {
        var answer = operator().put("/tenants/%s/limits/events".formatted(tenant.id()), limit);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    private static void fillAgain(Tenant tenant) {
        var answer = operator().post("/tenants/%s/sandbox/fill".formatted(tenant.id()), "");
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        platform.bean(TenantTasks.class).finish();
    }

    @Test
    void leavesATenantThatIsNoSandboxAlone() {
        var tenant = create("free", false);
        platform.bean(TenantTasks.class).finish();

        var path = "/tenants/%s/sandbox".formatted(tenant.id());
        for (var refused : List.of(operator().get(path), operator().post(path + "/fill", ""))) {
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.json().path("type").asString()).endsWith("/not-a-sandbox");
        }
        assertThat(events(tenant)).isZero();
    }

    @Test
    void needsAPlanWithRoom() {
        var refused = operator()
                .post("/tenants", draft("s" + UUID.randomUUID().toString().substring(0, 8), "free", true));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().at("/errors/0/field").asString()).isEqualTo("plan");
        assertThat(refused.json().at("/errors/0/rule").asString()).isEqualTo("room");
    }

    @Test
    void isForItsOwnPeopleAndThePlatformsOnly() {
        var path = "/tenants/%s/sandbox".formatted(create("free", false).id());
        var stranger = platform.as(operators, "tenant:read", "tenant:write");
        assertThat(stranger.get(path).status()).isEqualTo(404);
        assertThat(stranger.post(path + "/fill", "").status()).isEqualTo(404);
        var nobody = platform.as(operators, "node:read");
        assertThat(nobody.get(path).status()).isEqualTo(403);
        assertThat(nobody.post(path + "/fill", "").status()).isEqualTo(403);
        assertThat(platform.anonymous().get(path).status()).isEqualTo(401);
        assertThat(platform.anonymous().post(path + "/fill", "").status()).isEqualTo(401);
        var unknown = "/tenants/%s/sandbox".formatted(UUID.randomUUID());
        assertThat(operator().get(unknown).status()).isEqualTo(404);
        assertThat(operator().post(unknown + "/fill", "").status()).isEqualTo(404);
    }

    private static Api operator() {
        return platform.as(operators, "tenant:read", "tenant:write", "platform_tenant:read", "platform_tenant:write");
    }

    private static Tenant create(String plan, boolean sandbox) {
        var made = operator()
                .post("/tenants", draft("s" + UUID.randomUUID().toString().substring(0, 8), plan, sandbox));
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        var id = UUID.fromString(made.json().at("/tenant/id").asString());
        return platform.bean(Tenants.class).find(new TenantId(id)).orElseThrow();
    }

    private static String draft(String slug, String plan, boolean sandbox) {
        return """
                {"slug":"%s","name":"Trial","plan":"%s","sandbox":%b,"administrator":{"email":"a@%s.example"}}""".formatted(slug, plan, sandbox, slug);
    }

    private static JsonNode state(Tenant tenant) {
        return operator().get("/tenants/%s/sandbox".formatted(tenant.id())).json();
    }

    private static DemoSettings settings(JsonNode filled) {
        return DemoSettings.of(
                DemoSize.S, 7, LocalDate.parse(filled.path("last_day").asString()));
    }

    private static long events(Tenant tenant) {
        return Long.parseLong(platform.database()
                .rows("select count(*) from %s.events".formatted(tenant.schema()))
                .getFirst());
    }

    private static List<String> recorded(Tenant tenant) {
        return platform.database()
                .rows("select event_type from platform.audit_entries where resource_id = '%s'".formatted(tenant.id()));
    }

    /** As a process leaves it that died after the last documents were recorded and before that was noted. */
    private static void leaveUnfinished(Tenant tenant) {
        platform.database().rows("""
                update platform.sandbox_fills set state = 'filling', finished_at = null,
                  documents_done = documents_done - %d where tenant_id = '%s'""".formatted(LAST_DOCUMENTS, tenant.id()));
    }
}
