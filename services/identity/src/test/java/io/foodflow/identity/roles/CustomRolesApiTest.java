package io.foodflow.identity.roles;

import static io.foodflow.identity.IdentityPlatform.atOnce;
import static io.foodflow.identity.IdentityPlatform.newUser;
import static io.foodflow.identity.IdentityPlatform.query;
import static io.foodflow.identity.IdentityPlatform.recorded;
import static io.foodflow.identity.IdentityPlatform.signedIn;
import static io.foodflow.identity.IdentityPlatform.switchOff;
import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.identity.IdentityPlatform;
import io.foodflow.identity.api.UserView;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.testkit.Api;
import io.foodflow.testkit.Api.Answer;
import io.foodflow.testkit.TestPlatform;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CustomRolesApiTest {

    private static final TestPlatform PLATFORM = IdentityPlatform.get();
    private static final Tenant TENANT = PLATFORM.newTenant();
    private static final UserView ADMIN = newUser(TENANT, "tenant_admin");

    private final Api admin = signedIn(ADMIN);
    private final Api any = admin.with("If-Match", "*");
    private final String name =
            "r" + UUID.randomUUID().toString().replace("-", "").substring(0, 16);

    // ---- the plan

    @Test
    void needsAPlanWithCustomRolesToMakeAndChangeOneButNotToDeleteIt() {
        var tenant = PLATFORM.newTenant();
        var boss = signedIn(newUser(tenant, "tenant_admin")).with("If-Match", "*");
        var kept = boss.post("/roles", "{\"name\":\"%s\",\"permissions\":[\"user:read\"]}".formatted(name));
        var address = "/roles/" + id(kept);
        var holder = newUser(tenant, name);
        switchOff(tenant, "custom_roles");

        for (var refused : List.of(
                boss.post("/roles", creation(name + "_2")),
                boss.put(address, creation(name)),
                boss.post(address + "/permissions", "{\"permissions\":[]}"))) {
            assertThat(refused.status()).as(refused.body()).isEqualTo(402);
            assertThat(refused.json().path("feature").asString()).isEqualTo("custom_roles");
        }
        assertThat(signedIn(holder).get("/users").status())
                .as("goes on working")
                .isEqualTo(200);
        assertThat(boss.delete(address + "?replace_by=viewer").status()).isEqualTo(204);
    }

    // ---- create

    @Test
    void createsARole() {
        var answer = admin.post("/roles", """
                {"name":"%s","title":" Goods in ","description":"Receives and looks up",
                 "permissions":["user:read","job:read"]}""".formatted(name));
        assertThat(answer.status()).isEqualTo(201);
        var role = answer.json();
        assertThat(answer.header("Location"))
                .isEqualTo("/roles/" + role.path("id").asString());
        assertThat(answer.header("ETag")).isEqualTo("\"1\"");
        assertThat(UUID.fromString(role.path("id").asString()).version()).isEqualTo(7);
        assertThat(role.path("name").asString()).isEqualTo(name);
        assertThat(role.path("title").asString()).isEqualTo("Goods in");
        assertThat(role.path("description").asString()).isEqualTo("Receives and looks up");
        assertThat(role.path("built_in").asBoolean()).isFalse();
        assertThat(role.path("permissions").toString()).isEqualTo("[\"job:read\",\"user:read\"]");
        assertThat(admin.get("/roles/" + id(answer)).json()).isEqualTo(role);
        assertThat(recorded(TENANT, id(answer))).containsExactly("RoleCreated");
    }

    @Test
    void makesATitleOfTheNameWhereNoneIsGiven() {
        var answer = admin.post("/roles", "{\"name\":\"%s_in\",\"permissions\":[]}".formatted(name));
        assertThat(answer.json().path("title").asString()).isEqualTo("R" + name.substring(1) + " in");
        assertThat(answer.json().path("description").asString()).isEmpty();
    }

    @Test
    void refusesANameThatIsTaken() {
        create(name, "job:read");
        for (var taken : List.of(name, "viewer")) {
            var answer = admin.post("/roles", creation(taken));
            assertThat(answer.status()).isEqualTo(409);
            assertThat(answer.json().path("type").asString()).endsWith("/role-name-taken");
        }
    }

    @Test
    void createsOneOfTwoThatComeAtOnce() throws Exception {
        var answers = atOnce(2, () -> admin.post("/roles", creation(name)).status());
        assertThat(answers).containsExactlyInAnyOrder(201, 409);
    }

    @Test
    void createsARoleOnceUnderAnIdempotencyKey() {
        var keyed = admin.with("Idempotency-Key", UUID.randomUUID().toString());
        var first = keyed.post("/roles", creation(name));
        var again = keyed.post("/roles", creation(name));
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.json()).isEqualTo(first.json());
    }

    @Test
    void namesEachFieldThatBreaksARule() {
        var answer = admin.post("/roles", """
                {"name":"No Name","title":" ","description":"%s",
                 "permissions":["job:read","lot:eat","key:rotate","job:read",null,"*:*"]}""".formatted("x".repeat(501)));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("errors").findValuesAsString("field"))
                .containsExactly(
                        "name",
                        "title",
                        "description",
                        "permissions[1]",
                        "permissions[2]",
                        "permissions[3]",
                        "permissions[4]",
                        "permissions[5]");
        assertThat(answer.json().path("errors").findValuesAsString("rule"))
                .containsExactly(
                        "name",
                        "length",
                        "length",
                        "known-permission",
                        "platform-permission",
                        "duplicate",
                        "known-permission",
                        "known-permission");
        assertThat(answer.body()).contains("'lot:eat'").contains("'key:rotate' belongs to the platform");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"name\":\"abc\"}",
                "{\"permissions\":[]}",
                "{\"name\":\"abc\",\"permissions\":[],\"title\":\"a\\u0007b\"}",
                "{\"name\":\"abc\",\"permissions\":[],\"built_in\":true}",
                "{\"name\":\"abc\",\"permissions\":\"job:read\"}",
                "not json"
            })
    void refusesABodyThatSaysTooLittleOrTooMuch(String body) {
        assertThat(admin.post("/roles", body).status()).isEqualTo(400);
    }

    @Test
    void refusesALongListOfPermissions() {
        var many = "\"job:read\",".repeat(1_001);
        var answer = admin.post("/roles", "{\"name\":\"abc\",\"permissions\":[%s\"job:read\"]}".formatted(many));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("errors").findValuesAsString("rule")).containsExactly("size");
    }

    @Test
    void letsNoTenantGrantWhatBelongsToThePlatformNotEvenItsPlatformAdministrator() {
        var root = signedIn(newUser(TENANT, "platform_admin"));
        assertThat(root.post("/roles", creation(name, "key:rotate")).status()).isEqualTo(400);
    }

    // ---- permissions

    @ParameterizedTest
    @CsvSource({
        "POST,/roles,role:write",
        "GET,/roles/{id},role:read",
        "PUT,/roles/{id},role:write",
        "DELETE,/roles/{id},role:write",
        "POST,/roles/{id}/permissions,role:write",
        "GET,/roles,role:read",
        "GET,/permissions,role:read"
    })
    void asksForATokenAndForThePermission(String method, String path, String permission) {
        var at = path.replace("{id}", UUID.randomUUID().toString());
        var body = "{}".getBytes(StandardCharsets.UTF_8);
        assertThat(PLATFORM.anonymous()
                        .send(method, at, body, "application/json")
                        .status())
                .isEqualTo(401);
        var other = permission.equals("role:read") ? "role:write" : "role:read";
        var answer = PLATFORM.as(TENANT, other, "user:write").send(method, at, body, "application/json");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.json().path("permission").asString()).isEqualTo(permission);
    }

    @Test
    void answersForAnotherTenantsRoleAsForNone() {
        var other = PLATFORM.newTenant();
        var foreign = id(signedIn(newUser(other, "tenant_admin")).post("/roles", creation(name, "job:read")));
        for (var id : List.of(foreign, UUID.randomUUID().toString())) {
            assertThat(any.get("/roles/" + id).status()).isEqualTo(404);
            assertThat(any.put("/roles/" + id, creation(name)).status()).isEqualTo(404);
            assertThat(any.post("/roles/" + id + "/permissions", "{\"permissions\":[]}")
                            .status())
                    .isEqualTo(404);
            assertThat(any.delete("/roles/" + id).status()).isEqualTo(404);
        }
        assertThat(any.delete("/roles/not-an-id").status()).isEqualTo(400);
        assertThat(recorded(other, foreign)).containsExactly("RoleCreated");
    }

    @Test
    void letsNobodyGrantMoreThanHeHas() {
        var clerk = PLATFORM.as(TENANT, "role:write", "role:read", "job:read");
        var answer = clerk.post("/roles", creation(name, "job:read", "user:write"));
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.json().path("type").asString()).endsWith("/beyond-your-permissions");
        assertThat(answer.json().path("permissions").toString()).isEqualTo("[\"user:write\"]");
        var own = id(clerk.post("/roles", creation(name, "job:read")));
        assertThat(assign(clerk.with("If-Match", "*"), own, "role:read").status())
                .isEqualTo(200);
        assertThat(assign(clerk.with("If-Match", "*"), own, "user:read").status())
                .isEqualTo(403);
    }

    @Test
    void letsNobodyTouchARoleThatGrantsMoreThanHeHas() {
        var strong = create(name, "user:write");
        var clerk = PLATFORM.as(TENANT, "role:write", "job:read").with("If-Match", "*");
        assertThat(assign(clerk, strong, "job:read").status()).isEqualTo(403);
        assertThat(clerk.put("/roles/" + strong, creation(name)).status()).isEqualTo(403);
        assertThat(clerk.delete("/roles/" + strong).status()).isEqualTo(403);
        assertThat(recorded(TENANT, strong)).containsExactly("RoleCreated");
    }

    // ---- built-in

    @Test
    void keepsTheBuiltInRolesAsTheyAre() {
        for (var id : query("select id from %s.roles where built_in".formatted(TENANT.schema()))) {
            var refused = List.of(
                    any.put("/roles/" + id, creation(name, "job:read")),
                    assign(any, id, "job:read"),
                    any.delete("/roles/" + id));
            for (var answer : refused) {
                assertThat(answer.status()).isEqualTo(409);
                assertThat(answer.json().path("type").asString()).endsWith("/role-built-in");
            }
        }
    }

    // ---- update

    @Test
    void replacesARole() {
        var id = create(name, "job:read");
        var answer = admin.with("If-Match", "\"1\"").put("/roles/" + id, """
                {"name":"%s_2","title":"Second","description":"d","permissions":["user:read"]}""".formatted(name));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("ETag")).isEqualTo("\"2\"");
        assertThat(answer.json().path("name").asString()).isEqualTo(name + "_2");
        assertThat(answer.json().path("title").asString()).isEqualTo("Second");
        assertThat(answer.json().path("permissions").toString()).isEqualTo("[\"user:read\"]");
        assertThat(recorded(TENANT, id)).containsExactly("RoleCreated", "RoleUpdated");
        assertThat(query("""
                select old_value -> 'permissions' ->> 0, new_value -> 'permissions' ->> 0 from %s.audit_entries
                where resource_id = '%s' and event_type = 'RoleUpdated'""".formatted(TENANT.schema(), id))).containsExactly("job:read|user:read");
    }

    @Test
    void leavesAsItIsWhatIsLeftOut() {
        var id = create(name, "job:read");
        any.put("/roles/" + id, "{\"name\":\"%s\",\"title\":\"T\",\"description\":\"D\"}".formatted(name));
        var answer = any.put("/roles/" + id, "{\"name\":\"%s\"}".formatted(name));
        assertThat(answer.json().path("title").asString()).isEqualTo("T");
        assertThat(answer.json().path("description").asString()).isEqualTo("D");
        assertThat(answer.json().path("permissions").toString()).isEqualTo("[\"job:read\"]");
    }

    @Test
    void refusesToGiveARoleAnothersName() {
        var id = create(name, "job:read");
        assertThat(any.put("/roles/" + id, creation("auditor")).status()).isEqualTo(409);
        assertThat(any.put("/roles/" + id, "{\"name\":\"No Name\"}").status()).isEqualTo(400);
    }

    @Test
    void assignsPermissions() {
        var id = create(name, "job:read", "user:read");
        var answer = assign(admin.with("If-Match", "\"1\""), id, "user:read", "role:read");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("ETag")).isEqualTo("\"2\"");
        assertThat(answer.json().path("permissions").toString()).isEqualTo("[\"role:read\",\"user:read\"]");
        assertThat(recorded(TENANT, id)).containsExactly("RoleCreated", "RoleUpdated");
        assertThat(any.post("/roles/" + id + "/permissions", "{}").status()).isEqualTo(400);
        assertThat(assign(any, id, "lot:eat").body()).contains("permissions[0]").contains("lot:eat");
        assertThat(assign(any, id).json().path("permissions").isEmpty()).isTrue();
    }

    @Test
    void asksWhichVersionIsChanged() {
        var path = "/roles/" + create(name, "job:read");
        for (var api : List.of(admin, admin.with("If-Match", "\"7\""))) {
            int expected = api == admin ? 428 : 412;
            assertThat(api.put(path, creation(name)).status()).isEqualTo(expected);
            assertThat(api.post(path + "/permissions", "{\"permissions\":[]}").status())
                    .isEqualTo(expected);
            assertThat(api.delete(path).status()).isEqualTo(expected);
        }
    }

    @Test
    void letsOneOfTwoWhoChangeTheSameVersionWin() throws Exception {
        var id = create(name, "job:read");
        var answers =
                atOnce(2, () -> assign(admin.with("If-Match", "\"1\""), id).status());
        assertThat(answers).containsExactlyInAnyOrder(200, 412);
    }

    // ---- delete

    @Test
    void deletesARoleThatNobodyHas() {
        var id = create(name, "job:read");
        var answer = admin.with("If-Match", "\"1\"").delete("/roles/" + id);
        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
        assertThat(admin.get("/roles/" + id).status()).isEqualTo(404);
        assertThat(recorded(TENANT, id)).containsExactly("RoleCreated", "RoleDeleted");
    }

    @Test
    void keepsARoleThatIsInUse() {
        var id = create(name, "job:read");
        newUser(TENANT, name);
        newUser(TENANT, name, "viewer");
        var answer = any.delete("/roles/" + id);
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.json().path("type").asString()).endsWith("/role-in-use");
        assertThat(answer.json().path("users").asInt()).isEqualTo(2);
        assertThat(admin.get("/roles/" + id).status()).isEqualTo(200);
    }

    @Test
    void movesTheUsersOfADeletedRoleToAnother() {
        var id = create(name, "job:read");
        var one = newUser(TENANT, name);
        var two = newUser(TENANT, name, "viewer");
        assertThat(any.delete("/roles/" + id + "?replace_by=viewer").status()).isEqualTo(204);
        for (var user : List.of(one, two)) {
            var now = admin.get("/users/" + user.id()).json();
            assertThat(now.path("roles").toString()).isEqualTo("[\"viewer\"]");
            assertThat(now.path("version").asInt()).isEqualTo(2);
            assertThat(recorded(TENANT, user.id())).containsExactly("UserCreated", "UserRoleReplaced");
        }
        assertThat(query("""
                select data ->> 'name', data ->> 'replaced_by', data ->> 'users' from %s.outbox
                where resource_id = '%s' and type = 'RoleDeleted'""".formatted(TENANT.schema(), id))).containsExactly(name + "|viewer|2");
    }

    @Test
    void renamesAndReplacesTheRoleThatAnInvitationPromises() {
        var id = create(name, "job:read");
        assertThat(admin.post(
                                "/users/invitations",
                                "{\"email\":\"%s@example.com\",\"roles\":[\"%s\"]}".formatted(name, name))
                        .status())
                .isEqualTo(201);
        assertThat(any.put("/roles/" + id, "{\"name\":\"%s_new\"}".formatted(name))
                        .status())
                .isEqualTo(200);
        assertThat(promised()).containsExactly("{%s_new}".formatted(name));
        assertThat(any.delete("/roles/" + id + "?replace_by=viewer").status()).isEqualTo(204);
        assertThat(promised()).containsExactly("{viewer}");
    }

    @Test
    void promisesNobodyMoreThanTheCallerHolds() {
        create("c" + name, "role:write", "user:write");
        var clerk = signedIn(newUser(TENANT, "c" + name));
        var id = create(name);
        assertThat(clerk.post(
                                "/users/invitations",
                                "{\"email\":\"%s@example.com\",\"roles\":[\"%s\"]}".formatted(name, name))
                        .status())
                .isEqualTo(201);
        var answer = clerk.with("If-Match", "*").delete("/roles/" + id + "?replace_by=tenant_admin");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(promised()).containsExactly("{%s}".formatted(name));
    }

    private List<String> promised() {
        return query("select roles::text from %s.invitations where email = '%s@example.com'"
                .formatted(TENANT.schema(), name));
    }

    @Test
    void refusesAReplacementThatIsNoOtherRole() {
        var id = create(name, "job:read");
        newUser(TENANT, name);
        for (var replacement : List.of("king", name, "x".repeat(200))) {
            var answer = any.delete("/roles/" + id + "?replace_by=" + replacement);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.json().path("errors").findValuesAsString("field")).containsExactly("replace_by");
        }
    }

    @Test
    void letsNobodyRaiseUsersByDeletingTheirRole() {
        var id = create(name, "job:read");
        newUser(TENANT, name);
        var clerk = PLATFORM.as(TENANT, "role:write", "job:read").with("If-Match", "*");
        var answer = clerk.delete("/roles/" + id + "?replace_by=tenant_admin");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.json().path("permissions").toString()).contains("user:write");
    }

    @Test
    void neitherLosesNorBreaksAUserWhoGetsARoleWhileItIsDeleted() throws Exception {
        var id = create(name, "job:read");
        var user = newUser(TENANT);
        var body = "{\"email\":\"%s\",\"first_name\":\"A\",\"last_name\":\"B\",\"roles\":[\"%s\"]}"
                .formatted(user.email(), name);
        var turn = new java.util.concurrent.atomic.AtomicInteger();
        var answers = atOnce(
                2,
                () -> turn.getAndIncrement() == 0
                        ? any.delete("/roles/" + id + "?replace_by=viewer").status()
                        : any.put("/users/" + user.id(), body).status());
        assertThat(answers).contains(204).containsAnyOf(200, 400);
        assertThat(admin.get("/users/" + user.id()).json().path("roles").toString())
                .isEqualTo(answers.contains(200) ? "[\"viewer\"]" : "[]");
    }

    private String create(String roleName, String... permissions) {
        var answer = admin.post("/roles", creation(roleName, permissions));
        assertThat(answer.status()).isEqualTo(201);
        return id(answer);
    }

    private static Answer assign(Api api, String id, String... permissions) {
        return api.post("/roles/" + id + "/permissions", "{\"permissions\":%s}".formatted(list(permissions)));
    }

    private static String creation(String roleName, String... permissions) {
        return "{\"name\":\"%s\",\"permissions\":%s}".formatted(roleName, list(permissions));
    }

    private static String list(String... permissions) {
        return permissions.length == 0 ? "[]" : "[\"" + String.join("\",\"", permissions) + "\"]";
    }

    private static String id(Answer answer) {
        return answer.json().path("id").asString();
    }
}
