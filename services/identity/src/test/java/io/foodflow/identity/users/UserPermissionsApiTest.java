package io.foodflow.identity.users;

import static io.foodflow.identity.IdentityPlatform.newUser;
import static io.foodflow.identity.IdentityPlatform.signedIn;
import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.identity.IdentityPlatform;
import io.foodflow.identity.api.UserView;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.testkit.Api;
import io.foodflow.testkit.TestPlatform;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** "Why can this person do this?" */
class UserPermissionsApiTest {

    private static final TestPlatform PLATFORM = IdentityPlatform.get();
    private static final Tenant TENANT = PLATFORM.newTenant();

    private final Api api = PLATFORM.as(TENANT, "user:read");

    @Test
    void namesTheRolesThatGiveEachPermission() {
        signedIn(newUser(TENANT, "tenant_admin")).post("/roles", """
                {"name":"goods_in","title":"Goods in","permissions":["user:read","role:read"]}""");
        var user = newUser(TENANT, "auditor", "goods_in");
        var answer = api.get("/users/%s/permissions".formatted(user.id()));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("user_id").asString()).isEqualTo(user.id().toString());
        assertThat(answer.json().path("status").asString()).isEqualTo("active");
        assertThat(answer.json().path("roles").toString()).isEqualTo("[\"auditor\",\"goods_in\"]");
        var sources = permission(answer.json(), "role:read").path("granted_by");
        assertThat(sources.findValuesAsString("role")).containsExactly("auditor", "goods_in");
        assertThat(sources.findValuesAsString("grant")).containsExactly("*:read", "role:read");
        assertThat(sources.get(0).path("wildcard").asBoolean()).isTrue();
        assertThat(sources.get(1).path("wildcard").asBoolean()).isFalse();
        assertThat(sources.get(1).path("title").asString()).isEqualTo("Goods in");
        assertThat(permission(answer.json(), "job:read").path("granted_by").findValuesAsString("role"))
                .containsExactly("auditor");
    }

    @Test
    void saysTheSameAsTheUsersToken() {
        for (var role : List.of("tenant_admin", "operator", "platform_admin")) {
            var user = newUser(TENANT, role);
            var explained =
                    api.get("/users/%s/permissions".formatted(user.id())).json();
            var held = signedIn(user).get("/auth/me").json().path("permissions");
            assertThat(explained.path("permissions").findValuesAsString("permission"))
                    .as(role)
                    .containsExactlyElementsOf(StreamSupport.stream(held.spliterator(), false)
                            .map(JsonNode::asString)
                            .toList());
        }
    }

    @Test
    void findsNothingForAUserWithoutRoles() {
        var user = newUser(TENANT);
        assertThat(api.get("/users/%s/permissions".formatted(user.id()))
                        .json()
                        .path("permissions")
                        .isEmpty())
                .isTrue();
    }

    @Test
    void answersForAnotherTenantsUserAsForNone() {
        UserView foreign = newUser(PLATFORM.newTenant(), "viewer");
        for (var id : List.of(foreign.id(), UUID.randomUUID())) {
            assertThat(api.get("/users/%s/permissions".formatted(id)).status()).isEqualTo(404);
        }
        assertThat(api.get("/users/me/permissions").status()).isEqualTo(400);
    }

    @Test
    void asksForATokenAndForThePermission() {
        var path = "/users/%s/permissions".formatted(newUser(TENANT).id());
        assertThat(PLATFORM.anonymous().get(path).status()).isEqualTo(401);
        assertThat(PLATFORM.as(TENANT, "user:write", "role:read").get(path).status())
                .isEqualTo(403);
    }

    private static JsonNode permission(JsonNode explained, String permission) {
        return StreamSupport.stream(explained.path("permissions").spliterator(), false)
                .filter(one -> one.path("permission").asString().equals(permission))
                .findFirst()
                .orElseThrow();
    }
}
