package io.foodflow.identity.signin;

import static io.foodflow.identity.IdentityPlatform.PASSWORD;
import static io.foodflow.identity.IdentityPlatform.atOnce;
import static io.foodflow.identity.IdentityPlatform.login;
import static io.foodflow.identity.IdentityPlatform.logout;
import static io.foodflow.identity.IdentityPlatform.newUser;
import static io.foodflow.identity.IdentityPlatform.query;
import static io.foodflow.identity.IdentityPlatform.recorded;
import static io.foodflow.identity.IdentityPlatform.refresh;
import static io.foodflow.identity.IdentityPlatform.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.identity.IdentityPlatform;
import io.foodflow.identity.api.UserView;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.testkit.Api.Answer;
import io.foodflow.testkit.TestPlatform;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionTokensApiTest {

    private static final TestPlatform PLATFORM = IdentityPlatform.get();
    private static final Tenant TENANT = PLATFORM.newTenant();

    private final UserView user = newUser(TENANT, "viewer");

    @Test
    void exchangesARefreshTokenForNewTokens() {
        var first = login(user.email(), PASSWORD);
        var second = refresh(refreshToken(first));
        assertThat(second.status()).isEqualTo(200);
        assertThat(refreshToken(second)).isNotEqualTo(refreshToken(first));
        assertThat(accessToken(second)).isNotEqualTo(accessToken(first));
        assertThat(second.json().path("user")).isEqualTo(first.json().path("user"));
        assertThat(with(accessToken(second)).get("/auth/me").status()).isEqualTo(200);
        assertThat(refresh(refreshToken(second)).status()).isEqualTo(200);
    }

    @Test
    void givesTheRolesOfTheMomentWhenItRefreshes() {
        var token = refreshToken(login(user.email(), PASSWORD));
        var change = """
                {"email":"%s","first_name":"A","last_name":"B","roles":["auditor"]}""".formatted(user.email());
        var admin = newUser(TENANT, "tenant_admin");
        assertThat(IdentityPlatform.signedIn(admin)
                        .with("If-Match", "*")
                        .put("/users/" + user.id(), change)
                        .status())
                .isEqualTo(200);
        assertThat(refresh(token).json().at("/user/roles").toString()).isEqualTo("[\"auditor\"]");
    }

    @Test
    void endsTheSessionWhenATokenIsUsedTwice() {
        var first = login(user.email(), PASSWORD);
        var second = refresh(refreshToken(first));
        var reuse = refresh(refreshToken(first));
        assertThat(reuse.status()).isEqualTo(401);
        assertThat(reuse.json().path("type").asString()).endsWith("/refresh-reused");
        assertThat(refresh(refreshToken(second)).status()).isEqualTo(401);
        assertThat(with(accessToken(second)).get("/auth/me").status()).isEqualTo(401);
        assertThat(recorded(TENANT, session()))
                .containsExactly("UserSignedIn", "TokenRefreshed", "RefreshReuseDetected");
    }

    @Test
    void noticesReuseInAProcessThatStartedLater() {
        var first = login(user.email(), PASSWORD);
        refresh(refreshToken(first));
        try (var later = IdentityPlatform.another()) {
            var reuse = later.anonymous()
                    .post("/auth/refresh", "{\"refresh_token\":\"%s\"}".formatted(refreshToken(first)));
            assertThat(reuse.json().path("type").asString()).endsWith("/refresh-reused");
        }
    }

    @Test
    void leavesTheUsersOtherSessionsAloneWhenOneIsEnded() {
        var other = login(user.email(), PASSWORD);
        var first = login(user.email(), PASSWORD);
        refresh(refreshToken(first));
        refresh(refreshToken(first));
        assertThat(refresh(refreshToken(other)).status()).isEqualTo(200);
    }

    @Test
    void renewsExactlyOnceWhenATokenIsUsedManyTimesAtOnce() throws Exception {
        for (int round = 0; round < 10; round++) {
            var token = refreshToken(login(user.email(), PASSWORD));
            var answers = atOnce(round < 5 ? 2 : 8, () -> refresh(token).status());
            assertThat(answers.stream().filter(status -> status == 200)).hasSize(1);
            assertThat(answers).containsOnly(200, 401);
        }
    }

    @Test
    void refusesATokenThatRanOut() {
        var token = refreshToken(login(user.email(), PASSWORD));
        query("update %s.refresh_tokens set expires_at = now() - interval '1 s' where session_id = '%s'"
                .formatted(TENANT.schema(), session()));
        var answer = refresh(token);
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.json().path("type").asString()).endsWith("/refresh-refused");
    }

    @Test
    void runsOutSevenDaysAfterEachUse() {
        refresh(refreshToken(login(user.email(), PASSWORD)));
        assertThat(query("""
                select round(extract(epoch from expires_at - used_at) / 86400) from %s.sessions where user_id = '%s'
                """.formatted(TENANT.schema(), user.id()))).containsExactly("7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "ffr_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void refusesATokenThatIsNone(String token) {
        assertThat(refresh(token).status()).isEqualTo(401);
        assertThat(logout(token).status()).isEqualTo(204);
    }

    @Test
    void refusesATokenOfThisTenantWithAnotherSecret() {
        var token = refreshToken(login(user.email(), PASSWORD));
        var forged = token.substring(0, token.length() - 4) + (token.endsWith("AAAA") ? "BBBB" : "AAAA");
        assertThat(refresh(forged).status()).isEqualTo(401);
        assertThat(refresh(token).status()).isEqualTo(200);
    }

    @Test
    void doesNotTakeAnAccessTokenForARefreshToken() {
        assertThat(refresh(accessToken(login(user.email(), PASSWORD))).status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/auth/refresh", "/auth/logout"})
    void namesTheMissingField(String path) {
        var answer = PLATFORM.anonymous().post(path, "{}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("errors").findValuesAsString("field")).containsExactly("refresh_token");
    }

    @Test
    void refusesEveryTokenOfTheSessionAfterSignOut() {
        var signIn = login(user.email(), PASSWORD);
        assertThat(with(accessToken(signIn)).get("/auth/me").status()).isEqualTo(200);
        var answer = logout(refreshToken(signIn));
        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
        assertThat(with(accessToken(signIn)).get("/auth/me").status()).isEqualTo(401);
        assertThat(refresh(refreshToken(signIn)).status()).isEqualTo(401);
        assertThat(logout(refreshToken(signIn)).status()).isEqualTo(204);
        assertThat(recorded(TENANT, session())).containsExactly("UserSignedIn", "UserSignedOut");
    }

    @Test
    void refusesTheTokensOfAnEndedSessionInEveryProcessWithinTwoSeconds() {
        try (var second = IdentityPlatform.another()) {
            var signIn = login(user.email(), PASSWORD);
            assertThat(with(second, accessToken(signIn)).get("/auth/me").status())
                    .isEqualTo(200);
            logout(refreshToken(signIn));
            java.util.concurrent.locks.LockSupport.parkNanos(2_000_000_000L);
            assertThat(with(second, accessToken(signIn)).get("/auth/me").status())
                    .isEqualTo(401);
        }
        var signIn = login(user.email(), PASSWORD);
        logout(refreshToken(signIn));
        try (var later = IdentityPlatform.another()) {
            assertThat(with(later, accessToken(signIn)).get("/auth/me").status())
                    .isEqualTo(401);
        }
    }

    @Test
    void putsADisabledUserOutAtOnce() {
        var signIn = login(user.email(), PASSWORD);
        var admin = newUser(TENANT, "tenant_admin");
        put(admin, "disabled");
        assertThat(with(accessToken(signIn)).get("/auth/me").status()).isEqualTo(401);
        assertThat(refresh(refreshToken(signIn)).status()).isEqualTo(401);
        var answer = login(user.email(), PASSWORD);
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.json().path("type").asString()).endsWith("/user-disabled");
        assertThat(login(user.email(), "not my password").status()).isEqualTo(401);
        put(admin, "active");
        assertThat(login(user.email(), PASSWORD).status()).isEqualTo(200);
        assertThat(refresh(refreshToken(signIn)).status()).isEqualTo(401);
    }

    @Test
    void putsADeletedUserOutAtOnce() {
        var signIn = login(user.email(), PASSWORD);
        var admin = newUser(TENANT, "tenant_admin");
        assertThat(IdentityPlatform.signedIn(admin)
                        .with("If-Match", "*")
                        .delete("/users/" + user.id())
                        .status())
                .isEqualTo(204);
        assertThat(with(accessToken(signIn)).get("/auth/me").status()).isEqualTo(401);
        assertThat(refresh(refreshToken(signIn)).status()).isEqualTo(401);
        assertThat(login(user.email(), PASSWORD).status()).isEqualTo(401);
    }

    @Test
    void endsTheOtherSessionsWhenThePasswordChanges() {
        var admin = newUser(TENANT, "tenant_admin");
        var kept = login(admin.email(), PASSWORD);
        var ended = login(admin.email(), PASSWORD);
        var change = """
                {"email":"%s","first_name":"A","last_name":"B","password":"a new password"}""".formatted(admin.email());
        assertThat(with(accessToken(kept))
                        .with("If-Match", "*")
                        .put("/users/" + admin.id(), change)
                        .status())
                .isEqualTo(200);
        assertThat(refresh(refreshToken(ended)).status()).isEqualTo(401);
        assertThat(refresh(refreshToken(kept)).status()).isEqualTo(200);
        assertThat(login(admin.email(), PASSWORD).status()).isEqualTo(401);
        assertThat(login(admin.email(), "a new password").status()).isEqualTo(200);
    }

    @Test
    void forgetsTokensAndSessionsThatRanOutLongAgo() {
        var token = refreshToken(refresh(refreshToken(login(user.email(), PASSWORD))));
        var first = session();
        query("update %s.refresh_tokens set expires_at = now() - interval '1 s' where used_at is not null"
                .formatted(TENANT.schema()));
        refresh(token);
        assertThat(query("select count(*) from %s.refresh_tokens where session_id = '%s'"
                        .formatted(TENANT.schema(), first)))
                .containsExactly("2");
        query("update %s.sessions set expires_at = now() - interval '31 days' where id = '%s'"
                .formatted(TENANT.schema(), first));
        login(user.email(), PASSWORD);
        assertThat(session()).isNotEqualTo(first);
    }

    @Test
    void letsNoTenantEndASessionWithoutItsRole() {
        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> query("select platform.end_session('%s')".formatted(UUID.randomUUID())))
                .hasRootCauseMessage("ERROR: end_session needs a tenant's role\n"
                        + "  Where: PL/pgSQL function end_session(uuid) line 4 at RAISE");
    }

    private void put(UserView admin, String status) {
        var change = """
                {"email":"%s","first_name":"A","last_name":"B","status":"%s"}""".formatted(user.email(), status);
        assertThat(IdentityPlatform.signedIn(admin)
                        .with("If-Match", "*")
                        .put("/users/" + user.id(), change)
                        .status())
                .isEqualTo(200);
    }

    private String session() {
        return query("select id from %s.sessions where user_id = '%s' order by id desc limit 1"
                        .formatted(TENANT.schema(), user.id()))
                .getFirst();
    }

    private static String refreshToken(Answer answer) {
        return answer.json().path("refresh_token").asString();
    }

    private static String accessToken(Answer answer) {
        return answer.json().path("access_token").asString();
    }
}
