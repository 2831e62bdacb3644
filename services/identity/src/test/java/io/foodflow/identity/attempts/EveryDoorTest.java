package io.foodflow.identity.attempts;

import static io.foodflow.identity.IdentityPlatform.PASSWORD;
import static io.foodflow.identity.IdentityPlatform.atOnce;
import static io.foodflow.identity.IdentityPlatform.newEmail;
import static io.foodflow.identity.IdentityPlatform.newUser;
import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.identity.IdentityPlatform;
import io.foodflow.identity.MailPlatform;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.testkit.Api;
import io.foodflow.testkit.Api.Answer;
import io.foodflow.testkit.TestPlatform;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Five hundred tries at once, through two processes, at each door that a secret opens. */
class EveryDoorTest {

    private static final int TRIES = 500;

    private static TestPlatform here;
    private static TestPlatform there;
    private static Tenant tenant;

    @BeforeAll
    static void open() {
        here = MailPlatform.get();
        there = MailPlatform.another();
        tenant = IdentityPlatform.get().newTenant();
        IdentityPlatform.forgetTriedLinks();
    }

    @AfterAll
    static void close() {
        there.close();
    }

    @AfterEach
    void forget() {
        IdentityPlatform.forgetTriedLinks();
    }

    @Test
    void passwordsOfAnAccount() throws Exception {
        var email = newUser(tenant).email();
        var answers = attack(api -> login(api, email, "not my password"));
        assertThat(count(answers, 401)).isEqualTo(10);
        assertThat(count(answers, 429)).isEqualTo(TRIES - 10);
        assertThat(login(here.anonymous(), email, PASSWORD).status()).isEqualTo(429);
    }

    @Test
    void passwordsOfAnAccountThatDoesNotExist() throws Exception {
        var email = newEmail();
        var answers = attack(api -> login(api, email, "not my password"));
        assertThat(count(answers, 401)).isEqualTo(10);
        assertThat(count(answers, 429)).isEqualTo(TRIES - 10);
    }

    @Test
    void codesOfASecondFactor() throws Exception {
        var tenantWithFactor = IdentityPlatform.get().newTenant();
        var user = newUser(tenantWithFactor);
        IdentityPlatform.query(
                "update %s.account_policy set second_factor_required = true".formatted(tenantWithFactor.schema()));
        var challenge = login(here.anonymous(), user.email(), PASSWORD)
                .json()
                .path("challenge")
                .asString();
        here.anonymous().post("/auth/login/totp/enrol", "{\"challenge\":\"%s\"}".formatted(challenge));
        var answers = attack(
                api -> api.post("/auth/login/totp", "{\"challenge\":\"%s\",\"code\":\"000000\"}".formatted(challenge)));
        assertThat(count(answers, 401)).isLessThanOrEqualTo(10).isPositive();
        assertThat(count(answers, 401) + count(answers, 429)).isEqualTo(TRIES);
    }

    @Test
    void proofsOfWhoIsSignedIn() throws Exception {
        var user = newUser(tenant);
        var token = login(here.anonymous(), user.email(), PASSWORD)
                .json()
                .path("access_token")
                .asString();
        var answers = attack(api ->
                api.with("Authorization", "Bearer " + token).post("/auth/proof", "{\"password\":\"not my password\"}"));
        assertThat(count(answers, 403)).isLessThanOrEqualTo(10).isPositive();
        assertThat(count(answers, 403) + count(answers, 429)).isEqualTo(TRIES);
        assertThat(login(here.anonymous(), user.email(), PASSWORD).status()).isEqualTo(429);
    }

    @Test
    void lettersAboutAnAddress() throws Exception {
        var email = newUser(tenant).email();
        var answers = attack(api -> api.post("/auth/forgot-password", "{\"email\":\"%s\"}".formatted(email)));
        assertThat(count(answers, 202)).isEqualTo(3);
        assertThat(count(answers, 429)).isEqualTo(TRIES - 3);
        assertThat(MailPlatform.letters(email, 3)).hasSize(3);
    }

