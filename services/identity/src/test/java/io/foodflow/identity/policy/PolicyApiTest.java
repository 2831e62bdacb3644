package io.foodflow.identity.policy;

import static io.foodflow.identity.IdentityPlatform.PASSWORD;
import static io.foodflow.identity.IdentityPlatform.login;
import static io.foodflow.identity.IdentityPlatform.newUser;
import static io.foodflow.identity.IdentityPlatform.query;
import static io.foodflow.identity.IdentityPlatform.recorded;
import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.identity.IdentityPlatform;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.testkit.Api;
import io.foodflow.testkit.TestPlatform;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyApiTest {

    private static final TestPlatform PLATFORM = IdentityPlatform.get();

    private final Tenant tenant = PLATFORM.newTenant();
    private final Api admin = PLATFORM.as(tenant, "policy:read", "policy:write");

    @Test
    void asksForNothingAtFirst() {
        var answer = admin.get("/tenant/policy");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("ETag")).isEqualTo("\"1\"");
        assertThat(answer.json().path("second_factor_required").asBoolean()).isFalse();
        assertThat(answer.json().path("session_hours").isNull()).isTrue();
        assertThat(answer.json().path("allowed_networks").isEmpty()).isTrue();
        assertThat(answer.json().path("registration_domains").isEmpty()).isTrue();
        assertThat(answer.json().path("registration_role").asString()).isEqualTo("viewer");
    }

    @Test
    void isReplacedAsAWhole() {
        var answer = put("{\"session_hours\":8,\"allowed_networks\":[\"127.0.0.0/8\",\"FD00::/8\",\"fd00::/8\"]}");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("ETag")).isEqualTo("\"2\"");
        assertThat(answer.json().path("allowed_networks").toString()).isEqualTo("[\"127.0.0.0/8\",\"fd00::/8\"]");
        assertThat(admin.get("/tenant/policy").json()).isEqualTo(answer.json());
        assertThat(recorded(tenant, "accounts")).containsExactly("AccountPolicyChanged");
        assertThat(admin.put("/tenant/policy", "{}").status()).isEqualTo(428);
        assertThat(admin.with("If-Match", "\"1\"").put("/tenant/policy", "{}").status())
                .isEqualTo(412);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"session_hours\":0}|session_hours",
                "{\"session_hours\":2161}|session_hours",
                "{\"allowed_networks\":[\"127.0.0.0/8\",\"10.0.0.0/33\"]}|allowed_networks[1]",
                "{\"allowed_networks\":[\"example.com\"]}|allowed_networks[0]",
                "{\"allowed_networks\":[\"10.0.0.0/8\"]}|allowed_networks",
                "{\"registration_domains\":[\"anna@example.com\"]}|registration_domains[0]",
                "{\"registration_domains\":[null]}|registration_domains[0]",
                "{\"registration_role\":\"king\"}|registration_role"
            })
    void namesTheFieldThatBreaksARule(String body, String field) {
        var answer = put(body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("errors").findValuesAsString("field")).containsExactly(field);
    }

    @Test
    void letsNobodyOpenARoleThatGrantsMoreThanHeHas() {
        var answer = put("{\"registration_domains\":[\"example.com\"],\"registration_role\":\"tenant_admin\"}");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.json().path("permissions").toString()).contains("user:write");
    }

    @Test
    void letsNobodyInFromElsewhere() {
        var user = newUser(tenant);
        var session = login(user.email(), PASSWORD).json();
        query("update %s.account_policy set allowed_networks = '{10.0.0.0/8}'".formatted(tenant.schema()));
        var refused = login(user.email(), PASSWORD);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.json().path("type").asString()).endsWith("/address-not-allowed");
        assertThat(login(user.email(), "not my password").status()).isEqualTo(401);
        assertThat(IdentityPlatform.refresh(session.path("refresh_token").asString())
                        .status())
                .isEqualTo(403);
        query("update %s.account_policy set allowed_networks = '{127.0.0.1,fd00::/8}'".formatted(tenant.schema()));
        assertThat(IdentityPlatform.refresh(session.path("refresh_token").asString())
                        .status())
                .isEqualTo(200);
        assertThat(recorded(tenant, user.id())).contains("SignInRefused");
    }

    @Test
    void endsSessionsWhoseTimeIsUpHoweverBusy() {
        put("{\"session_hours\":1}");
        var user = newUser(tenant);
        var token = login(user.email(), PASSWORD).json().path("refresh_token").asString();
        assertThat(query("select expires_at <= created_at + interval '1 hour' from %s.sessions"
                        .formatted(tenant.schema())))
                .containsExactly("t");
        var next = IdentityPlatform.refresh(token).json().path("refresh_token").asString();
        query("update %s.sessions set created_at = created_at - interval '61 minutes'".formatted(tenant.schema()));
        assertThat(IdentityPlatform.refresh(next).status()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({"GET,policy:read", "PUT,policy:write"})
    void asksForATokenAndForThePermission(String method, String permission) {
        var body = "{}".getBytes(StandardCharsets.UTF_8);
        assertThat(PLATFORM.anonymous()
                        .send(method, "/tenant/policy", body, "application/json")
                        .status())
                .isEqualTo(401);
        var others = PLATFORM.as(tenant, "user:read").send(method, "/tenant/policy", body, "application/json");
        assertThat(others.status()).isEqualTo(403);
        assertThat(others.json().path("permission").asString()).isEqualTo(permission);
    }

    @Test
    void admitsNobodyWhoseAddressIsNotKnown() {
        var policy = new AccountPolicy(false, null, List.of("10.0.0.0/8"), List.of(), "viewer", 1, Instant.EPOCH);
        assertThat(policy.admits("10.1.2.3")).isTrue();
        assertThat(policy.admits("11.1.2.3")).isFalse();
        assertThat(policy.admits(null)).isFalse();
        assertThat(policy.admits("not an address")).isFalse();
    }

    private Api.Answer put(String body) {
        return admin.with("If-Match", "*").put("/tenant/policy", body);
    }
}
