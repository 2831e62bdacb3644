package io.foodflow.identity.roles;

import static io.foodflow.identity.IdentityPlatform.login;
import static io.foodflow.identity.IdentityPlatform.newEmail;
import static io.foodflow.identity.IdentityPlatform.newUser;
import static io.foodflow.identity.IdentityPlatform.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.identity.IdentityPlatform;
import io.foodflow.identity.api.UserView;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.testkit.Api;
import io.foodflow.testkit.Api.Answer;
import io.foodflow.testkit.TestPlatform;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Roles that hold at some sites only: who has them, who may give them, what they let do, and why. */
class RolesAtSitesApiTest {

    private static final String A = "https://id.gs1.org/414/4012345000016";
    private static final String A_DOCK = A + "/254/12";
    private static final String B = "https://id.gs1.org/414/4012345000023";
    private static final String PASSWORD = "correct horse battery";

    private static final TestPlatform PLATFORM = IdentityPlatform.get();
    private static final Tenant TENANT = PLATFORM.newTenant();
    private static final UserView ADMIN = newUser(TENANT, "tenant_admin");

    private final Api admin = IdentityPlatform.signedIn(ADMIN);

    @ParameterizedTest
    @CsvSource({
        "4012345000016, https://id.gs1.org/414/4012345000016",
        "urn:epc:id:sgln:4012345.00001.0, https://id.gs1.org/414/4012345000016",
        "https://example.com/414/4012345000016, https://id.gs1.org/414/4012345000016",
        "urn:epc:id:sgln:4012345.00001.12, https://id.gs1.org/414/4012345000016/254/12",
        "urn:gdst:example.org:location:loc:dock.7, urn:gdst:example.org:location:loc:dock.7"
    })
    void writesASiteTheWayTheGraphDoes(String given, String kept) {
        var user =
                created("\"roles\":[\"viewer\",\"operator\"],\"role_sites\":{\"operator\":[\"%s\"]}".formatted(given));
        assertThat(user.path("roles").toString()).isEqualTo("[\"operator\",\"viewer\"]");
        assertThat(user.path("role_sites").toString()).isEqualTo("{\"operator\":[\"%s\"]}".formatted(kept));
        assertThat(admin.get("/users/" + user.path("id").asString()).json()).isEqualTo(user);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"planner\":[\"4012345000016\"]} | role_sites.planner | role-given",
                "{\"viewer\":[]} | role_sites.viewer | required",
                "{\"viewer\":null} | role_sites.viewer | required",
                "{\"viewer\":[\"4012345000017\"]} | role_sites.viewer[0] | site",
                "{\"viewer\":[\"Rosenheim\"]} | role_sites.viewer[0] | site",
                "{\"viewer\":[null]} | role_sites.viewer[0] | required",
                "{\"viewer\":[\"https://id.gs1.org/01/04012345111118\"]} | role_sites.viewer[0] | site",
                "{\"viewer\":[\"https://id.gs1.org/417/4012345000016\"]} | role_sites.viewer[0] | site",
                "{\"tenant_admin\":[\"4012345000016\"]} | role_sites.tenant_admin | everywhere"
            })
    void refusesWhatIsNoSiteOfARole(String sites, String field, String rule) {
        for (var path : List.of("/users", "/users/invitations", "/service-accounts")) {
            var answer =
                    admin.post(path, body(path, "\"roles\":[\"viewer\",\"tenant_admin\"],\"role_sites\":" + sites));
            assertThat(answer.status()).as(path).isEqualTo(400);
            assertThat(answer.json().path("errors").findValuesAsString("field")).contains(field);
            assertThat(answer.json().path("errors").findValuesAsString("rule")).contains(rule);
        }
    }

    @Test
    void takesAsManySitesAsATokenCanCarryAndNoMore() {
        var forty = IntStream.range(0, 40)
                .mapToObj(n -> "\"urn:site:%d\"".formatted(n))
                .collect(Collectors.joining(","));
        var user = created("\"roles\":[\"viewer\"],\"role_sites\":{\"viewer\":[%s]}".formatted(forty));
        assertThat(login(user.path("email").asString(), PASSWORD).status()).isEqualTo(200);
        for (var sites : List.of(
                "\"roles\":[\"viewer\"],\"role_sites\":{\"viewer\":[%s,\"urn:site:40\"]}".formatted(forty),
                "\"roles\":[\"viewer\",\"operator\"],\"role_sites\":{\"viewer\":[%s],\"operator\":[\"urn:site:40\"]}"
                        .formatted(forty),
                "\"roles\":[\"viewer\"],\"role_sites\":{\"viewer\":[\"urn:%s\"]}".formatted("x".repeat(100)))) {
            assertThat(admin.post("/users", body(sites)).status()).isEqualTo(400);
        }
    }

    @Test
    void givesATokenThatCanBeSentHoweverManySitesItCarries() {
        var lengthy = IntStream.range(0, 40)
                .mapToObj(n -> "\"urn:site:%s%02d\"".formatted("x".repeat(89), n))
                .toList();
        var user = created("\"roles\":[\"viewer\",\"operator\"],\"role_sites\":{\"viewer\":[%s],\"operator\":[%s]}"
                .formatted(String.join(",", lengthy), String.join(",", lengthy.subList(1, 40))));
        var me = signedIn(user).get("/auth/me");
        assertThat(me.status()).isEqualTo(200);
        assertThat(me.json().path("at_sites")).hasSize(2);
    }

    @Test
    void givesATokenThatReachesNoFurther() {
        var user = created("\"roles\":[\"operator\"],\"role_sites\":{\"operator\":[\"%s\"]}".formatted(A));
        var me = signedIn(user).get("/auth/me").json();
        assertThat(me.path("permissions")).isEmpty();
        assertThat(me.path("at_sites")).hasSize(1);
        assertThat(me.at("/at_sites/0/sites").toString()).isEqualTo("[\"%s\"]".formatted(A));
        assertThat(me.at("/at_sites/0/permissions").toString())
                .contains("node:read")
                .contains("event:capture");
        assertThat(me.path("roles").toString()).isEqualTo("[\"operator\"]");
    }

    @Test
    void addsUpTheSitesOfEachPermissionAndLetsEverywhereWin() {
        admin.post("/roles", """
                {"name":"reader","title":"Reader","permissions":["user:read","role:read"]}""");
        var user = created("""
                "roles":["viewer","operator","reader","auditor"],
                "role_sites":{"viewer":["%s"],"operator":["%s"],"auditor":["%s"]}""".formatted(A, B, A));
        var me = signedIn(user).get("/auth/me").json();
        assertThat(strings(me.path("permissions"))).containsExactly("role:read", "user:read");
        var sites = new TreeMap<String, List<String>>();
        for (var grant : me.path("at_sites")) {
            for (var permission : strings(grant.path("permissions"))) {
                assertThat(sites.put(permission, strings(grant.path("sites")))).isNull();
            }
        }
        assertThat(sites)
                .containsAllEntriesOf(Map.of(
                        "node:read", List.of(A, B),
                        "event:capture", List.of(B),
                        "oauth_client:read", List.of(A)))
                .doesNotContainKeys("user:read", "role:read");
    }

    @Test
    void refusesWhatIsOfTheWholeCompanyToWhoHasItAtASiteOnly() {
        var user = created("\"roles\":[\"auditor\"],\"role_sites\":{\"auditor\":[\"%s\"]}".formatted(A));
        var api = signedIn(user);
        for (var path : List.of(
                "/users",
                "/users/" + ADMIN.id(),
                "/users/invitations",
                "/users/%s/permissions".formatted(ADMIN.id()),
                "/users/%s/permissions/explain?permission=node:read".formatted(ADMIN.id()),
                "/service-accounts",
                "/oauth-clients",
                "/tenant/policy")) {
            var answer = api.get(path);
            assertThat(answer.status()).as(path).isEqualTo(403);
            assertThat(answer.json().path("type").asString()).endsWith("/outside-your-sites");
            assertThat(answer.json().path("sites").toString()).isEqualTo("[\"%s\"]".formatted(A));
            assertThat(answer.body()).doesNotContain(ADMIN.email());
        }
        assertThat(api.post("/users", body("\"roles\":[]")).json().path("type").asString())
                .endsWith("/forbidden");
        assertThat(api.get("/roles").status()).as("tells nothing of a site").isEqualTo(200);
        assertThat(api.get("/permissions").status()).isEqualTo(200);
    }

    @Test
    void actsOnTheNextRequest() {
        var user = created("\"roles\":[\"viewer\"]");
        var api = signedIn(user);
        assertThat(api.get("/auth/me").status()).isEqualTo(200);
        assertThat(change(user, "\"roles\":[\"viewer\"],\"role_sites\":{\"viewer\":[\"%s\"]}".formatted(A))
                        .status())
                .isEqualTo(200);
        assertThat(api.get("/auth/me").json().path("type").asString()).endsWith("/permissions-changed");
        var narrowed = signedIn(user);
        assertThat(narrowed.get("/auth/me").json().path("permissions")).isEmpty();
        assertThat(change(user, "\"roles\":[\"viewer\"],\"role_sites\":{\"viewer\":[\"%s\"]}".formatted(B))
                        .status())
                .isEqualTo(200);
        assertThat(narrowed.get("/auth/me").status()).isEqualTo(401);
    }

    @Test
    void keepsTheSitesOfARoleWhereARequestDoesNotSpeakOfThem() {
        var user = created("\"roles\":[\"viewer\",\"operator\"],\"role_sites\":{\"viewer\":[\"%s\"]}".formatted(A));
        assertThat(change(user, "\"roles\":[\"viewer\",\"planner\"]")
                        .json()
                        .path("role_sites")
                        .toString())
                .isEqualTo("{\"viewer\":[\"%s\"]}".formatted(A));
        assertThat(change(user, "\"status\":\"active\"")
                        .json()
                        .path("role_sites")
                        .toString())
                .isEqualTo("{\"viewer\":[\"%s\"]}".formatted(A));
        assertThat(change(user, "\"roles\":[\"viewer\"],\"role_sites\":{}")
                        .json()
                        .path("role_sites")
                        .toString())
                .isEqualTo("{}");
        var alone = change(user, "\"role_sites\":{\"viewer\":[\"%s\"]}".formatted(A));
        assertThat(alone.json().path("errors").findValuesAsString("rule")).containsExactly("needs-roles");
    }

    @Test
    void letsNobodyGiveARoleFurtherThanHeHoldsIt() {
        admin.post("/roles", """
                {"name":"people","title":"People","permissions":["user:read","user:write","role:read","service_account:write"]}""");
        var head = created("\"roles\":[\"people\",\"viewer\"],\"role_sites\":{\"viewer\":[\"%s\"]}".formatted(A));
        var api = signedIn(head);
        for (var path : List.of("/users", "/users/invitations", "/service-accounts")) {
            for (var sites : List.of(A, A_DOCK)) {
                var given = api.post(
                        path,
                        body(path, "\"roles\":[\"viewer\"],\"role_sites\":{\"viewer\":[\"%s\"]}".formatted(sites)));
                assertThat(given.status()).as(path + given).isEqualTo(201);
            }
            for (var wider : List.of(
                    "\"roles\":[\"viewer\"]",
                    "\"roles\":[\"viewer\"],\"role_sites\":{\"viewer\":[\"%s\"]}".formatted(B),
                    "\"roles\":[\"viewer\"],\"role_sites\":{\"viewer\":[\"%s\",\"%s\"]}".formatted(A, B))) {
                var refused = api.post(path, body(path, wider));
                assertThat(refused.status()).as(path + wider).isEqualTo(403);
                assertThat(refused.json().path("type").asString()).endsWith("/beyond-your-permissions");
            }
        }
        var everywhere = created("\"roles\":[\"viewer\"]");
        var elsewhere = created("\"roles\":[\"viewer\"],\"role_sites\":{\"viewer\":[\"%s\"]}".formatted(B));
        for (var wider : List.of(everywhere, elsewhere)) {
            assertThat(api.with("If-Match", "*")
                            .put("/users/" + wider.path("id").asString(), replacement(wider, "\"roles\":[]"))
                            .status())
                    .isEqualTo(403);
            assertThat(api.delete("/users/" + wider.path("id").asString()).status())
                    .isIn(403, 428);
        }
    }

    @Test
    void narrowsAServiceAccountToo() {
        var made = admin.post("/service-accounts", """
                {"name":"scale %s","roles":["auditor"],"role_sites":{"auditor":["%s"]}}""".formatted(UUID.randomUUID(), A_DOCK))
                .json();
        assertThat(made.path("role_sites").toString()).isEqualTo("{\"auditor\":[\"%s\"]}".formatted(A_DOCK));
        var token = PLATFORM.anonymous()
                .send(
                        "POST",
                        "/auth/token",
                        "grant_type=client_credentials&client_id=%s&client_secret=%s"
                                .formatted(
                                        made.path("client_id").asString(),
                                        made.path("client_secret").asString())
                                .getBytes(java.nio.charset.StandardCharsets.UTF_8),
                        "application/x-www-form-urlencoded")
                .json()
                .path("access_token")
                .asString();
        var refused = with(token).get("/users");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.json().path("sites").toString()).isEqualTo("[\"%s\"]".formatted(A_DOCK));
    }

    @Test
    void bringsAnInvitedPersonInAtTheSitesOfTheInvitation() {
        var role = "gate_" + UUID.randomUUID().toString().substring(0, 8);
        var id = admin.post(
                        "/roles",
                        "{\"name\":\"%s\",\"title\":\"Gate\",\"permissions\":[\"role:read\"]}".formatted(role))
                .json()
                .path("id")
                .asString();
        var invited = admin.post(
                        "/users/invitations",
                        body(
                                "/users/invitations",
                                "\"roles\":[\"viewer\",\"%1$s\"],\"role_sites\":{\"viewer\":[\"%2$s\"],\"%1$s\":[\"%3$s\"]}"
                                        .formatted(role, A, B)))
                .json();
        assertThat(invited.path("role_sites").path("viewer").toString()).isEqualTo("[\"%s\"]".formatted(A));
        admin.with("If-Match", "*").put("/roles/" + id, "{\"name\":\"%s_x\"}".formatted(role));
        var accepted = PLATFORM.anonymous().post("/auth/invitations/accept", """
                        {"token":"%s","password":"%s","first_name":"Petra","last_name":"Steiner"}""".formatted(
                        invited.path("link").asString().split("#")[1], PASSWORD));
        assertThat(accepted.status()).as(accepted.toString()).isEqualTo(201);
        var user = accepted.json();
        assertThat(user.path("role_sites").toString())
                .isEqualTo("{\"%s_x\":[\"%s\"],\"viewer\":[\"%s\"]}".formatted(role, B, A));
    }

    @Test
    void putsAnotherRoleInPlaceOfADeletedOneAtTheSameSites() {
        var role = "press_" + UUID.randomUUID().toString().substring(0, 8);
        var id = admin.post(
                        "/roles",
                        "{\"name\":\"%s\",\"title\":\"Press\",\"permissions\":[\"user:read\"]}".formatted(role))
                .json()
                .path("id")
                .asString();
        var one = created("\"roles\":[\"%1$s\"],\"role_sites\":{\"%1$s\":[\"%2$s\"]}".formatted(role, A));
        var both = created("\"roles\":[\"%1$s\",\"viewer\"],\"role_sites\":{\"%1$s\":[\"%2$s\"],\"viewer\":[\"%3$s\"]}"
                .formatted(role, A, B));
        var wide = created("\"roles\":[\"%1$s\",\"viewer\"],\"role_sites\":{\"%1$s\":[\"%2$s\"]}".formatted(role, A));
        var token = signedIn(one);
        assertThat(admin.with("If-Match", "*")
                        .delete("/roles/%s?replace_by=viewer".formatted(id))
                        .status())
                .isEqualTo(204);
        assertThat(sitesOf(one)).isEqualTo("{\"viewer\":[\"%s\"]}".formatted(A));
        assertThat(sitesOf(both)).isEqualTo("{\"viewer\":[\"%s\",\"%s\"]}".formatted(A, B));
        assertThat(sitesOf(wide)).isEqualTo("{}");
        assertThat(token.get("/auth/me").status()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({"/users", "/users/invitations", "/service-accounts"})
    void putsNoRoleThatHoldsEverywhereInPlaceOfOneAtSites(String path) {
        var role = newRole("door");
        var given = admin.post(
                path,
                body(path, "\"roles\":[\"%1$s\"],\"role_sites\":{\"%1$s\":[\"%2$s\"]}".formatted(role.name(), A)));
        assertThat(given.status()).isEqualTo(201);
        var refused = admin.with("If-Match", "*").delete("/roles/%s?replace_by=tenant_admin".formatted(role.id()));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().path("errors").findValuesAsString("field")).containsExactly("replace_by");
        assertThat(refused.json().path("errors").findValuesAsString("rule")).containsExactly("everywhere");
        assertThat(admin.get("/roles/" + role.id()).status()).isEqualTo(200);
    }

    @Test
    void putsAnAdministratorsRoleInPlaceOfOneThatHoldsEverywhere() {
        var role = newRole("hall");
        var user = created("\"roles\":[\"%s\"]".formatted(role.name()));
        assertThat(admin.with("If-Match", "*")
                        .delete("/roles/%s?replace_by=tenant_admin".formatted(role.id()))
                        .status())
                .isEqualTo(204);
        assertThat(admin.get("/users/" + user.path("id").asString())
                        .json()
                        .path("roles")
                        .toString())
                .isEqualTo("[\"tenant_admin\"]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"%1$s\":[\"%2$s\"],\"viewer\":[\"%2$s\",\"%3$s\"]} | {\"viewer\":[\"%2$s\",\"%3$s\"]}",
                "{\"%1$s\":[\"%2$s\"]} | {}",
                "{\"viewer\":[\"%2$s\"]} | {}",
                "{\"viewer\":[\"%2$s\"],\"operator\":[\"%3$s\"]} | {\"operator\":[\"%3$s\"]}"
            })
    void mergesWhatAnInvitationPromisesAsAHoldersRoles(String sites, String merged) {
        var role = newRole("lift");
        var path = "/users/invitations";
        var invited = admin.post(
                path,
                body(
                        path,
                        "\"roles\":[\"%s\",\"viewer\",\"operator\"],\"role_sites\":%s"
                                .formatted(role.name(), sites.formatted(role.name(), A, B))));
        assertThat(invited.status()).as(invited.toString()).isEqualTo(201);
        assertThat(admin.with("If-Match", "*")
                        .delete("/roles/%s?replace_by=viewer".formatted(role.id()))
                        .status())
                .isEqualTo(204);
        var accepted = PLATFORM.anonymous().post("/auth/invitations/accept", """
                        {"token":"%s","password":"%s","first_name":"Petra","last_name":"Steiner"}""".formatted(
                        invited.json().path("link").asString().split("#")[1], PASSWORD));
        assertThat(accepted.status()).as(accepted.toString()).isEqualTo(201);
        assertThat(accepted.json().path("roles").toString()).isEqualTo("[\"operator\",\"viewer\"]");
        assertThat(accepted.json().path("role_sites").toString()).isEqualTo(merged.formatted(role.name(), A, B));
    }

    @Test
    void explainsWhyAndWhyNot() {
        var user =
                created("\"roles\":[\"viewer\",\"auditor\"],\"role_sites\":{\"viewer\":[\"%s\"],\"auditor\":[\"%s\"]}"
                        .formatted(A, B));
        var here = explained(user, "permission=job:read&site=" + A_DOCK);
        assertThat(here.path("allowed").asBoolean()).isTrue();
        assertThat(here.path("everywhere").asBoolean()).isFalse();
        assertThat(here.path("granted_by").findValuesAsString("role")).containsExactly("viewer");
        assertThat(here.path("elsewhere").findValuesAsString("role")).containsExactly("auditor");
        assertThat(here.path("because").asString()).contains("'viewer'").contains(A);

        var there = explained(user, "permission=service_account:read&site=4012345000016");
        assertThat(there.path("allowed").asBoolean()).isFalse();
        assertThat(there.path("because").asString()).contains("only at").contains(B);
        assertThat(there.path("site").asString()).isEqualTo(A);

        assertThat(explained(user, "permission=job:read").path("sites").toString())
                .isEqualTo("[\"%s\",\"%s\"]".formatted(A, B));
        assertThat(explained(user, "permission=user:write").path("because").asString())
                .isEqualTo("none of the user's roles gives it");
        var boss = admin.get("/users/%s/permissions/explain?permission=user:write&site=%s".formatted(ADMIN.id(), A))
                .json();
        assertThat(boss.path("allowed").asBoolean()).isTrue();
        assertThat(boss.path("everywhere").asBoolean()).isTrue();

        var all = admin.get("/users/%s/permissions".formatted(user.path("id").asString()))
                .json();
        assertThat(all.path("role_sites").path("viewer").toString()).isEqualTo("[\"%s\"]".formatted(A));
        for (var permission : all.path("permissions")) {
            if (permission.path("permission").asString().equals("job:read")) {
                assertThat(permission.path("sites").toString()).isEqualTo("[\"%s\",\"%s\"]".formatted(A, B));
                assertThat(permission.at("/granted_by/0/sites/0").asString()).isEqualTo(B);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"'',permission", "permission=king:rule,permission", "permission=role:read&site=Rosenheim,site"})
    void explainsOnlyWhatThereIs(String query, String field) {
        var answer = admin.get("/users/%s/permissions/explain?%s".formatted(ADMIN.id(), query));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("errors").findValuesAsString("field")).containsExactly(field);
    }

    @Test
    void explainsToThoseWhoMaySeeUsersOnly() {
        var path = "/users/%s/permissions/explain?permission=node:read";
        assertThat(PLATFORM.anonymous().get(path.formatted(ADMIN.id())).status())
                .isEqualTo(401);
        assertThat(PLATFORM.as(TENANT, "role:read")
                        .get(path.formatted(ADMIN.id()))
                        .status())
                .isEqualTo(403);
        var other = newUser(PLATFORM.newTenant(), "viewer");
        assertThat(admin.get(path.formatted(other.id())).status()).isEqualTo(404);
        assertThat(admin.get(path.formatted(UUID.randomUUID())).status()).isEqualTo(404);
    }

    /** A role of the company's own, not given to anybody yet. */
    private NewRole newRole(String prefix) {
        var name = prefix + "_" + UUID.randomUUID().toString().substring(0, 8);
        var made = admin.post(
                "/roles", "{\"name\":\"%s\",\"title\":\"Own\",\"permissions\":[\"user:read\"]}".formatted(name));
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        return new NewRole(made.json().path("id").asString(), name);
    }

    private record NewRole(String id, String name) {}

    private String sitesOf(JsonNode user) {
        return admin.get("/users/" + user.path("id").asString())
                .json()
                .path("role_sites")
                .toString();
    }

    private JsonNode explained(JsonNode user, String query) {
        var answer = admin.get(
                "/users/%s/permissions/explain?%s".formatted(user.path("id").asString(), query));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.json();
    }

    private JsonNode created(String roles) {
        var answer = admin.post("/users", body(roles));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        return answer.json();
    }

    private Answer change(JsonNode user, String roles) {
        return admin.with("If-Match", "*").put("/users/" + user.path("id").asString(), replacement(user, roles));
    }

    private static String replacement(JsonNode user, String roles) {
        return "{\"email\":\"%s\",\"first_name\":\"P\",\"last_name\":\"S\",%s}"
                .formatted(user.path("email").asString(), roles);
    }

    private static Api signedIn(JsonNode user) {
        return with(login(user.path("email").asString(), PASSWORD)
                .json()
                .path("access_token")
                .asString());
    }

    private static String body(String roles) {
        return body("/users", roles);
    }

    /** A body that makes a user, an invitation or a service account. */
    private static String body(String path, String roles) {
        var fields = switch (path) {
            case "/users" ->
                "\"email\":\"%s\",\"password\":\"%s\",\"first_name\":\"P\",\"last_name\":\"S\""
                        .formatted(newEmail(), PASSWORD);
            case "/users/invitations" -> "\"email\":\"%s\"".formatted(newEmail());
            default -> "\"name\":\"machine %s\"".formatted(UUID.randomUUID());
        };
        return "{%s,%s}".formatted(fields, roles);
    }

    private static List<String> strings(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(text -> texts.add(text.asString()));
        return texts;
    }
}