    @Test
    void linksThatSetAPassword() throws Exception {
        var answers = attack(api -> api.post(
                "/auth/reset-password", "{\"token\":\"%s\",\"password\":\"%s\"}".formatted(made("ffp_"), PASSWORD)));
        assertThat(count(answers, 400)).isLessThanOrEqualTo(10).isPositive();
        assertThat(count(answers, 400) + count(answers, 429)).isEqualTo(TRIES);
    }

    @Test
    void linksOfInvitations() throws Exception {
        var answers = attack(api -> api.post("/auth/invitations/open", "{\"token\":\"%s\"}".formatted(made("ffi_"))));
        assertThat(count(answers, 400)).isLessThanOrEqualTo(10).isPositive();
        assertThat(count(answers, 400) + count(answers, 429)).isEqualTo(TRIES);
    }

    @Test
    void linksOfAuditors() throws Exception {
        var answers = attack(api -> api.post("/auth/auditor", "{\"token\":\"%s\"}".formatted(made("ffa_"))));
        assertThat(count(answers, 401)).isLessThanOrEqualTo(10).isPositive();
        assertThat(count(answers, 401) + count(answers, 429)).isEqualTo(TRIES);
    }

    @Test
    void keysOfAServiceAccount() throws Exception {
        var client = UUID.randomUUID();
        var answers = attack(api -> api.send(
                "POST",
                "/auth/token",
                "grant_type=client_credentials&client_id=%s&client_secret=%s"
                        .formatted(client, made("ffs_"))
                        .getBytes(StandardCharsets.UTF_8),
                "application/x-www-form-urlencoded"));
        assertThat(count(answers, 401)).isEqualTo(10);
        assertThat(count(answers, 429)).isEqualTo(TRIES - 10);
    }

    @Test
    void secretsOfAnApplication() throws Exception {
        var client = UUID.randomUUID();
        var answers = attack(api -> api.send(
                "POST",
                "/oidc/%s/token".formatted(tenant.slug()),
                "grant_type=client_credentials&client_id=%s&client_secret=%s"
                        .formatted(client, made("ffo_"))
                        .getBytes(StandardCharsets.UTF_8),
                "application/x-www-form-urlencoded"));
        assertThat(count(answers, 401)).isEqualTo(10);
        assertThat(count(answers, 429)).isEqualTo(TRIES - 10);
    }

    @Test
    void aRefreshToken() throws Exception {
        var token = login(here.anonymous(), newUser(tenant).email(), PASSWORD)
                .json()
                .path("refresh_token")
                .asString();
        var answers = attack(api -> refresh(api, token));
        assertThat(count(answers, 200)).isEqualTo(1);
        assertThat(count(answers, 401)).isEqualTo(TRIES - 1);
        var successor = answers.stream()
                .filter(answer -> answer.status() == 200)
                .findFirst()
                .orElseThrow()
                .json()
                .path("refresh_token")
                .asString();
        assertThat(refresh(here.anonymous(), successor).status()).isEqualTo(401);
    }

    @Test
    void refreshTokensThatWereMadeUp() throws Exception {
        var answers = attack(api -> refresh(api, made("ffr_")));
        assertThat(count(answers, 401)).isEqualTo(TRIES);
    }

    private static List<Answer> attack(Function<Api, Answer> attempt) throws Exception {
        var clients = new ConcurrentLinkedQueue<Api>();
        for (int n = 0; n < TRIES; n++) {
            clients.add((n % 2 == 0 ? here : there).anonymous());
        }
        return atOnce(TRIES, () -> attempt.apply(clients.remove()));
    }

    private static long count(List<Answer> answers, int status) {
        return answers.stream().filter(answer -> answer.status() == status).count();
    }

    private static Answer login(Api api, String email, String password) {
        return api.post("/auth/login", "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, password));
    }

    private static Answer refresh(Api api, String token) {
        return api.post("/auth/refresh", "{\"refresh_token\":\"%s\"}".formatted(token));
    }

    private static final AtomicInteger MADE = new AtomicInteger();

    /** A secret of the right form that nobody ever got. */
    private static String made(String kind) {
        return kind + "A%063d".formatted(MADE.incrementAndGet());
    }
}
