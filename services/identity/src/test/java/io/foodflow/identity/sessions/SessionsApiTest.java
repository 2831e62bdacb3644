package io.foodflow.identity.sessions;

import static io.foodflow.identity.IdentityPlatform.PASSWORD;
import static io.foodflow.identity.IdentityPlatform.newUser;
import static io.foodflow.identity.IdentityPlatform.recorded;
import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.identity.IdentityPlatform;
import io.foodflow.identity.api.UserView;
import io.foodflow.platform.security.AccessTokens;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.testkit.Api;
import io.foodflow.testkit.TestPlatform;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionsApiTest {

    private static final TestPlatform PLATFORM = IdentityPlatform.get();
    private static final Tenant TENANT = PLATFORM.newTenant();
    private static final Tenant OTHER = PLATFORM.newTenant();

    private final UserView user = newUser(TENANT, "viewer");

    @Test
    void showsTheOwnSessionsTheLastUsedFirst() {
        var phone = signIn("Phone");
        var laptop = signIn("Laptop");
        IdentityPlatform.refresh(phone.refresh());
        var answer = laptop.api().get("/auth/sessions");
        assertThat(answer.status()).isEqualTo(200);
        var items = answer.json().path("items");
        assertThat(items.findValuesAsString("user_agent")).containsExactly("Phone", "Laptop");
        assertThat(items.get(0).path("current").asBoolean()).isFalse();
        assertThat(items.get(1).path("current").asBoolean()).isTrue();
        assertThat(items.get(1).path("ip").asString()).isEqualTo("127.0.0.1");
        assertThat(items.get(0).propertyNames())
                .containsExactlyInAnyOrder("id", "created_at", "used_at", "expires_at", "ip", "user_agent", "current");
    }

    @Test
    void endsOneOfTheOwnSessionsAtOnce() {
        var phone = signIn("Phone");
        var laptop = signIn("Laptop");
        var id = id(phone);
        assertThat(laptop.api().delete("/auth/sessions/" + id).status()).isEqualTo(204);
        assertThat(phone.api().get("/auth/me").status()).isEqualTo(401);
        assertThat(IdentityPlatform.refresh(phone.refresh()).status()).isEqualTo(401);
        assertThat(laptop.api().get("/auth/me").status()).isEqualTo(200);
        assertThat(laptop.api().delete("/auth/sessions/" + id).status()).isEqualTo(404);
        assertThat(recorded(TENANT, id)).contains("UserSignedIn", "SessionRevoked");
    }

    @Test
    void endsAllButTheOneThatAsks() {
        var phone = signIn("Phone");
        var tablet = signIn("Tablet");
        var laptop = signIn("Laptop");
        assertThat(laptop.api().delete("/auth/sessions").status()).isEqualTo(204);
        assertThat(phone.api().get("/auth/me").status()).isEqualTo(401);
        assertThat(tablet.api().get("/auth/me").status()).isEqualTo(401);
        assertThat(laptop.api().get("/auth/sessions").json().path("items").size())
                .isEqualTo(1);
        assertThat(laptop.api().delete("/auth/sessions").status()).isEqualTo(204);
    }

    @Test
    void letsNobodySeeOrEndAnothersSession() {
        var mine = signIn("Phone");
        var colleague = newUser(TENANT, "viewer");
        var api = IdentityPlatform.signedIn(colleague);
        assertThat(api.delete("/auth/sessions/" + id(mine)).status()).isEqualTo(404);
        assertThat(api.get("/auth/sessions").json().path("items").size()).isEqualTo(1);
        assertThat(mine.api().get("/auth/me").status()).isEqualTo(200);
    }

    @Test
    void letsAnAdministratorSeeAndEndThem() {
        var phone = signIn("Phone");
        var laptop = signIn("Laptop");
        var admin = PLATFORM.as(TENANT, "session:read", "session:revoke");
        var path = "/users/" + user.id() + "/sessions";
        assertThat(admin.get(path).json().path("items").findValuesAsString("user_agent"))
                .containsExactlyInAnyOrder("Phone", "Laptop");
        assertThat(admin.delete(path + "/" + id(phone)).status()).isEqualTo(204);
        assertThat(phone.api().get("/auth/me").status()).isEqualTo(401);
        assertThat(laptop.api().get("/auth/me").status()).isEqualTo(200);
        assertThat(admin.delete(path).status()).isEqualTo(204);
        assertThat(laptop.api().get("/auth/me").status()).isEqualTo(401);
        assertThat(admin.get(path).json().path("items").isEmpty()).isTrue();
    }

    @Test
    void answersForAnotherTenantsUserAsForNone() {
        var session = id(signIn("Phone"));
        var admin = PLATFORM.as(OTHER, "session:read", "session:revoke");
        for (var id : List.of(user.id(), UUID.randomUUID())) {
            assertThat(admin.get("/users/" + id + "/sessions").status()).isEqualTo(404);
            assertThat(admin.delete("/users/" + id + "/sessions").status()).isEqualTo(404);
            assertThat(admin.delete("/users/" + id + "/sessions/" + session).status())
                    .isEqualTo(404);
        }
        assertThat(admin.get("/users/nobody/sessions").status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/auth/sessions,",
        "DELETE,/auth/sessions,",
        "DELETE,/auth/sessions/0190163d-8694-739b-aea5-966c26f8ad91,",
        "GET,/users/0190163d-8694-739b-aea5-966c26f8ad91/sessions,session:read",
        "DELETE,/users/0190163d-8694-739b-aea5-966c26f8ad91/sessions,session:revoke",
        "DELETE,/users/0190163d-8694-739b-aea5-966c26f8ad91/sessions/0190163d-8694-739b-aea5-966c26f8ad91,session:revoke"
    })
    void asksForATokenAndForThePermission(String method, String path, String permission) {
        assertThat(PLATFORM.anonymous().send(method, path, new byte[0], null).status())
                .isEqualTo(401);
        if (permission != null) {
            var others = PLATFORM.as(TENANT, "user:write").send(method, path, new byte[0], null);
            assertThat(others.status()).isEqualTo(403);
            assertThat(others.json().path("permission").asString()).isEqualTo(permission);
        } else {
            var service = PLATFORM.bean(AccessTokens.class).forService("foodgraph", TENANT.id(), Set.of());
            assertThat(IdentityPlatform.with(service.token())
                            .send(method, path, new byte[0], null)
                            .status())
                    .isEqualTo(403);
        }
    }

    @Test
    void knowsNoSessionsOfAUserWhoIsGone() {
        assertThat(PLATFORM.as(UUID.randomUUID(), TENANT).get("/auth/sessions").status())
                .isEqualTo(401);
    }

    private SignedInDevice signIn(String device) {
        var tokens = PLATFORM.anonymous()
                .with("User-Agent", device)
                .post("/auth/login", "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(user.email(), PASSWORD))
                .json();
        return new SignedInDevice(
                IdentityPlatform.with(tokens.path("access_token").asString()),
                tokens.path("refresh_token").asString());
    }

    private static String id(SignedInDevice device) {
        for (var session : device.api().get("/auth/sessions").json().path("items")) {
            if (session.path("current").asBoolean()) {
                return session.path("id").asString();
            }
        }
        throw new AssertionError("no current session");
    }

    private record SignedInDevice(Api api, String refresh) {}
}
