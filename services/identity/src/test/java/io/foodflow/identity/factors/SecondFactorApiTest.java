package io.foodflow.identity.factors;

import static io.foodflow.identity.IdentityPlatform.PASSWORD;
import static io.foodflow.identity.IdentityPlatform.atOnce;
import static io.foodflow.identity.IdentityPlatform.everythingRecorded;
import static io.foodflow.identity.IdentityPlatform.login;
import static io.foodflow.identity.IdentityPlatform.newUser;
import static io.foodflow.identity.IdentityPlatform.query;
import static io.foodflow.identity.IdentityPlatform.recorded;
import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.identity.IdentityPlatform;
import io.foodflow.identity.Rows;
import io.foodflow.identity.api.UserView;
import io.foodflow.identity.federation.Company;
import io.foodflow.identity.federation.SsoBrowser;
import io.foodflow.platform.security.AccessTokens;
import io.foodflow.platform.security.PermissionGuard;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.testkit.Api;
import io.foodflow.testkit.Api.Answer;
import io.foodflow.testkit.TestPlatform;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class SecondFactorApiTest {

    private static final TestPlatform PLATFORM = IdentityPlatform.get();
    private static final Tenant TENANT = PLATFORM.newTenant();

    private final UserView user = newUser(TENANT, "viewer");

    @BeforeEach
    void begin() {
        IdentityPlatform.forgetTriedLinks();
    }

    @Test
    void isSetUpAndThenAskedForAtTheSignIn() {
        var api = IdentityPlatform.signedIn(user);
        assertThat(api.get("/auth/totp").json().path("enabled").asBoolean()).isFalse();
        var begun = api.post("/auth/totp", proof(PASSWORD, null));
        assertThat(begun.status()).isEqualTo(200);
        assertThat(begun.json().path("otpauth_uri").asString())
                .startsWith("otpauth://totp/FoodFlow")
                .contains("secret=" + begun.json().path("secret").asString());
        assertThat(login(user.email(), PASSWORD).status()).isEqualTo(200);

        var secret = begun.json().path("secret").asString();
        var confirmed = api.post("/auth/totp/confirm", proof(null, code(secret)));
        assertThat(confirmed.status()).isEqualTo(200);
        assertThat(confirmed.json().path("recovery_codes").size()).isEqualTo(10);
        var status = api.get("/auth/totp").json();
        assertThat(status.path("enabled").asBoolean()).isTrue();
        assertThat(status.path("recovery_codes_left").asInt()).isEqualTo(10);

        assertThat(login(user.email(), "not my password").json().path("type").asString())
                .endsWith("/wrong-credentials");
        var due = login(user.email(), PASSWORD);
        assertThat(due.status()).isEqualTo(401);
        assertThat(due.json().path("type").asString()).endsWith("/second-factor-due");
        assertThat(due.json().path("expires_in").asInt()).isEqualTo(300);
        forgetSteps();
        var entered = enter(challenge(due), code(secret));
        assertThat(entered.status()).isEqualTo(200);
        assertThat(entered.json().at("/user/id").asString()).isEqualTo(user.id().toString());
        assertThat(entered.json().has("recovery_codes")).isFalse();
        assertThat(recorded(TENANT, user.id()))
                .contains("SecondFactorBegun", "SecondFactorConfirmed", "SecondFactorAsked");
        assertThat(everythingRecorded(TENANT)).doesNotContain(secret).doesNotContain("ffc_");
    }

    @Test
    void keepsTheSecretSealedAndTheCodesHashed() {
        var factor = turnedOn(user);
        var rows = query("select f::text from %s.second_factors f".formatted(TENANT.schema()))
                + query("select r::text from %s.recovery_codes r".formatted(TENANT.schema()))
                        .toString();
        assertThat(rows)
                .doesNotContain(factor.secret())
                .doesNotContain(factor.recoveryCodes().getFirst());
    }

    @Test
    void takesEachCodeOnce() throws Exception {
        var factor = turnedOn(user);
        assertThat(enter(challenge(login(user.email(), PASSWORD)), code(factor.secret()))
                        .status())
                .isEqualTo(401);
        forgetSteps();
        var challenges = new ConcurrentLinkedQueue<String>();
        for (int i = 0; i < 5; i++) {
            challenges.add(challenge(login(user.email(), PASSWORD)));
        }
        var code = code(factor.secret());
        var answers = atOnce(5, () -> enter(challenges.remove(), code).status());
        assertThat(answers).containsOnlyOnce(200);
    }

    @Test
    void takesEachChallengeOnce() {
        var factor = turnedOn(user);
        forgetSteps();
        var challenge = challenge(login(user.email(), PASSWORD));
        assertThat(enter(challenge, code(factor.secret())).status()).isEqualTo(200);
        forgetSteps();
        var again = enter(challenge, code(factor.secret()));
        assertThat(again.status()).isEqualTo(401);
        assertThat(again.json().path("type").asString()).endsWith("/challenge-refused");
    }

    @Test
    void takesEachRecoveryCodeOnceHoweverItIsWritten() {
        var factor = turnedOn(user);
        var code = factor.recoveryCodes().get(3);
        var written = code.toLowerCase(Locale.ROOT).replace("-", " ");
        assertThat(enter(challenge(login(user.email(), PASSWORD)), written).status())
                .isEqualTo(200);
        assertThat(enter(challenge(login(user.email(), PASSWORD)), code).status())
                .isEqualTo(401);
        assertThat(query("select data->>'left' from %s.outbox where type = 'RecoveryCodeUsed' and resource_id = '%s'"
                        .formatted(TENANT.schema(), user.id())))
                .containsExactly("9");
        assertThat(IdentityPlatform.with(enter(
                                        challenge(login(user.email(), PASSWORD)),
                                        factor.recoveryCodes().get(4))
                                .json()
                                .path("access_token")
                                .asString())
                        .get("/auth/totp")
                        .json()
                        .path("recovery_codes_left")
                        .asInt())
                .isEqualTo(8);
    }

    @Test
    void takesNoChallengeOfAUserWhoWasChangedSince() {
        var factor = turnedOn(user);
        forgetSteps();
        var challenge = challenge(login(user.email(), PASSWORD));
        var admin = PLATFORM.as(
                TENANT, PLATFORM.bean(PermissionGuard.class).permissions().toArray(String[]::new));
        var renamed =
                "{\"email\":\"%s\",\"first_name\":\"N\",\"last_name\":\"N\",\"roles\":[]}".formatted(user.email());
        query("delete from %s.user_roles where user_id = '%s'".formatted(TENANT.schema(), user.id()));
        assertThat(admin.with("If-Match", "*")
                        .put("/users/" + user.id(), renamed)
                        .status())
                .isEqualTo(200);
        assertThat(enter(challenge, code(factor.secret())).json().path("type").asString())
                .endsWith("/challenge-refused");
    }

    @Test
    void locksWhoeverGuessesCodesThroughTwoProcesses() throws Exception {
        turnedOn(user);
        var challenge = challenge(login(user.email(), PASSWORD));
        try (var second = IdentityPlatform.another()) {
            var turn = new AtomicInteger();
            var answers = atOnce(60, () -> {
                var platform = turn.getAndIncrement() % 2 == 0 ? PLATFORM : second;
                return enter(platform, challenge, "000000").status();
            });
            assertThat(answers).isSubsetOf(401, 429);
            assertThat(answers.stream().filter(status -> status == 401)).hasSizeLessThanOrEqualTo(10);
        }
        for (int i = 0; i < 10; i++) {
            enter(challenge, "000000");
        }
        assertThat(enter(challenge, "000000").status()).isEqualTo(429);
        assertThat(login(user.email(), PASSWORD).status()).isEqualTo(429);
        assertThat(recorded(TENANT, user.id())).containsOnlyOnce("SignInLocked");
        assertThat(query("select count(*) from %s.outbox where type = 'SignInRefused' and resource_id = '%s'"
                        .formatted(TENANT.schema(), user.id())))
                .containsExactly("10");
    }

    @Test
    void countsWrongCodesInARowHoweverSlowlyTheyCome() {
        var factor = turnedOn(user);
        forgetSteps();
        query("update %s.second_factors set wrong_codes = 9 where user_id = '%s'"
                .formatted(TENANT.schema(), user.id()));
        var challenge = challenge(login(user.email(), PASSWORD));
        assertThat(enter(challenge, "000000").status()).isEqualTo(401);
        var locked = enter(challenge, code(factor.secret()));
        assertThat(locked.status()).isEqualTo(429);
        assertThat(Integer.parseInt(locked.header("Retry-After"))).isBetween(1, 61);
        assertThat(enter(challenge, factor.recoveryCodes().getFirst()).status()).isEqualTo(200);
        assertThat(query("select wrong_codes from %s.second_factors where user_id = '%s'"
                        .formatted(TENANT.schema(), user.id())))
                .containsExactly("0");
    }

    @Test
    void isNotTurnedOffByAnAdministratorsDoor() {
        var admin = newUser(TENANT, "tenant_admin");
        var own = IdentityPlatform.signedIn(admin);
        turnedOn(admin, own);
        var answer = own.delete("/users/" + admin.id() + "/totp");
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.json().path("type").asString()).endsWith("/own-second-factor");
    }

    @Test
    void isNotLockedByStrangersWithMadeUpChallenges() {
        var factor = turnedOn(user);
        forgetSteps();
        for (int i = 0; i < 15; i++) {
            assertThat(enter("made up " + i, "000000").status()).isEqualTo(401);
        }
        assertThat(enter(challenge(login(user.email(), PASSWORD)), code(factor.secret()))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void isTurnedOffWithPasswordAndCodeOnly() {
        var api = IdentityPlatform.signedIn(user);
        var factor = turnedOn(user, api);
        forgetSteps();
        assertThat(api.post("/auth/totp/disable", proof("not my password", code(factor.secret())))
                        .status())
                .isEqualTo(403);
        assertThat(api.post("/auth/totp/disable", proof(PASSWORD, "000000")).status())
                .isEqualTo(403);
        assertThat(api.post("/auth/totp/disable", proof(PASSWORD, code(factor.secret())))
                        .status())
                .isEqualTo(204);
        assertThat(login(user.email(), PASSWORD).status()).isEqualTo(200);
        assertThat(recorded(TENANT, user.id())).contains("SecondFactorRemoved");
    }

    @Test
    void givesNoSecretWithoutThePasswordNorASecondOne() {
        var api = IdentityPlatform.signedIn(user);
        assertThat(api.post("/auth/totp", proof("not my password", null)).status())
                .isEqualTo(403);
        assertThat(api.post("/auth/totp/confirm", proof(null, "000000")).status())
                .isEqualTo(403);
        turnedOn(user, api);
        assertThat(api.post("/auth/totp", proof(PASSWORD, null)).status()).isEqualTo(409);
    }

    @Test
    void countsWrongPasswordsAsTheSignInDoes() {
        var api = IdentityPlatform.signedIn(user);
        for (int i = 0; i < 10; i++) {
            assertThat(api.post("/auth/totp", proof("not my password", null)).status())
                    .isEqualTo(403);
        }
        assertThat(api.post("/auth/totp", proof(PASSWORD, null)).status()).isEqualTo(429);
        assertThat(query(
                        "select data->>'reason' from %s.outbox where type = 'SecondFactorChangeRefused' and resource_id = '%s'"
                                .formatted(TENANT.schema(), user.id())))
                .hasSize(10)
                .containsOnly("wrong_password");
        assertThat(recorded(TENANT, user.id())).containsOnlyOnce("SignInLocked");
    }

    @Test
    void recordsWrongCodesOfASessionLeftOpen() {
        var api = IdentityPlatform.signedIn(user);
        turnedOn(user, api);
        assertThat(api.post("/auth/totp/disable", proof(PASSWORD, "000000")).status())
                .isEqualTo(403);
        assertThat(query(
                        "select data->>'reason' from %s.outbox where type = 'SecondFactorChangeRefused' and resource_id = '%s'"
                                .formatted(TENANT.schema(), user.id())))
                .containsExactly("wrong_code");
    }

    @Test
    void doesNotLetInFromAnAddressThatThePolicyLeavesOutAndSaysSoInTheTrail() {
        var tenant = PLATFORM.newTenant();
        var clerk = newUser(tenant, "viewer");
        var factor = turnedOn(clerk);
        forgetSteps();
        var challenge = challenge(login(clerk.email(), PASSWORD));
        query("update %s.account_policy set allowed_networks = '{203.0.113.0/24}'".formatted(tenant.schema()));
        var answer = enter(challenge, code(factor.secret()));
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.json().path("type").asString()).endsWith("/address-not-allowed");
        assertThat(query("select data->>'reason' from %s.outbox where type = 'SignInRefused' and resource_id = '%s'"
                        .formatted(tenant.schema(), clerk.id())))
                .containsExactly("address_not_allowed");
    }

    @Test
    void isSetUpAtTheSignInWhereTheTenantAsksForIt() {
        var tenant = PLATFORM.newTenant();
        var clerk = newUser(tenant, "viewer");
        query("update %s.account_policy set second_factor_required = true".formatted(tenant.schema()));
        var due = login(clerk.email(), PASSWORD);
        assertThat(due.status()).isEqualTo(401);
        assertThat(due.json().path("type").asString()).endsWith("/second-factor-enrolment-due");
        var challenge = challenge(due);
        assertThat(enter(challenge, "000000").status()).isEqualTo(401);
        var enrolment =
                PLATFORM.anonymous().post("/auth/login/totp/enrol", "{\"challenge\":\"%s\"}".formatted(challenge));
        assertThat(enrolment.status()).isEqualTo(200);
        var secret = enrolment.json().path("secret").asString();
        var entered = enter(challenge, code(secret));
        assertThat(entered.status()).isEqualTo(200);
        assertThat(entered.json().path("recovery_codes").size()).isEqualTo(10);
        assertThat(login(clerk.email(), PASSWORD).json().path("type").asString())
                .endsWith("/second-factor-due");
    }

    @Test
    void takesTheProviderAtWhichSomebodySignedInBeforeTheUser() throws Exception {
        try (var company = new Company()) {
            company.connected(",\"creates_users\":true,\"default_roles\":[\"viewer\"]");
            company.provider.knows(company.address("grace"));
            var schema = company.tenant.schema();
            query("update %s.account_policy set second_factor_required = true".formatted(schema));
            var browser = new SsoBrowser();
            var provider = SsoBrowser.to(browser.open(company.startPath()));
            var page = SsoBrowser.to(browser.open(SsoBrowser.to(browser.open(provider))));
            var ticket = page.substring(page.indexOf("#sso=") + 5);
            var challenge = challenge(PLATFORM.anonymous()
                    .with("Cookie", browser.cookie)
                    .post("/auth/sso/complete", "{\"ticket\":\"%s\"}".formatted(ticket)));
            var secret = PLATFORM.anonymous()
                    .post("/auth/login/totp/enrol", "{\"challenge\":\"%s\"}".formatted(challenge))
                    .json()
                    .path("secret")
                    .asString();
            var user = query("select user_id from %s.federated_identities".formatted(schema))
                    .getFirst();
            int status = new Rows(company.tenant)
                    .inOrder(
                            "identity_providers",
                            company.id,
                            "users",
                            user,
                            () -> enter(challenge, code(secret)).status());
            assertThat(status).isEqualTo(200);
            assertThat(query("select provider_id from %s.sessions where user_id = '%s'".formatted(schema, user)))
                    .containsExactly(company.id);
        }
    }

    @Test
    void givesNoSecretToAChallengeOfSomebodyWhoHasOne() {
        turnedOn(user);
        var challenge = challenge(login(user.email(), PASSWORD));
        assertThat(PLATFORM.anonymous()
                        .post("/auth/login/totp/enrol", "{\"challenge\":\"%s\"}".formatted(challenge))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void isShownToWhoeverMaySeeTheUser() {
        var path = "/users/" + user.id() + "/totp";
        var reader = PLATFORM.as(TENANT, "user:read");
        assertThat(reader.get(path).json().path("enabled").asBoolean()).isFalse();
        turnedOn(user);
        var status = reader.get(path).json();
        assertThat(status.path("enabled").asBoolean()).isTrue();
        assertThat(status.path("recovery_codes_left").asInt()).isEqualTo(10);
        assertThat(status.path("confirmed_at").asString()).isNotBlank();
        assertThat(PLATFORM.as(TENANT, "role:read").get(path).status()).isEqualTo(403);
        assertThat(PLATFORM.as(PLATFORM.newTenant(), "user:read").get(path).status())
                .isEqualTo(404);
    }

    @Test
    void isTakenOffByAnAdministratorWhoMayDoAsMuch() {
        turnedOn(user);
        var path = "/users/" + user.id() + "/totp";
        assertThat(PLATFORM.as(TENANT, "user:write").delete(path).status()).isEqualTo(403);
        var admin = IdentityPlatform.signedIn(newUser(TENANT, "tenant_admin"));
        assertThat(admin.delete(path).status()).isEqualTo(204);
        assertThat(admin.delete(path).status()).isEqualTo(404);
        assertThat(login(user.email(), PASSWORD).status()).isEqualTo(200);
        var foreign = newUser(PLATFORM.newTenant());
        assertThat(admin.delete("/users/" + foreign.id() + "/totp").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/auth/totp,403",
        "GET,/users/0190163d-8694-739b-aea5-966c26f8ad91/totp,403",
        "POST,/auth/totp,403",
        "POST,/auth/totp/confirm,403",
        "POST,/auth/totp/disable,403",
        "DELETE,/users/0190163d-8694-739b-aea5-966c26f8ad91/totp,403"
    })
    void isForSignedInUsers(String method, String path, int ofAService) {
        var body = "{\"password\":\"x\",\"code\":\"1\"}".getBytes(StandardCharsets.UTF_8);
        assertThat(PLATFORM.anonymous()
                        .send(method, path, body, "application/json")
                        .status())
                .isEqualTo(401);
        var service = PLATFORM.bean(AccessTokens.class).forService("foodgraph", TENANT.id(), Set.of());
        assertThat(IdentityPlatform.with(service.token())
                        .send(method, path, body, "application/json")
                        .status())
                .isEqualTo(ofAService);
    }

    @Test
    void namesEachFieldThatIsMissing() {
        var api = IdentityPlatform.signedIn(user);
        assertThat(api.post("/auth/totp", "{}").status()).isEqualTo(400);
        assertThat(api.post("/auth/totp/disable", "{}").json().path("errors").findValuesAsString("field"))
                .containsExactly("password", "code");
        assertThat(PLATFORM.anonymous()
                        .post("/auth/login/totp", "{}")
                        .json()
                        .path("errors")
                        .findValuesAsString("field"))
                .containsExactly("challenge", "code");
    }

    private record On(String secret, List<String> recoveryCodes) {}

    private static On turnedOn(UserView user) {
        return turnedOn(user, IdentityPlatform.signedIn(user));
    }

    private static On turnedOn(UserView user, Api api) {
        var secret = api.post("/auth/totp", proof(PASSWORD, null))
                .json()
                .path("secret")
                .asString();
        var codes =
                api.post("/auth/totp/confirm", proof(null, code(secret))).json().path("recovery_codes");
        return new On(secret, codes.values().stream().map(JsonNode::asString).toList());
    }

    /** As if the steps of the codes used so far were long past. */
    private static void forgetSteps() {
        query("update %s.second_factors set last_step = 0".formatted(TENANT.schema()));
    }

    private static String code(String secret) {
        return Totp.code(decoded(secret), Totp.step(Instant.now()), Totp.DIGITS);
    }

    private static byte[] decoded(String base32) {
        var bytes = ByteBuffer.allocate(Totp.SECRET_BYTES);
        int buffer = 0;
        int bits = 0;
        for (char letter : base32.toCharArray()) {
            buffer = (buffer << 5) | "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter);
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                bytes.put((byte) (buffer >> bits));
            }
        }
        return bytes.array();
    }

    private static String challenge(Answer due) {
        return due.json().path("challenge").asString();
    }

    private static Answer enter(String challenge, String code) {
        return enter(PLATFORM, challenge, code);
    }

    private static Answer enter(TestPlatform platform, String challenge, String code) {
        return platform.anonymous()
                .post("/auth/login/totp", "{\"challenge\":\"%s\",\"code\":\"%s\"}".formatted(challenge, code));
    }

    private static String proof(String password, String code) {
        return "{\"password\":%s,\"code\":%s}".formatted(quoted(password), quoted(code));
    }

    private static String quoted(String text) {
        return text == null ? "null" : '"' + text + '"';
    }
}
