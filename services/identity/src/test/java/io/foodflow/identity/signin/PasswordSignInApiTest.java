package io.foodflow.identity.signin;

import static io.foodflow.identity.IdentityPlatform.PASSWORD;
import static io.foodflow.identity.IdentityPlatform.atOnce;
import static io.foodflow.identity.IdentityPlatform.everythingRecorded;
import static io.foodflow.identity.IdentityPlatform.login;
import static io.foodflow.identity.IdentityPlatform.newEmail;
import static io.foodflow.identity.IdentityPlatform.newUser;
import static io.foodflow.identity.IdentityPlatform.newUserAs;
import static io.foodflow.identity.IdentityPlatform.query;
import static io.foodflow.identity.IdentityPlatform.recorded;
import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.identity.IdentityPlatform;
import io.foodflow.identity.attempts.AttemptLimits;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.testkit.Api.Answer;
import io.foodflow.testkit.TestPlatform;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordSignInApiTest {

    private static final TestPlatform PLATFORM = IdentityPlatform.get();
    private static final Tenant TENANT = PLATFORM.newTenant();

    @Test
    void givesTokensAndTheProfile() {
        var user = newUser(TENANT, "viewer", "planner");
        var answer = login(" " + user.email().toUpperCase(java.util.Locale.ROOT), PASSWORD);
        assertThat(answer.status()).isEqualTo(200);
        var body = answer.json();
        assertThat(body.path("token_type").asString()).isEqualTo("Bearer");
        assertThat(body.path("expires_in").asInt()).isBetween(840, 900);
        assertThat(body.path("refresh_token").asString()).startsWith("ffr_");
        var profile = body.path("user");
        assertThat(profile.path("id").asString()).isEqualTo(user.id().toString());
        assertThat(profile.path("email").asString()).isEqualTo(user.email());
        assertThat(profile.path("first_name").asString()).isEqualTo("Ada");
        assertThat(profile.path("last_name").asString()).isEqualTo("Byron");
        assertThat(profile.path("roles").toString()).isEqualTo("[\"planner\",\"viewer\"]");
        assertThat(profile.path("permissions").toString())
                .isEqualTo(
                        "[\"event:read\",\"job:read\",\"node:read\",\"relationship:read\",\"signature:read\",\"tenant:read\",\"trace:read\"]");
        assertThat(profile.path("tenant").toString())
                .isEqualTo("{\"id\":\"%s\",\"slug\":\"%s\",\"name\":\"%s\",\"primary_color\":null,\"logo_url\":null}"
                        .formatted(TENANT.id(), TENANT.slug(), TENANT.name()));
    }

    @Test
    void answersMeAsItAnsweredTheSignIn() {
        var user = newUser(TENANT, "quality_manager");
        var signIn = login(user.email(), PASSWORD).json();
        var me = IdentityPlatform.with(signIn.path("access_token").asString()).get("/auth/me");
        assertThat(me.status()).isEqualTo(200);
        assertThat(me.json()).isEqualTo(signIn.path("user"));
    }

    @Test
    void asksForATokenToAnswerMe() {
        assertThat(PLATFORM.anonymous().get("/auth/me").status()).isEqualTo(401);
    }

    @Test
    void hasNoProfileOfAServiceOrAUserWhoIsGone() {
        assertThat(PLATFORM.as(UUID.randomUUID(), TENANT).get("/auth/me").status())
                .isEqualTo(401);
        var service = PLATFORM.bean(io.foodflow.platform.security.AccessTokens.class)
                .forService("foodgraph", TENANT.id(), java.util.Set.of());
        assertThat(IdentityPlatform.with(service.token()).get("/auth/me").status())
                .isEqualTo(403);
    }

    @Test
    void answersAWrongPasswordAndAnUnknownAddressAlike() {
        var user = newUser(TENANT);
        var wrong = login(user.email(), "not my password");
        var unknown = login(newEmail(), "not my password");
        var noAddress = login("not an address", "not my password");
        assertThat(wrong.status()).isEqualTo(401);
        for (var other : new Answer[] {unknown, noAddress}) {
            assertThat(other.status()).isEqualTo(401);
            assertThat(other.json().path("type")).isEqualTo(wrong.json().path("type"));
            assertThat(other.json().path("detail")).isEqualTo(wrong.json().path("detail"));
        }
    }

    @Test
    void recordsWhoSignedInAndWhoWasRefused() {
        var user = newUser(TENANT);
        login(user.email(), "not my password");
        login(user.email(), PASSWORD);
        assertThat(recorded(TENANT, user.id())).containsExactly("UserCreated", "SignInRefused");
        var session = query("select id from %s.sessions where user_id = '%s'".formatted(TENANT.schema(), user.id()))
                .getFirst();
        assertThat(recorded(TENANT, session)).containsExactly("UserSignedIn");
        assertThat(query("select actor_kind, actor_id, session_id, ip from %s.audit_entries where resource_id = '%s'"
                        .formatted(TENANT.schema(), session)))
                .containsExactly("USER|%s|%s|127.0.0.1".formatted(user.id(), session));
    }

    @Test
    void beginsTheSessionInTheTransactionThatRecordsIt() {
        var user = newUser(TENANT);
        login(user.email(), PASSWORD);
        assertThat(query("""
                select s.xmin = a.xmin and t.xmin = a.xmin from %1$s.sessions s
                join %1$s.refresh_tokens t on t.session_id = s.id
                join %1$s.audit_entries a on a.resource_id = s.id::text where s.user_id = '%2$s'
                """.formatted(TENANT.schema(), user.id()))).containsExactly("t");
    }

    @Test
    void keepsPasswordsHashesAndTokensOutOfTheTrail() {
        var user = newUser(TENANT);
        var token = login(user.email(), PASSWORD).json().path("refresh_token").asString();
        IdentityPlatform.refresh(token);
        assertThat(everythingRecorded(TENANT))
                .contains(user.email())
                .doesNotContain(PASSWORD)
                .doesNotContain("$2a$")
                .doesNotContain("ffr_");
        assertThat(query("select r::text from %s.refresh_tokens r".formatted(TENANT.schema()))
                        .toString())
                .doesNotContain("ffr_");
    }

    @Test
    void keepsOnlyTheHashOfAnUnknownAddress() {
        login("hunter2@example.org", "whatever it is");
        assertThat(query("select resource_id from platform.audit_entries where event_type = 'UnknownSignInRefused'"))
                .contains(AttemptLimits.Account.of("hunter2@example.org").digest());
        assertThat(query("select a::text from platform.audit_entries a").toString())
                .doesNotContain("hunter2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"email\":\"\",\"password\":null}"})
    void namesEachMissingField(String body) {
        var answer = PLATFORM.anonymous().post("/auth/login", body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("errors").findValuesAsString("field")).containsExactly("email", "password");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "[]", "{\"email\":1,\"password\":{}}", "{\"mail\":\"a@b.de\"}"})
    void refusesABodyThatIsNone(String body) {
        assertThat(PLATFORM.anonymous().post("/auth/login", body).status()).isEqualTo(400);
    }

    @Test
    void refusesAFieldThatIsTooLong() {
        var answer = login("a".repeat(1_100), PASSWORD);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("errors").findValuesAsString("field")).containsExactly("email");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\\u0000b@example.com", "\\ud83d@example.com"})
    void takesCharactersThatNoDatabaseTakesForAnUnknownAddress(String email) {
        assertThat(login(email, PASSWORD).status()).isEqualTo(401);
    }

    @Test
    void picksTheTenantWhosePasswordFits() {
        var other = PLATFORM.newTenant();
        var email = newEmail();
        newUserAs(TENANT, email, PASSWORD);
        newUserAs(other, email, "another password");
        assertThat(login(email, PASSWORD).json().at("/user/tenant/slug").asString())
                .isEqualTo(TENANT.slug());
        assertThat(login(email, "another password")
                        .json()
                        .at("/user/tenant/slug")
                        .asString())
                .isEqualTo(other.slug());
    }

    @Test
    void asksWhichTenantOnlyWhenThePasswordFitsSeveral() {
        var other = PLATFORM.newTenant();
        var email = newEmail();
        newUserAs(TENANT, email, PASSWORD);
        newUserAs(other, email, PASSWORD);
        var answer = login(email, PASSWORD);
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.json().path("tenants").findValuesAsString("slug"))
                .containsExactlyInAnyOrder(TENANT.slug(), other.slug());
        assertThat(answer.json().path("tenants").findValuesAsString("name"))
                .containsExactlyInAnyOrder(TENANT.name(), other.name());
        assertThat(login(email, "not my password").body()).doesNotContain(other.slug());
        var chosen = PLATFORM.anonymous()
                .post(
                        "/auth/login",
                        "{\"email\":\"%s\",\"password\":\"%s\",\"tenant\":\"%s\"}"
                                .formatted(email, PASSWORD, other.slug()));
        assertThat(chosen.json().at("/user/tenant/slug").asString()).isEqualTo(other.slug());
    }

    @Test
    void takesATenantThatIsNotTheUsersForWrongCredentials() {
        var user = newUser(TENANT);
        var answer = PLATFORM.anonymous()
                .post(
                        "/auth/login",
                        "{\"email\":\"%s\",\"password\":\"%s\",\"tenant\":\"nowhere\"}"
                                .formatted(user.email(), PASSWORD));
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.json().path("type").asString()).endsWith("/wrong-credentials");
    }

    @Test
    void letsNobodyIntoASuspendedTenant() {
        var tenant = PLATFORM.newTenant();
        var user = newUser(tenant);
        var token = login(user.email(), PASSWORD).json().path("refresh_token").asString();
        query("update platform.tenants set status = 'suspended' where id = '%s'".formatted(tenant.id()));
        await(() -> login(user.email(), PASSWORD).status() == 403);
        assertThat(login(user.email(), "not my password").status()).isEqualTo(401);
        assertThat(IdentityPlatform.refresh(token).status()).isEqualTo(403);
    }

    @Test
    void locksTheAccountAfterTenWrongPasswordsTriedAtOnce() throws Exception {
        var user = newUser(TENANT);
        var answers = atOnce(50, () -> login(user.email(), "not my password").status());
        assertThat(answers).containsOnly(401, 429);
        assertThat(answers.stream().filter(status -> status == 401)).hasSize(10);
        var locked = login(user.email(), PASSWORD);
        assertThat(locked.status()).isEqualTo(429);
        assertThat(Integer.parseInt(locked.header("Retry-After"))).isBetween(1, 60);
        assertThat(recorded(TENANT, user.id()))
                .containsOnlyOnce("SignInLocked")
                .filteredOn("SignInRefused"::equals)
                .hasSize(10);
    }

    @Test
    void locksAnUnknownAccountJustTheSame() throws Exception {
        var email = newEmail();
        var answers = atOnce(30, () -> login(email, "not my password").status());
        assertThat(answers.stream().filter(status -> status == 401)).hasSize(10);
        assertThat(login(email, "not my password").status()).isEqualTo(429);
    }

    @Test
    void letsTheOwnerInAgainWhenTheLockIsOver() {
        var user = newUser(TENANT);
        for (int i = 0; i < 10; i++) {
            login(user.email(), "not my password");
        }
        assertThat(login(user.email(), PASSWORD).status()).isEqualTo(429);
        passSeconds(user.email(), 61);
        assertThat(login(user.email(), PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void locksLongerTheSecondTime() {
        var user = newUser(TENANT);
        for (int i = 0; i < 10; i++) {
            login(user.email(), "not my password");
        }
        passSeconds(user.email(), 61);
        for (int i = 0; i < 10; i++) {
            login(user.email(), "not my password");
        }
        assertThat(Integer.parseInt(login(user.email(), PASSWORD).header("Retry-After")))
                .isBetween(61, 120);
    }

    @Test
    void neverLocksTheOwnerOutForRightPasswords() throws Exception {
        var user = newUser(TENANT);
        for (int i = 0; i < 25; i++) {
            assertThat(login(user.email(), PASSWORD).status()).isEqualTo(200);
        }
        atOnce(25, () -> login(user.email(), PASSWORD).status());
        assertThat(login(user.email(), PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void countsTheTriesAtAllProcessesTogether() {
        var user = newUser(TENANT);
        try (var second = IdentityPlatform.another()) {
            for (int i = 0; i < 5; i++) {
                assertThat(login(user.email(), "not my password").status()).isEqualTo(401);
                assertThat(login(second, user.email(), "not my password").status())
                        .isEqualTo(401);
            }
            assertThat(login(second, user.email(), PASSWORD).status()).isEqualTo(429);
        }
        assertThat(login(user.email(), PASSWORD).status()).isEqualTo(429);
    }

    @Test
    void forgetsAccountsThatNobodyTriedForLong() {
        for (int i = 0; i < 12; i++) {
            login(newEmail(), "not my password");
        }
        query("update platform.sign_in_attempts set updated_at = now() - interval '27 hours'");
        int before = oldAccounts();
        login(newEmail(), "not my password");
        assertThat(oldAccounts()).isEqualTo(before - 10);
    }

    private static int oldAccounts() {
        return Integer.parseInt(
                query("select count(*) from platform.sign_in_attempts where updated_at < now() - interval '26 hours'")
                        .getFirst());
    }

    /** As if that time had gone by for the account. */
    private static void passSeconds(String email, int seconds) {
        query("""
                update platform.sign_in_attempts set window_start = window_start - interval '%1$d s',
                  locked_until = locked_until - interval '%1$d s' where account = '\\x%2$s'
                """.formatted(seconds, AttemptLimits.Account.of(email).digest()));
    }

    private static void await(java.util.function.BooleanSupplier condition) {
        long end = System.nanoTime() + 5_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited long enough").isLessThan(end);
            java.util.concurrent.locks.LockSupport.parkNanos(100_000_000L);
        }
    }
}
