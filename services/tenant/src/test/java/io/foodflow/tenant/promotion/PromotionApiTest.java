package io.foodflow.tenant.promotion;

import static io.foodflow.tenant.TenantPlatform.administrator;
import static io.foodflow.tenant.TenantPlatform.made;
import static io.foodflow.tenant.TenantPlatform.newSlug;
import static io.foodflow.tenant.TenantPlatform.newTenant;
import static io.foodflow.tenant.TenantPlatform.operator;
import static io.foodflow.tenant.TenantPlatform.recorded;
import static io.foodflow.tenant.TenantPlatform.tenant;
import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.tenant.TenantPlatform;
import io.foodflow.testkit.Api;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class PromotionApiTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void movesATenantThereAndBackAndSettlesItAtLast() {
        var slug = newSlug();
        var company = tenant(made(slug).path("tenant"));
        entitle(company);
        var path = "/tenants/" + company.id() + "/promotion";
        var before = operator().get(path).json();
        assertThat(before.has("database")).isFalse();
        assertThat(before.has("move")).isFalse();
        assertThat(before.path("size").path("bytes").asLong()).isPositive();
        assertThat(before.path("size").path("proposed").asBoolean()).isFalse();

        var asked = operator().post(path, "{\"reason\":\"they grow\"}");
        assertThat(asked.status()).as(asked.body()).isEqualTo(202);
        var moved = await(company, "dedicated");
        assertThat(moved.path("database").asString()).startsWith("foodflow_" + slug);
        assertThat(moved.path("move").path("reason").asString()).isEqualTo("they grow");
        assertThat(moved.path("move").path("can_fall_back").asBoolean()).isTrue();
        assertThat(moved.path("move").path("pause_millis").isNumber()).isTrue();
        assertThat(moved.path("move").path("tables").findValuesAsString("table"))
                .contains("users", "audit_entries");
        assertThat(moved.path("move").path("tables").findValues("matches")).allMatch(JsonNode::asBoolean);
        assertThat(signIn("boss@" + slug.replace('_', '-') + ".example"))
                .as("the invited administrator has no password yet, wherever the data is")
                .isEqualTo(401);
        assertThat(operator().post(path, "{}").status()).as("under way already").isEqualTo(202);

        assertThat(operator()
                        .post(path + "/fallback", "{\"reason\":\"a test\"}")
                        .status())
                .isEqualTo(202);
        assertThat(await(company, "fallen_back").has("database")).isFalse();
        assertThat(operator().post(path + "/settle", "{}").status()).isEqualTo(409);

        operator().post(path, "{}");
        await(company, "dedicated");
        assertThat(operator().post(path + "/settle", "{}").status()).isEqualTo(202);
        assertThat(await(company, "settled").path("move").path("can_fall_back").asBoolean())
                .isFalse();
        assertThat(operator().post(path + "/fallback", "{}").status()).isEqualTo(409);
        assertThat(operator().post(path, "{}").json().path("type").asString()).endsWith("already-promoted");
        assertThat(recorded(company.id()))
                .endsWith(
                        "DedicatedDatabaseRequested",
                        "TenantPromoted",
                        "FallbackRequested",
                        "TenantFellBack",
                        "DedicatedDatabaseRequested",
                        "TenantPromoted",
                        "SettlingRequested",
                        "PromotionSettled");
    }

    @Test
    void asksForTheFeature() {
        var company = newTenant();

        var refused = operator().post("/tenants/" + company.id() + "/promotion", "{}");

        assertThat(refused.status()).as(refused.body()).isEqualTo(402);
        assertThat(refused.json().path("feature").asString()).isEqualTo("dedicated_database");
    }

    @Test
    void refusesADatabaseThatTheSettingsDoNotName() {
        var company = newTenant();
        entitle(company);

        var refused = operator().post("/tenants/" + company.id() + "/promotion", "{\"database\":\"postgres\"}");

        assertThat(refused.status()).as(refused.body()).isEqualTo(400);
        assertThat(refused.json().path("errors").get(0).path("field").asString())
                .isEqualTo("database");
        assertThat(operator()
                        .post("/tenants/" + company.id() + "/promotion", "{\"reason\":\"a\\nb\"}")
                        .status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/fallback", "/settle"})
    void isForWhoRunsThePlatformOnly(String operation) {
        var company = newTenant();
        var path = "/tenants/" + company.id() + "/promotion" + operation;

        assertThat(administrator(company).post(path, "{}").status()).isEqualTo(403);
        assertThat(TenantPlatform.get().anonymous().post(path, "{}").status()).isEqualTo(401);
        assertThat(operator()
                        .post("/tenants/" + UUID.randomUUID() + "/promotion" + operation, "{}")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void tellsNobodyElseWhereTheDataIs() {
        var company = newTenant();
        var path = "/tenants/" + company.id() + "/promotion";

        assertThat(administrator(company).get(path).status()).isEqualTo(403);
        assertThat(TenantPlatform.get().anonymous().get(path).status()).isEqualTo(401);
        assertThat(operator()
                        .get("/tenants/" + UUID.randomUUID() + "/promotion")
                        .status())
                .isEqualTo(404);
    }

    private static void entitle(Tenant company) {
        var answer = operator()
                .put(
                        "/tenants/" + company.id() + "/features/dedicated_database",
                        "{\"enabled\":true,\"reason\":\"a test\"}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    private static int signIn(String email) {
        Api anybody = TenantPlatform.get().anonymous();
        return anybody.post("/auth/login", "{\"email\":\"%s\",\"password\":\"wrong horse battery\"}".formatted(email))
                .status();
    }

    private static JsonNode await(Tenant company, String state) {
        var deadline = Instant.now().plus(PATIENCE);
        while (true) {
            var now = operator().get("/tenants/" + company.id() + "/promotion").json();
            if (now.path("move").path("state").asString().equals(state)) {
                return now;
            }
            assertThat(Instant.now()).as(now.toString()).isBefore(deadline);
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
