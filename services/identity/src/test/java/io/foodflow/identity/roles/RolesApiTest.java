package io.foodflow.identity.roles;

import static io.foodflow.identity.IdentityPlatform.query;
import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.identity.IdentityPlatform;
import io.foodflow.platform.security.PermissionGuard;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.testkit.Api;
import io.foodflow.testkit.TestPlatform;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class RolesApiTest {

    private static final TestPlatform PLATFORM = IdentityPlatform.get();
    private static final Tenant TENANT = PLATFORM.newTenant();

    private final Api api = PLATFORM.as(TENANT, "role:read");

    @Test
    void listsTheBuiltInRolesOfANewTenant() {
        var answer = api.get("/roles");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("next_cursor").isNull()).isTrue();
        assertThat(answer.json().path("items").findValuesAsString("name"))
                .containsExactly(
                        "auditor",
                        "operator",
                        "planner",
                        "plant_manager",
                        "platform_admin",
                        "quality_manager",
                        "supplier_manager",
                        "tenant_admin",
                        "viewer");
        assertThat(answer.json().path("items").get(0).propertyNames())
                .containsExactlyInAnyOrder(
                        "id",
                        "name",
                        "title",
                        "description",
                        "built_in",
                        "permissions",
                        "version",
                        "created_at",
                        "updated_at");
        for (var role : answer.json().path("items")) {
            assertThat(role.path("built_in").asBoolean()).isTrue();
            assertThat(role.path("title").asString()).isNotBlank();
            assertThat(UUID.fromString(role.path("id").asString()).version()).isEqualTo(7);
        }
    }

    @Test
    void pagesThroughThem() {
        var seen = new ArrayList<String>();
        var cursor = "";
        for (int page = 0; page < 5; page++) {
            var answer = api.get("/roles?limit=2" + cursor).json();
            seen.addAll(answer.path("items").findValuesAsString("name"));
            cursor = "&cursor=" + answer.path("next_cursor").asString("");
        }
        assertThat(seen).hasSize(9).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void getsOne() {
        var role = role("auditor");
        var answer = api.get("/roles/" + role.path("id").asString());
        assertThat(answer.json()).isEqualTo(role);
        assertThat(answer.header("ETag")).isEqualTo("\"1\"");
    }

    @Test
    void givesTheTenantAdminEverythingThatOperationsAskForButWhatIsThePlatforms() {
        var all = new ArrayList<>(PLATFORM.bean(PermissionGuard.class).permissions());
        var ofThePlatform = List.of("key:rotate", "metrics:read", "platform_tenant:write");
        assertThat(all).contains("user:write").containsAll(ofThePlatform);
        all.removeAll(ofThePlatform);
        assertThat(permissions("tenant_admin")).isEqualTo(all);
        all.addAll(ofThePlatform);
        all.add("platform_tenant:read"); // granted by name; the operations that ask for it are of another service
        assertThat(permissions("platform_admin")).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void letsTheAuditorReadEverythingAndWriteNothing() {
        assertThat(permissions("auditor"))
                .containsExactlyElementsOf(PLATFORM.bean(PermissionGuard.class).permissions().stream()
                        .filter(permission -> permission.endsWith(":read") && !permission.equals("metrics:read"))
                        .toList())
                .contains("user:read", "role:read");
    }

    @ParameterizedTest
    @ValueSource(strings = {"planner", "viewer", "auditor"})
    void letsThoseWhoOnlyLookWriteNothing(String name) {
        assertThat(permissions(name)).allMatch(permission -> permission.endsWith(":read"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "auditor",
                "operator",
                "planner",
                "plant_manager",
                "quality_manager",
                "supplier_manager",
                "tenant_admin",
                "viewer"
            })
    void keepsTheKeysForThePlatform(String name) {
        assertThat(permissions(name)).isNotEmpty().doesNotContain("key:rotate");
    }

    @Test
    void asksForATokenAndForThePermission() {
        var path = "/roles/" + role("viewer").path("id").asString();
        for (var operation : List.of("/roles", path)) {
            assertThat(PLATFORM.anonymous().get(operation).status()).isEqualTo(401);
            assertThat(PLATFORM.as(TENANT, "user:read").get(operation).status()).isEqualTo(403);
        }
    }

    @Test
    void answersForAnotherTenantsRoleAsForNone() {
        var foreign =
                query("select id from %s.roles".formatted(PLATFORM.newTenant().schema()));
        assertThat(foreign).hasSize(9);
        for (var id : foreign) {
            assertThat(api.get("/roles/" + id).status()).isEqualTo(404);
        }
        assertThat(api.get("/roles/" + UUID.randomUUID()).status()).isEqualTo(404);
        assertThat(api.get("/roles/viewer").status()).isEqualTo(400);
        assertThat(api.get("/roles?limit=1000").status()).isEqualTo(400);
    }

    private List<String> permissions(String name) {
        return StreamSupport.stream(role(name).path("permissions").spliterator(), false)
                .map(JsonNode::asString)
                .toList();
    }

    private JsonNode role(String name) {
        return StreamSupport.stream(api.get("/roles").json().path("items").spliterator(), false)
                .filter(role -> role.path("name").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
