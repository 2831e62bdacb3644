package io.foodflow.identity.serviceaccounts;

import static io.foodflow.identity.IdentityPlatform.atOnce;
import static io.foodflow.identity.IdentityPlatform.everythingRecorded;
import static io.foodflow.identity.IdentityPlatform.newUser;
import static io.foodflow.identity.IdentityPlatform.query;
import static io.foodflow.identity.IdentityPlatform.recorded;
import static io.foodflow.identity.IdentityPlatform.signedIn;
import static io.foodflow.identity.IdentityPlatform.switchOff;
import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.identity.IdentityPlatform;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.platform.tenancy.Tenants;
import io.foodflow.testkit.Api;
import io.foodflow.testkit.Api.Answer;
import io.foodflow.testkit.TestPlatform;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceAccountsApiTest {

    private static final TestPlatform PLATFORM = IdentityPlatform.get();
    private static final Tenant TENANT = PLATFORM.newTenant();
    private static final Tenant OTHER = PLATFORM.newTenant();
    private static final Api ADMIN = signedIn(newUser(TENANT, "tenant_admin"));

    private final String name = "erp " + UUID.randomUUID();

    @Test
    void makesAnAccountWhoseKeyIsShownOnce() {
        var made = create("\"roles\":[\"auditor\"],\"description\":\"From the ERP\"");
        assertThat(made.status()).isEqualTo(201);
        var body = made.json();
        assertThat(body.path("client_secret").asString()).startsWith("ffs_");
        assertThat(body.path("client_id")).isEqualTo(body.path("id"));
        assertThat(made.header("Location")).isEqualTo("/service-accounts/" + id(made));
        var seen = ADMIN.get("/service-accounts/" + id(made));
        assertThat(seen.json().path("name").asString()).isEqualTo(name);
        assertThat(seen.json().path("roles").toString()).isEqualTo("[\"auditor\"]");
        assertThat(seen.json().at("/keys/0/ending").asString())
                .isEqualTo(body.path("client_secret")
                        .asString()
                        .substring(body.path("client_secret").asString().length() - 4));
        assertThat(seen.body()).doesNotContain("ffs_");
        assertThat(everythingRecorded(TENANT)).doesNotContain("ffs_");
        assertThat(query("select k::text from %s.service_keys k".formatted(TENANT.schema()))
                        .toString())
                .doesNotContain("ffs_");
    }

    @Test
    void exchangesTheKeyForATokenOfItsRoles() {
        var made = create("\"roles\":[\"auditor\"]");
        for (var answer : List.of(exchange(id(made), secret(made)), basic(id(made), secret(made)))) {
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.json().propertyNames())
                    .containsExactlyInAnyOrder("access_token", "token_type", "expires_in");
            assertThat(answer.json().path("expires_in").asInt()).isBetween(840, 900);
            assertThat(answer.header("Cache-Control")).contains("no-store");
            var machine =
                    IdentityPlatform.with(answer.json().path("access_token").asString());
            assertThat(machine.get("/users").status()).isEqualTo(200);
            assertThat(machine.post("/users", "{}").status()).isEqualTo(403);
            assertThat(machine.get("/auth/me").status()).isEqualTo(403);
        }
        var seen = ADMIN.get("/service-accounts/" + id(made)).json();
        assertThat(seen.path("last_used_at").isNull()).isFalse();
        assertThat(recorded(TENANT, id(made)))
                .containsExactly("ServiceAccountCreated", "ServiceTokenIssued", "ServiceTokenIssued");
    }

    @Test
    void needsAPlanWithAccessByMachines() {
        var tenant = PLATFORM.newTenant();
        var boss = signedIn(newUser(tenant, "tenant_admin"));
        var made = boss.post("/service-accounts", "{\"name\":\"%s\",\"roles\":[\"auditor\"]}".formatted(name));
        var machine = machine(made);
        switchOff(tenant, "api_access");

        for (var refused : List.of(
                boss.post("/service-accounts", "{\"name\":\"second %s\"}".formatted(name)),
                boss.post("/service-accounts/" + id(made) + "/rotate", "{}"))) {
            assertThat(refused.status()).as(refused.body()).isEqualTo(402);
            assertThat(refused.json().path("feature").asString()).isEqualTo("api_access");
        }
        var refused = exchange(id(made), secret(made));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().path("error").asString()).isEqualTo("unauthorized_client");
        assertThat(refused.json().path("error_description").asString()).contains("plan");
        assertThat(exchange(id(made), "ffs_wrong").status()).isEqualTo(401);
        assertThat(recorded(tenant, id(made)))
                .containsExactly("ServiceAccountCreated", "ServiceTokenIssued", "ServiceTokenRefused");
        assertThat(machine.get("/users").status())
                .as("a token got before lives to its end")
                .isEqualTo(200);
        assertThat(boss.delete("/service-accounts/" + id(made)).status()).isEqualTo(204);
    }

    @ParameterizedTest
    @CsvSource({"suspended,suspended", "deleting,being deleted"})
    void saysThatTheCompanyIsSuspendedAndCountsNoWrongKey(String status, String said) {
        var tenant = PLATFORM.newTenant();
        var made = signedIn(newUser(tenant, "tenant_admin"))
                .post("/service-accounts", "{\"name\":\"%s\",\"roles\":[\"auditor\"]}".formatted(name));
        assertThat(exchange(id(made), secret(made)).status()).isEqualTo(200);
        be(tenant, status);

        for (int n = 0; n < 30; n++) {
            var refused = exchange(id(made), secret(made));
            assertThat(refused.status()).as(refused.body()).isEqualTo(400);
            assertThat(refused.json().path("error").asString()).isEqualTo("unauthorized_client");
            assertThat(refused.json().path("error_description").asString()).contains(said);
        }
        var wrong = exchange(id(made), secret(made).replaceFirst(".$", "!"));
        assertThat(wrong.status()).as("a wrong key learns nothing").isEqualTo(401);

        be(tenant, "active");
        assertThat(exchange(id(made), secret(made)).status()).isEqualTo(200);
        assertThat(recorded(tenant, id(made)))
                .startsWith("ServiceAccountCreated", "ServiceTokenIssued", "ServiceTokenRefused")
                .endsWith("ServiceTokenIssued");
    }

    private static void be(Tenant tenant, String status) {
        query("update platform.tenants set status = '%s' where id = '%s'".formatted(status, tenant.id()));
        PLATFORM.bean(Tenants.class).forget();
    }

    @Test
    void namesTheMachineInTheTrail() {
        var made = create("\"roles\":[\"tenant_admin\"]");
        var machine = IdentityPlatform.with(
                exchange(id(made), secret(made)).json().path("access_token").asString());
        var other = machine.post("/service-accounts", "{\"name\":\"made by %s\"}".formatted(name));
        assertThat(other.status()).isEqualTo(201);
        assertThat(query("select actor_kind, actor_id, actor_name from %s.audit_entries where resource_id = '%s'"
                        .formatted(TENANT.schema(), id(other))))
                .containsExactly("SERVICE|%s|%s".formatted(id(made), name));
    }

    @Test
    void losesAtOnceWhatItsRoleLosesAndTakesTheRoleInItsPlace() {
        var role = "r" + UUID.randomUUID().toString().replace("-", "").substring(0, 16);
        var custom = ADMIN.post("/roles", "{\"name\":\"%s\",\"permissions\":[\"user:read\"]}".formatted(role));
        var roleAddress = "/roles/" + custom.json().path("id").asString();
        var made = create("\"roles\":[\"%s\"]".formatted(role));
        var machine = machine(made);
        assertThat(machine.get("/users").status()).isEqualTo(200);

        var any = ADMIN.with("If-Match", "*");
        any.post(roleAddress + "/permissions", "{\"permissions\":[\"job:read\"]}");
        assertThat(machine.get("/users").status()).isEqualTo(401);
        assertThat(machine(made).get("/users").status()).isEqualTo(403);

        assertThat(any.delete(roleAddress).status()).isEqualTo(409);
        assertThat(any.delete(roleAddress + "?replace_by=auditor").status()).isEqualTo(204);
        assertThat(machine(made).get("/users").status()).isEqualTo(200);
        assertThat(ADMIN.get("/service-accounts/" + id(made))
                        .json()
                        .path("roles")
                        .toString())
                .isEqualTo("[\"auditor\"]");
        assertThat(recorded(TENANT, id(made))).contains("ServiceAccountRoleReplaced");
    }

    @Test
    void givesTokensThatEndWithTheKeyAndWithTheAccountOfAKeyThatHasEnded() {
        var made = create("\"roles\":[\"auditor\"]");
        ADMIN.post("/service-accounts/" + id(made) + "/rotate", "{\"overlap_hours\":1}");
        setEndOfKeys(id(made), "interval '90 seconds'");
        var token = exchange(id(made), secret(made)).json();
        assertThat(token.path("expires_in").asInt()).isBetween(1, 90);
        var machine = IdentityPlatform.with(token.path("access_token").asString());
        assertThat(machine.get("/users").status()).isEqualTo(200);
        setEndOfKeys(id(made), "- interval '1 second'");
        assertThat(ADMIN.delete("/service-accounts/" + id(made)).status()).isEqualTo(204);
        assertThat(machine.get("/users").status()).isEqualTo(401);
    }

    private static void setEndOfKeys(String account, String fromNow) {
        query("update %s.service_keys set expires_at = now() + %s where account_id = '%s' and expires_at is not null"
                .formatted(TENANT.schema(), fromNow, account));
    }

    private Api machine(Answer made) {
        return IdentityPlatform.with(
                exchange(id(made), secret(made)).json().path("access_token").asString());
    }

    @Test
    void rotatesTheKeyAtOnceOrWithAnOverlap() {
        var made = create("\"roles\":[\"auditor\"]");
        var token = exchange(id(made), secret(made)).json().path("access_token").asString();
        var second = ADMIN.post("/service-accounts/" + id(made) + "/rotate", "{\"overlap_hours\":24}");
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.json().path("keys").size()).isEqualTo(2);
        assertThat(exchange(id(made), secret(made)).status()).isEqualTo(200);
        assertThat(exchange(id(made), secret(second)).status()).isEqualTo(200);
        var third = ADMIN.post("/service-accounts/" + id(made) + "/rotate", "{}");
        assertThat(third.json().path("keys").size()).isEqualTo(1);
        assertThat(exchange(id(made), secret(made)).status()).isEqualTo(401);
        assertThat(exchange(id(made), secret(second)).status()).isEqualTo(401);
        assertThat(IdentityPlatform.with(token).get("/users").status()).isEqualTo(401);
        assertThat(exchange(id(made), secret(third)).status()).isEqualTo(200);
    }

    @Test
    void refusesKeysAndTokensOfAnAccountThatIsGone() {
        var made = create("\"roles\":[\"auditor\"]");
        var token = exchange(id(made), secret(made)).json().path("access_token").asString();
        assertThat(ADMIN.delete("/service-accounts/" + id(made)).status()).isEqualTo(204);
        assertThat(IdentityPlatform.with(token).get("/users").status()).isEqualTo(401);
        assertThat(exchange(id(made), secret(made)).status()).isEqualTo(401);
        assertThat(ADMIN.delete("/service-accounts/" + id(made)).status()).isEqualTo(404);
        assertThat(recorded(TENANT, id(made))).contains("ServiceAccountDeleted");
    }

    @Test
    void refusesTheKeyOfAnAccountWhoseTimeIsUp() {
        var made = create(
                "\"roles\":[],\"expires_at\":\"%s\"".formatted(Instant.now().plusSeconds(3600)));
        assertThat(exchange(id(made), secret(made)).status()).isEqualTo(200);
        query("update %s.service_accounts set expires_at = now() where id = '%s'".formatted(TENANT.schema(), id(made)));
        assertThat(exchange(id(made), secret(made)).status()).isEqualTo(401);
    }

    @Test
    void refusesTheKeyFromElsewhere() {
        var tenant = PLATFORM.newTenant();
        var made = signedIn(newUser(tenant, "tenant_admin")).post("/service-accounts", "{\"name\":\"erp\"}");
        query("update %s.account_policy set allowed_networks = '{10.0.0.0/8}'".formatted(tenant.schema()));
        var answer = exchange(id(made), secret(made));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("error").asString()).isEqualTo("unauthorized_client");
    }

    @Test
    void answersInTheShapeOfTheStandard() {
        var made = create("\"roles\":[]");
        assertError(form(""), 400, "invalid_request");
        assertError(form("grant_type=password&username=a&password=b"), 400, "unsupported_grant_type");
        assertError(form("grant_type=client_credentials"), 401, "invalid_client");
        assertError(exchange(id(made), "ffs_nonsense"), 401, "invalid_client");
        assertError(exchange("nobody", secret(made)), 401, "invalid_client");
        assertError(exchange(UUID.randomUUID().toString(), secret(made)), 401, "invalid_client");
        assertThat(exchange("nobody", "x").header("WWW-Authenticate")).startsWith("Basic");
        assertThat(PLATFORM.anonymous()
                        .with("Authorization", "Basic !!")
                        .send("POST", "/auth/token", bytes("grant_type=client_credentials"), FORM)
                        .status())
                .isEqualTo(401);
    }

    @Test
    void locksWhoeverGuessesKeysThroughTwoProcesses() throws Exception {
        var made = create("\"roles\":[]");
        try (var second = IdentityPlatform.another()) {
            var turn = new AtomicInteger();
            var answers = atOnce(50, () -> {
                var platform = turn.getAndIncrement() % 2 == 0 ? PLATFORM : second;
                return exchange(platform, id(made), "ffs_" + "A".repeat(64)).status();
            });
            assertThat(answers).containsOnly(401, 429);
            assertThat(answers.stream().filter(status -> status == 401)).hasSize(10);
            assertThat(exchange(second, id(made), secret(made)).status()).isEqualTo(429);
        }
    }

    @Test
    void letsNobodyGiveAMachineMoreThanHeMay() {
        var clerk = PLATFORM.as(TENANT, "service_account:write");
        var body = "{\"name\":\"%s\",\"roles\":[\"auditor\"]}".formatted(name);
        assertThat(clerk.post("/service-accounts", body).status()).isEqualTo(403);
        var made = create("\"roles\":[\"auditor\"]");
        assertThat(clerk.post("/service-accounts/" + id(made) + "/rotate", "{}").status())
                .isEqualTo(403);
        assertThat(clerk.delete("/service-accounts/" + id(made)).status()).isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|name",
                "{\"name\":\"x\",\"roles\":[\"king\"]}|roles[0]",
                "{\"name\":\"x\",\"expires_at\":\"2020-01-01T00:00:00Z\"}|expires_at",
                "{\"name\":\"x\",\"description\":\"\\u0000\"}|description"
            })
    void namesTheFieldThatBreaksARule(String body, String field) {
        var answer = ADMIN.post("/service-accounts", body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("errors").findValuesAsString("field")).containsExactly(field);
    }

    @Test
    void refusesANameTwiceAndAnOverlapTooLong() {
        var made = create("\"roles\":[]");
        assertThat(create("\"roles\":[]").status()).isEqualTo(409);
        assertThat(ADMIN.post("/service-accounts/" + id(made) + "/rotate", "{\"overlap_hours\":169}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void listsByName() {
        var tenant = PLATFORM.newTenant();
        var admin = signedIn(newUser(tenant, "tenant_admin"));
        for (var one : List.of("c", "a", "b")) {
            admin.post("/service-accounts", "{\"name\":\"%s\"}".formatted(one));
        }
        var page = admin.get("/service-accounts?limit=2").json();
        assertThat(page.path("items").findValuesAsString("name")).containsExactly("a", "b");
        assertThat(admin.get("/service-accounts?cursor="
                                + page.path("next_cursor").asString())
                        .json()
                        .path("items")
                        .findValuesAsString("name"))
                .containsExactly("c");
    }

    @Test
    void answersForAnotherTenantsAccountAsForNone() {
        var made = create("\"roles\":[]");
        var foreign = signedIn(newUser(OTHER, "tenant_admin"));
        for (var id : List.of(id(made), UUID.randomUUID().toString())) {
            var path = "/service-accounts/" + id;
            assertThat(foreign.get(path).status()).isEqualTo(404);
            assertThat(foreign.post(path + "/rotate", "{}").status()).isEqualTo(404);
            assertThat(foreign.delete(path).status()).isEqualTo(404);
        }
        assertThat(exchange(id(made), secret(made)).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/service-accounts,service_account:read",
        "POST,/service-accounts,service_account:write",
        "GET,/service-accounts/0190163d-8694-739b-aea5-966c26f8ad91,service_account:read",
        "POST,/service-accounts/0190163d-8694-739b-aea5-966c26f8ad91/rotate,service_account:write",
        "DELETE,/service-accounts/0190163d-8694-739b-aea5-966c26f8ad91,service_account:write"
    })
    void asksForATokenAndForThePermission(String method, String path, String permission) {
        assertThat(PLATFORM.anonymous()
                        .send(method, path, bytes("{}"), "application/json")
                        .status())
                .isEqualTo(401);
        var others = PLATFORM.as(TENANT, "user:write").send(method, path, bytes("{}"), "application/json");
        assertThat(others.status()).isEqualTo(403);
        assertThat(others.json().path("permission").asString()).isEqualTo(permission);
    }

    private static final String FORM = "application/x-www-form-urlencoded";

    private Answer create(String more) {
        return ADMIN.post("/service-accounts", "{\"name\":\"%s\",%s}".formatted(name, more));
    }

    private static String id(Answer made) {
        return made.json().path("id").asString();
    }

    private static String secret(Answer made) {
        return made.json().path("client_secret").asString();
    }

    private static Answer exchange(String id, String secret) {
        return exchange(PLATFORM, id, secret);
    }

    private static Answer exchange(TestPlatform platform, String id, String secret) {
        var body = "grant_type=client_credentials&client_id=%s&client_secret=%s".formatted(id, secret);
        return platform.anonymous().send("POST", "/auth/token", bytes(body), FORM);
    }

    private static Answer basic(String id, String secret) {
        var header = Base64.getEncoder().encodeToString(bytes(id + ":" + secret));
        return PLATFORM.anonymous()
                .with("Authorization", "Basic " + header)
                .send("POST", "/auth/token", bytes("grant_type=client_credentials"), FORM);
    }

    private static Answer form(String body) {
        return PLATFORM.anonymous().send("POST", "/auth/token", bytes(body), FORM);
    }

    private static void assertError(Answer answer, int status, String error) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.json().path("error").asString()).isEqualTo(error);
        assertThat(answer.json().path("error_description").asString()).isNotBlank();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
