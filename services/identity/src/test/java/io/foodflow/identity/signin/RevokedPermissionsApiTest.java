package io.foodflow.identity.signin;

import static io.foodflow.identity.IdentityPlatform.PASSWORD;
import static io.foodflow.identity.IdentityPlatform.atOnce;
import static io.foodflow.identity.IdentityPlatform.login;
import static io.foodflow.identity.IdentityPlatform.newUser;
import static io.foodflow.identity.IdentityPlatform.refresh;
import static io.foodflow.identity.IdentityPlatform.signedIn;
import static io.foodflow.identity.IdentityPlatform.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.identity.IdentityPlatform;
import io.foodflow.identity.api.UserView;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.testkit.Api;
import io.foodflow.testkit.Api.Answer;
import io.foodflow.testkit.TestPlatform;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** A permission taken away is gone at the next request, not when the token runs out. */
class RevokedPermissionsApiTest {

    private static final TestPlatform PLATFORM = IdentityPlatform.get();
    private static final Tenant TENANT = PLATFORM.newTenant();

    private final Api admin = signedIn(newUser(TENANT, "tenant_admin")).with("If-Match", "*");
    private final String name =
            "r" + UUID.randomUUID().toString().replace("-", "").substring(0, 16);
    private final String role = admin.post(
                    "/roles", "{\"name\":\"%s\",\"permissions\":[\"user:read\",\"job:read\"]}".formatted(name))
            .json()
            .path("id")
            .asString();
    private final UserView user = newUser(TENANT, name);
    private final Answer login = login(user.email(), PASSWORD);
    private final Api api = with(login.json().path("access_token").asString());

    @Test
    void actsWhenTheRoleLosesAPermission() {
        assertThat(api.get("/users").status()).isEqualTo(200);

        assign("\"job:read\"");

        assertOutdated(api.get("/users"));
        assertOutdated(api.get("/jobs"));
        var now = refreshed();
        assertThat(now.get("/users").status()).isEqualTo(403);
        assertThat(now.get("/jobs").status()).isEqualTo(200);
        assertThat(now.get("/auth/me").json().path("permissions").toString()).isEqualTo("[\"job:read\"]");
    }

    @Test
    void actsWhenTheRoleGetsAPermission() {
        assertThat(api.get("/roles").status()).isEqualTo(403);

        assign("\"role:read\",\"user:read\"");

        assertOutdated(api.get("/roles"));
        assertThat(refreshed().get("/roles").status()).isEqualTo(200);
    }

    @Test
    void actsWhenTheUserLosesTheRole() {
        assertThat(changeRoles("\"viewer\"").status()).isEqualTo(200);

        assertOutdated(api.get("/users"));
        assertThat(refreshed().get("/users").status()).isEqualTo(403);
    }

    @Test
    void actsWhenTheRoleIsDeletedInFavourOfAnother() {
        assertThat(admin.delete("/roles/" + role + "?replace_by=viewer").status())
                .isEqualTo(204);

        assertOutdated(api.get("/users"));
        var now = refreshed();
        assertThat(now.get("/users").status()).isEqualTo(403);
        assertThat(now.get("/auth/me").json().path("roles").toString()).isEqualTo("[\"viewer\"]");
    }

    @Test
    void actsWhenTheRoleIsRenamed() {
        admin.put("/roles/" + role, "{\"name\":\"%s_2\"}".formatted(name));

        assertOutdated(api.get("/users"));
        assertThat(refreshed().get("/auth/me").json().path("roles").toString()).isEqualTo("[\"%s_2\"]".formatted(name));
    }

    @Test
    void leavesTokensAloneWhenNothingOfTheGrantsChanges() {
        admin.put("/roles/" + role, "{\"name\":\"%s\",\"title\":\"Another title\"}".formatted(name));
        assign("\"job:read\",\"user:read\"");
        changeRoles("\"%s\"".formatted(name));

        assertThat(api.get("/users").status()).isEqualTo(200);
    }

    @Test
    void leavesTheSessionAliveAndOtherUsersAlone() {
        var other = signedIn(newUser(TENANT, "auditor"));

        assign("");

        assertThat(other.get("/users").status()).isEqualTo(200);
        assertThat(refreshed().get("/auth/me").status()).isEqualTo(200);
    }

    @Test
    void actsInAnotherProcess() {
        try (var elsewhere = IdentityPlatform.another()) {
            var there = with(elsewhere, login.json().path("access_token").asString());
            assertThat(there.get("/users").status()).isEqualTo(200);

            assign("\"job:read\"");

            for (int look = 0; look < 200 && there.get("/users").status() == 200; look++) {
                LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
            }
            assertOutdated(there.get("/users"));
        }
    }

    @Test
    void neverLetsATokenOutliveAChangeThatCommitsWhileItIsIssued() throws Exception {
        var turn = new AtomicBoolean();
        for (int round = 0; round < 20; round++) {
            assign("\"user:read\"");
            turn.set(true);
            var answers = atOnce(2, () -> {
                if (turn.getAndSet(false)) {
                    assign("\"job:read\"");
                    return null;
                }
                return login(user.email(), PASSWORD);
            });
            var signIn = answers.get(0) == null ? answers.get(1) : answers.get(0);
            var token = with(signIn.json().path("access_token").asString());
            assertThat(token.get("/users").status()).isIn(401, 403);
        }
    }

    private static void assertOutdated(Answer answer) {
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.json().path("type").asString()).endsWith("/permissions-changed");
        assertThat(answer.json().path("detail").asString()).contains("refresh");
    }

    private void assign(String permissions) {
        assertThat(admin.post("/roles/" + role + "/permissions", "{\"permissions\":[%s]}".formatted(permissions))
                        .status())
                .isEqualTo(200);
    }

    private Answer changeRoles(String roles) {
        return admin.put(
                "/users/" + user.id(),
                "{\"email\":\"%s\",\"first_name\":\"A\",\"last_name\":\"B\",\"roles\":[%s]}"
                        .formatted(user.email(), roles));
    }

    private Api refreshed() {
        var answer = refresh(login.json().path("refresh_token").asString());
        return with(answer.json().path("access_token").asString());
    }
}
