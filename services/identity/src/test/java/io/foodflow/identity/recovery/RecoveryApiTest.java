package io.foodflow.identity.recovery;

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
import io.foodflow.identity.MailPlatform;
import io.foodflow.identity.attempts.AttemptLimits;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.testkit.Api;
import io.foodflow.testkit.Api.Answer;
import io.foodflow.testkit.TestPlatform;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecoveryApiTest {

    private static final String NEW_PASSWORD = "a quite different phrase";
    private static final TestPlatform PLATFORM = MailPlatform.get();
    private static final Tenant TENANT = PLATFORM.newTenant();

    @BeforeEach
    void begin() {
        IdentityPlatform.forgetTriedLinks();
    }

    @Test
    void mailsALinkThatSetsANewPasswordOnce() {
        var user = newUser(TENANT, "viewer");
        var session = login(user.email(), PASSWORD).json();
        assertThat(forgot(user.email()).status()).isEqualTo(202);
        var letter = MailPlatform.letters(user.email(), 1).getFirst();
        assertThat(letter.subject()).isEqualTo("Establecer una nueva contraseña de FoodFlow");
        assertThat(letter.page()).isEqualTo("https://foodflow.example/app/reset-password");

        assertThat(reset(letter.token(), NEW_PASSWORD).status()).isEqualTo(204);
        assertThat(login(user.email(), NEW_PASSWORD).status()).isEqualTo(200);
        assertThat(login(user.email(), PASSWORD).status()).isEqualTo(401);
        assertThat(IdentityPlatform.refresh(session.path("refresh_token").asString())
                        .status())
                .isEqualTo(401);
        assertThat(IdentityPlatform.with(PLATFORM, session.path("access_token").asString())
                        .get("/auth/me")
                        .status())
                .isEqualTo(401);
        assertThat(reset(letter.token(), NEW_PASSWORD).status()).isEqualTo(400);
        assertThat(recorded(TENANT, user.id())).contains("PasswordRecoveryAsked", "LinkIssued", "PasswordReset");
        assertThat(everythingRecorded(TENANT)).doesNotContain("ffp_").doesNotContain(NEW_PASSWORD);
    }

    @Test
    void answersForAnUnknownAddressAsForAKnownOneAndNeverSooner() {
        for (var email : List.of(newUser(TENANT).email(), newEmail())) {
            long begin = System.nanoTime();
            var answer = forgot(email);
            assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(MailPlatform.ANSWER_AFTER.toNanos());
            assertThat(answer.status()).isEqualTo(202);
            assertThat(answer.body()).isEmpty();
        }
    }

    @Test
    void keepsOnlyTheHashOfAnUnknownAddress() {
        var email = newEmail();
        forgot(email);
        assertThat(query("select event_type from platform.audit_entries where resource_id = '%s'"
                        .formatted(AttemptLimits.Account.of(email).digest())))
                .containsExactly("UnknownRecoveryAsked");
        assertThat(query("select a::text from platform.audit_entries a").toString())
                .doesNotContain(email);
    }

    @Test
    void mailsNothingToADisabledUser() {
        var user = newUser(TENANT);
        query("update %s.users set status = 'disabled' where id = '%s'".formatted(TENANT.schema(), user.id()));
        assertThat(forgot(user.email()).status()).isEqualTo(202);
        assertThat(recorded(TENANT, user.id())).containsExactly("UserCreated");
    }

    @Test
    void takesNoLinkOfAUserWhoWasDisabledMeanwhile() {
        var user = newUser(TENANT);
        forgot(user.email());
        var token = MailPlatform.token(user.email(), 1);
        query("update %s.users set status = 'disabled' where id = '%s'".formatted(TENANT.schema(), user.id()));
        assertThat(reset(token, NEW_PASSWORD).status()).isEqualTo(400);
    }

    @Test
    void takesNoLinkFromBeforeThePasswordWasChanged() {
        var user = newUser(TENANT);
        forgot(user.email());
        var token = MailPlatform.token(user.email(), 1);
        var admin = PLATFORM.as(TENANT, "user:write", "user:read").with("If-Match", "*");
        assertThat(admin.put(
                                "/users/" + user.id(),
                                "{\"email\":\"%s\",\"first_name\":\"A\",\"last_name\":\"B\",\"password\":\"%s\"}"
                                        .formatted(user.email(), "yet another long one"))
                        .status())
                .isEqualTo(200);
        assertThat(reset(token, NEW_PASSWORD).status()).isEqualTo(400);
        assertThat(login(user.email(), "yet another long one").status()).isEqualTo(200);
    }

    @Test
    void mailsOneLinkForEachCompanyThatKnowsTheAddress() {
        var other = PLATFORM.newTenant();
        var email = newEmail();
        newUserAs(TENANT, email, PASSWORD);
        newUserAs(other, email, PASSWORD);
        forgot(email);
        assertThat(MailPlatform.letters(email, 2))
                .anySatisfy(letter -> assertThat(letter.text()).contains(TENANT.name()))
                .anySatisfy(letter -> assertThat(letter.text()).contains(other.name()));
    }

    @Test
    void setsOnePasswordHoweverManyUseTheLinkAtOnce() throws Exception {
        var user = newUser(TENANT);
        forgot(user.email());
        var token = MailPlatform.token(user.email(), 1);
        var answers = atOnce(8, () -> reset(token, NEW_PASSWORD).status());
        assertThat(answers).containsOnlyOnce(204).isSubsetOf(204, 400, 429);
        assertThat(recorded(TENANT, user.id())).containsOnlyOnce("PasswordReset");
    }

    @Test
    void makesOtherLinksOfTheUserWorthlessToo() throws Exception {
        var user = newUser(TENANT);
        forgot(user.email());
        forgot(user.email());
        var letters = MailPlatform.letters(user.email(), 2);
        var tokens = new java.util.concurrent.ConcurrentLinkedQueue<>(
                List.of(letters.get(0).token(), letters.get(1).token()));
        var answers = atOnce(2, () -> reset(tokens.remove(), NEW_PASSWORD).status());
        assertThat(answers).containsExactlyInAnyOrder(204, 400);
    }

    @Test
    void letsNobodyFillAMailboxThroughTwoProcesses() throws Exception {
        var user = newUser(TENANT);
        try (var second = MailPlatform.another()) {
            var here = new java.util.concurrent.atomic.AtomicInteger();
            var answers = atOnce(30, () -> {
                var platform = here.getAndIncrement() % 2 == 0 ? PLATFORM : second;
                return forgot(platform, user.email()).status();
            });
            assertThat(answers).containsOnly(202, 429);
            assertThat(answers.stream().filter(status -> status == 202)).hasSize(3);
            assertThat(MailPlatform.letters(user.email(), 3)).hasSize(3);
        }
    }

    @Test
    void limitsQuestionsAboutUnknownAddressesJustTheSame() {
        var email = newEmail();
        for (int i = 0; i < 3; i++) {
            assertThat(forgot(email).status()).isEqualTo(202);
        }
        var refused = forgot(email);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 60);
        for (int lock = 2; lock <= 4; lock++) {
            passLock(email);
            for (int i = 0; i < 3; i++) {
                assertThat(forgot(email).status()).isEqualTo(202);
            }
            assertThat(Integer.parseInt(forgot(email).header("Retry-After")))
                    .as("lock %d is as long as the first", lock)
                    .isBetween(1, 60);
        }
    }

    @Test
    void saysThatItSendsNoMailWhoeverAsks() {
        for (var email : List.of(newUser(TENANT).email(), newEmail())) {
            var answer = forgot(IdentityPlatform.get(), email);
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.json().path("type").asString()).endsWith("/mail-not-configured");
        }
    }

    @Test
    void namesEachFieldThatBreaksARule() {
        assertThat(forgot("nobody").json().path("errors").findValuesAsString("field"))
                .containsExactly("email");
        assertThat(PLATFORM.anonymous()
                        .post("/auth/reset-password", "{\"password\":\"short\"}")
                        .json()
                        .path("errors")
                        .findValuesAsString("field"))
                .containsExactly("token", "password");
        assertThat(PLATFORM.anonymous().post("/auth/verify-email", "{}").status())
                .isEqualTo(400);
    }

    @Test
    void takesALinkForItsOwnPurposeOnly() {
        var user = newUser(TENANT);
        forgot(user.email());
        var token = MailPlatform.token(user.email(), 1);
        assertThat(verify(token).status()).isEqualTo(400);
        assertThat(verify(token.replace("ffp_", "ffv_")).status()).isEqualTo(400);
        assertThat(reset(token, NEW_PASSWORD).status()).isEqualTo(204);
    }

    // ---- the letter's job

    @Test
    void losesNoLetterWhileTheMailServerIsAway() {
        var user = newUser(TENANT);
        MailPlatform.server().stop();
        try {
            assertThat(forgot(user.email()).status()).isEqualTo(202);
            var end = System.nanoTime() + 8_000_000_000L;
            while (failedAttempts() == 0 && System.nanoTime() < end) {
                java.util.concurrent.locks.LockSupport.parkNanos(50_000_000);
            }
            assertThat(failedAttempts()).isPositive();
        } finally {
            MailPlatform.server().start();
        }
        assertThat(MailPlatform.letters(user.email(), 1)).hasSize(1);
    }

    private static int failedAttempts() {
        return Integer.parseInt(query("select count(*) from %s.jobs where failures > 0".formatted(TENANT.schema()))
                .getFirst());
    }

    // ---- verification

    @Test
    void provesAnAddress() {
        var user = newUser(TENANT, "viewer");
        var api = signedIn(user.email());
        assertThat(api.get("/auth/me").json().path("email_verified").asBoolean())
                .isFalse();
        assertThat(api.with("Accept-Language", "de")
                        .post("/auth/verify-email/request", "")
                        .status())
                .isEqualTo(202);
        var letter = MailPlatform.letters(user.email(), 1).getFirst();
        assertThat(letter.subject()).isEqualTo("E-Mail-Adresse bestätigen");
        assertThat(verify(letter.token()).status()).isEqualTo(204);
        assertThat(verify(letter.token()).status()).isEqualTo(400);
        assertThat(api.get("/auth/me").json().path("email_verified").asBoolean())
                .isTrue();
        assertThat(recorded(TENANT, user.id())).contains("EmailVerificationAsked", "EmailVerified");
    }

    @Test
    void provesNoAddressThatTheUserHasNoMore() {
        var user = newUser(TENANT);
        signedIn(user.email()).post("/auth/verify-email/request", "");
        var token = MailPlatform.token(user.email(), 1);
        var moved = newEmail();
        var admin = PLATFORM.as(TENANT, "user:write", "user:read").with("If-Match", "*");
        assertThat(admin.put(
                                "/users/" + user.id(),
                                "{\"email\":\"%s\",\"first_name\":\"A\",\"last_name\":\"B\"}".formatted(moved))
                        .status())
                .isEqualTo(200);
        assertThat(verify(token).status()).isEqualTo(400);
    }

    @Test
    void asksForATokenToVerify() {
        assertThat(PLATFORM.anonymous().post("/auth/verify-email/request", "").status())
                .isEqualTo(401);
        var service = PLATFORM.bean(io.foodflow.platform.security.AccessTokens.class)
                .forService("foodgraph", TENANT.id(), Set.of());
        assertThat(IdentityPlatform.with(PLATFORM, service.token())
                        .post("/auth/verify-email/request", "")
                        .status())
                .isEqualTo(403);
    }

    private static Api signedIn(String email) {
        return IdentityPlatform.with(
                PLATFORM, login(email, PASSWORD).json().path("access_token").asString());
    }

    /** As if the pause after too many letters were over. */
    private static void passLock(String email) {
        query("""
                update platform.sign_in_attempts set window_start = window_start - interval '60 s',
                  locked_until = locked_until - interval '60 s' where account = '\\x%s'
                """.formatted(AttemptLimits.Account.of("letter " + email).digest()));
    }

    private static Answer forgot(String email) {
        return forgot(PLATFORM, email);
    }

    private static Answer forgot(TestPlatform platform, String email) {
        return platform.anonymous()
                .post("/auth/forgot-password", "{\"email\":\"%s\",\"language\":\"es\"}".formatted(email));
    }

    private static Answer reset(String token, String password) {
        return PLATFORM.anonymous()
                .post("/auth/reset-password", "{\"token\":\"%s\",\"password\":\"%s\"}".formatted(token, password));
    }

    private static Answer verify(String token) {
        return PLATFORM.anonymous().post("/auth/verify-email", "{\"token\":\"%s\"}".formatted(token));
    }
}
