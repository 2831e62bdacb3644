package io.foodflow.identity.users;

import static io.foodflow.identity.IdentityPlatform.PASSWORD;
import static io.foodflow.identity.IdentityPlatform.atOnce;
import static io.foodflow.identity.IdentityPlatform.everythingRecorded;
import static io.foodflow.identity.IdentityPlatform.login;
import static io.foodflow.identity.IdentityPlatform.newEmail;
import static io.foodflow.identity.IdentityPlatform.newUser;
import static io.foodflow.identity.IdentityPlatform.newUserAs;
import static io.foodflow.identity.IdentityPlatform.query;
import static io.foodflow.identity.IdentityPlatform.recorded;
import static io.foodflow.identity.IdentityPlatform.signedIn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foodflow.identity.IdentityPlatform;
import io.foodflow.identity.api.UserView;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.testkit.Api;
import io.foodflow.testkit.TestPlatform;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsersApiTest {

    private static final TestPlatform PLATFORM = IdentityPlatform.get();
    private static final Tenant TENANT = PLATFORM.newTenant();
    private static final Tenant OTHER = PLATFORM.newTenant();
    private static final UserView ADMIN = newUser(TENANT, "tenant_admin");

    private final Api admin = signedIn(ADMIN);

    // ---- create

    @Test
    void createsAUser() {
        var email = newEmail();
        var answer = admin.post("/users", """
                {"email":" %s ","password":"a good password","first_name":" Grace ","last_name":"Hopper",
                 "roles":["viewer","operator","viewer"]}""".formatted(email.toUpperCase(java.util.Locale.ROOT)));
        assertThat(answer.status()).isEqualTo(201);
        var user = answer.json();
        assertThat(user.path("email").asString()).isEqualTo(email);
        assertThat(user.path("first_name").asString()).isEqualTo("Grace");
        assertThat(user.path("roles").toString()).isEqualTo("[\"operator\",\"viewer\"]");
        assertThat(user.path("status").asString()).isEqualTo("active");
        assertThat(user.path("version").asInt()).isEqualTo(1);
        assertThat(user.propertyNames())
                .containsExactlyInAnyOrder(
                        "id",
                        "email",
                        "first_name",
                        "last_name",
                        "roles",
                        "role_sites",
                        "status",
                        "version",
                        "created_at",
                        "updated_at");
        assertThat(answer.header("Location"))
                .isEqualTo("/users/" + user.path("id").asString());
        assertThat(answer.header("ETag")).isEqualTo("\"1\"");
        assertThat(admin.get(answer.header("Location")).json()).isEqualTo(user);
        assertThat(login(email, "a good password").status()).isEqualTo(200);
    }

    @Test
    void recordsACreationInItsOwnTransaction() {
        var user = newUser(TENANT, "viewer");
        assertThat(recorded(TENANT, user.id())).containsExactly("UserCreated");
        assertThat(query("""
                select a.xmin = u.xmin and a.xmin = d.xmin, a.new_value ->> 'email', a.old_value
                from %1$s.users u join %1$s.audit_entries a on a.resource_id = u.id::text
                join platform.sign_in_directory d on d.user_id = u.id where u.id = '%2$s'
                """.formatted(TENANT.schema(), user.id()))).containsExactly("t|" + user.email() + "|null");
    }

    @Test
    void leavesNeitherUserNorTrailWhenTheTransactionIsRolledBack() {
        var email = newEmail();
        var wanted = new NewUser(new EmailAddress(email), PASSWORD, "A", "B", Set.of("viewer"), UserView.Status.ACTIVE);
        assertThatThrownBy(() -> PLATFORM.inside(
                        TENANT,
                        () -> PLATFORM.bean(UnitOfWork.class).write(change -> {
                            PLATFORM.bean(Users.class).create(wanted);
                            throw new IllegalStateException("after all");
                        })))
                .hasMessage("after all");
        assertThat(query("select 1 from %s.users where email = '%s'".formatted(TENANT.schema(), email)))
                .isEmpty();
        assertThat(query("select 1 from platform.sign_in_directory where email = '%s'".formatted(email)))
                .isEmpty();
        assertThat(everythingRecorded(TENANT)).doesNotContain(email);
    }

    @Test
    void namesEachFieldThatBreaksARule() {
        var answer = admin.post("/users", """
                {"email":"nobody","password":"short","first_name":" ","last_name":"%s",
                 "roles":["viewer","king",null]}""".formatted("x".repeat(101)));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("errors").findValuesAsString("field"))
                .containsExactly("email", "password", "first_name", "last_name", "roles[1]", "roles[2]");
        assertThat(answer.json().path("errors").findValuesAsString("rule"))
                .containsExactly("email", "length", "required", "length", "known-role", "known-role");
        assertThat(answer.body()).doesNotContain("short\"").contains("quality_manager");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | email,password,first_name,last_name",
                "{\"email\":\"a@b.de\",\"password\":\"correct horse battery\",\"first_name\":\"A\\u0000\",\"last_name\":\"\\ud83d\"} | first_name,last_name",
                "{\"email\":\"a\\u0000@b.de\",\"password\":\"correct horse\\u0000\",\"first_name\":\"A\",\"last_name\":\"B\"} | email,password"
            })
    void refusesWhatIsMissingOrCannotBeKept(String body, String fields) {
        var answer = admin.post("/users", body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("errors").findValuesAsString("field")).containsExactly(fields.split(","));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"nickname\":\"x\"}", "{\"status\":\"asleep\"}", "{\"roles\":\"viewer\"}", "{", ""})
    void refusesABodyThatIsNone(String body) {
        assertThat(admin.post("/users", body).status()).isEqualTo(400);
    }

    @Test
    void refusesAnAddressThatIsTakenInTheTenant() {
        var user = newUser(TENANT);
        var answer = admin.post("/users", creation(user.email().toUpperCase(java.util.Locale.ROOT), "viewer"));
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.json().path("type").asString()).endsWith("/email-taken");
    }

    @Test
    void takesAnAddressThatAnotherTenantHas() {
        var user = newUser(OTHER);
        assertThat(admin.post("/users", creation(user.email(), "viewer")).status())
                .isEqualTo(201);
    }

    @Test
    void createsOneUserWhenTheSameAddressIsSentManyTimesAtOnce() throws Exception {
        var email = newEmail();
        var answers =
                atOnce(8, () -> admin.post("/users", creation(email, "viewer")).status());
        assertThat(answers).containsOnly(201, 409).containsOnlyOnce(201);
    }

    @Test
    void createsOneUserForOneIdempotencyKey() {
        var email = newEmail();
        var keyed = admin.with("Idempotency-Key", UUID.randomUUID().toString());
        var first = keyed.post("/users", creation(email, "viewer"));
        var again = keyed.post("/users", creation(email, "viewer"));
        assertThat(first.status()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.json()).isEqualTo(first.json());
        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
        assertThat(keyed.post("/users", creation(newEmail(), "viewer")).status())
                .isEqualTo(422);
        assertThat(query("select body from %s.idempotency_keys".formatted(TENANT.schema()))
                        .toString())
                .doesNotContain("password");
    }

    // ---- permissions

    @ParameterizedTest
    @CsvSource({
        "GET,/users,user:read",
        "POST,/users,user:write",
        "GET,/users/{id},user:read",
        "PUT,/users/{id},user:write",
        "DELETE,/users/{id},user:write"
    })
    void asksForATokenAndForThePermission(String method, String path, String permission) {
        var at = path.replace("{id}", ADMIN.id().toString());
        var body = "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        assertThat(PLATFORM.anonymous()
                        .send(method, at, body, "application/json")
                        .status())
                .isEqualTo(401);
        var others = PLATFORM.as(TENANT, permission.equals("user:read") ? "user:write" : "user:read", "node:read")
                .send(method, at, body, "application/json");
        assertThat(others.status()).isEqualTo(403);
        assertThat(others.json().path("permission").asString()).isEqualTo(permission);
    }

    @Test
    void answersForAnotherTenantsUserAsForNone() {
        var foreign = newUser(OTHER, "viewer");
        var nobody = UUID.randomUUID();
        for (var id : List.of(foreign.id(), nobody)) {
            var path = "/users/" + id;
            var any = admin.with("If-Match", "*");
            assertThat(any.get(path).status()).isEqualTo(404);
            assertThat(any.put(path, replacement(newEmail(), "\"roles\":[]")).status())
                    .isEqualTo(404);
            assertThat(any.delete(path).status()).isEqualTo(404);
        }
        assertThat(admin.get("/users/" + foreign.id()).json().path("detail").asString())
                .isEqualTo("there is no user '%s' here".formatted(foreign.id()));
        assertThat(recorded(OTHER, foreign.id())).containsExactly("UserCreated");
        assertThat(admin.get("/users/not-an-id").status()).isEqualTo(400);
    }

    @Test
    void letsNobodyGiveARoleThatGrantsMoreThanHeHas() {
        var clerk = PLATFORM.as(TENANT, "user:write", "user:read");
        var answer = clerk.post("/users", creation(newEmail(), "viewer"));
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.json().path("type").asString()).endsWith("/beyond-your-permissions");
        assertThat(answer.json().path("permissions").toString()).contains("\"node:read\"");
        var user = newUser(TENANT);
        assertThat(clerk.with("If-Match", "*")
                        .put("/users/" + user.id(), replacement(user.email(), "\"roles\":[\"tenant_admin\"]"))
                        .status())
                .isEqualTo(403);
        assertThat(clerk.post("/users", creation(newEmail(), null)).status()).isEqualTo(201);
    }

    @Test
    void letsNobodyTakeOverAUserWhoHasMoreThanHe() {
        var clerk = PLATFORM.as(TENANT, "user:write", "user:read").with("If-Match", "*");
        var path = "/users/" + ADMIN.id();
        assertThat(clerk.put(path, replacement(ADMIN.email(), "\"password\":\"mine from now on\""))
                        .status())
                .isEqualTo(403);
        assertThat(clerk.put(path, replacement(newEmail(), "\"status\":\"active\""))
                        .status())
                .isEqualTo(403);
        assertThat(clerk.delete(path).status()).isEqualTo(403);
        assertThat(login(ADMIN.email(), PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void takesNoMoreUsersThanThePlanAllowsWhicheverWayTheyCome() throws Exception {
        var tenant = PLATFORM.newTenant();
        IdentityPlatform.query("insert into platform.limit_overrides values ('%s', 'users', 3, 'test', 'test', now())"
                .formatted(tenant.id()));
        var clerk = signedIn(newUser(tenant, "tenant_admin"));
        var links = new java.util.concurrent.ConcurrentLinkedQueue<String>();
        for (int guest = 0; guest < 2; guest++) {
            links.add(clerk.post("/users/invitations", "{\"email\":\"%s\",\"roles\":[]}".formatted(newEmail()))
                    .json()
                    .path("link")
                    .asString());
        }
        assertThat(clerk.post("/users", creation(newEmail(), "viewer")).status())
                .isEqualTo(201);

        var statuses = IdentityPlatform.atOnce(2, () -> {
            var link = links.remove();
            return PLATFORM.anonymous()
                    .post(
                            "/auth/invitations/accept",
                            "{\"token\":\"%s\",\"first_name\":\"A\",\"last_name\":\"B\",\"password\":\"%s\"}"
                                    .formatted(link.substring(link.indexOf('#') + 1), PASSWORD))
                    .status();
        });
        assertThat(statuses).containsExactlyInAnyOrder(201, 402);
        var refused = clerk.post("/users", creation(newEmail(), "viewer"));
        assertThat(refused.status()).isEqualTo(402);
        assertThat(refused.json().path("used").asInt()).isEqualTo(3);
        assertThat(IdentityPlatform.query("select count(*) from %s.users".formatted(tenant.schema())))
                .containsExactly("3");
    }

    @Test
    void letsATenantAdminGiveEveryRoleButThatOfThePlatform() {
        for (var role : List.of(
                "tenant_admin",
                "quality_manager",
                "plant_manager",
                "planner",
                "supplier_manager",
                "auditor",
                "operator",
                "viewer")) {
            assertThat(admin.post("/users", creation(newEmail(), role)).status())
                    .as(role)
                    .isEqualTo(201);
        }
        var refused = admin.post("/users", creation(newEmail(), "platform_admin"));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.json().path("permissions").toString())
                .isEqualTo("[\"key:rotate\",\"metrics:read\",\"platform_tenant:read\",\"platform_tenant:write\"]");
        var root = newUser(TENANT, "platform_admin");
        assertThat(signedIn(root)
                        .post("/users", creation(newEmail(), "platform_admin"))
                        .status())
                .isEqualTo(201);
        assertThat(admin.with("If-Match", "*").delete("/users/" + root.id()).status())
                .isEqualTo(403);
    }

    // ---- update

    @Test
    void replacesAUser() {
        var user = newUser(TENANT, "viewer");
        var email = newEmail();
        var answer = admin.with("If-Match", "\"1\"")
                .put(
                        "/users/" + user.id(),
                        replacement(email, "\"roles\":[\"auditor\"],\"password\":\"quite another one\""));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("ETag")).isEqualTo("\"2\"");
        assertThat(answer.json().path("email").asString()).isEqualTo(email);
        assertThat(answer.json().path("roles").toString()).isEqualTo("[\"auditor\"]");
        assertThat(answer.json().path("version").asInt()).isEqualTo(2);
        assertThat(login(email, "quite another one").status()).isEqualTo(200);
        assertThat(login(user.email(), PASSWORD).status()).isEqualTo(401);
        assertThat(recorded(TENANT, user.id())).startsWith("UserCreated", "UserUpdated");
        assertThat(query("""
                select old_value ->> 'email', new_value ->> 'email', o.data ->> 'password_changed'
                from %1$s.audit_entries a join %1$s.outbox o on o.id = a.id
                where a.resource_id = '%2$s' and a.event_type = 'UserUpdated'
                """.formatted(TENANT.schema(), user.id())))
                .containsExactly(user.email() + "|" + email + "|true");
        assertThat(everythingRecorded(TENANT)).doesNotContain("quite another one");
    }

    @Test
    void leavesRolesStatusAndPasswordAsTheyAreWhereTheyAreLeftOut() {
        var user = newUser(TENANT, "viewer");
        var answer = admin.with("If-Match", "\"1\"").put("/users/" + user.id(), """
                {"email":"%s","first_name":"New","last_name":"Name"}""".formatted(user.email()));
        assertThat(answer.json().path("first_name").asString()).isEqualTo("New");
        assertThat(answer.json().path("roles").toString()).isEqualTo("[\"viewer\"]");
        assertThat(login(user.email(), PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void asksWhichVersionIsChanged() {
        var user = newUser(TENANT);
        var path = "/users/" + user.id();
        var body = replacement(user.email(), "\"roles\":[]");
        assertThat(admin.put(path, body).status()).isEqualTo(428);
        assertThat(admin.delete(path).status()).isEqualTo(428);
        assertThat(admin.with("If-Match", "\"7\"").put(path, body).status()).isEqualTo(412);
        assertThat(admin.with("If-Match", "\"7\"").delete(path).status()).isEqualTo(412);
    }

    @Test
    void letsOneOfTwoWhoChangeTheSameVersionWin() throws Exception {
        var user = newUser(TENANT);
        var answers = atOnce(
                2,
                () -> admin.with("If-Match", "\"1\"")
                        .put("/users/" + user.id(), replacement(user.email(), "\"roles\":[]"))
                        .status());
        assertThat(answers).containsExactlyInAnyOrder(200, 412);
    }

    @Test
    void namesEachFieldOfAChangeThatBreaksARule() {
        var user = newUser(TENANT);
        var answer = admin.with("If-Match", "*")
                .put("/users/" + user.id(), "{\"email\":\"x\",\"password\":\"1\",\"roles\":[\"king\"]}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("errors").findValuesAsString("field"))
                .containsExactly("email", "first_name", "last_name", "password", "roles[0]");
    }

    @Test
    void refusesToGiveAUserAnothersAddress() {
        var user = newUser(TENANT);
        var answer = admin.with("If-Match", "*").put("/users/" + user.id(), replacement(ADMIN.email(), "\"roles\":[]"));
        assertThat(answer.status()).isEqualTo(409);
    }

    // ---- delete and the last administrator

    @Test
    void deletesAUser() {
        var user = newUser(TENANT, "viewer");
        var answer = admin.with("If-Match", "\"1\"").delete("/users/" + user.id());
        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
        assertThat(admin.get("/users/" + user.id()).status()).isEqualTo(404);
        assertThat(recorded(TENANT, user.id())).containsExactly("UserCreated", "UserDeleted");
        assertThat(query("select 1 from platform.sign_in_directory where user_id = '%s'".formatted(user.id())))
                .isEmpty();
        assertThat(admin.post("/users", creation(user.email(), "viewer")).status())
                .isEqualTo(201);
    }

    @Test
    void keepsTheLastAdministrator() {
        var tenant = PLATFORM.newTenant();
        var last = newUser(tenant, "tenant_admin");
        var disabled = newUser(tenant, "tenant_admin");
        var api = signedIn(last).with("If-Match", "*");
        assertThat(api.put("/users/" + disabled.id(), replacement(disabled.email(), "\"status\":\"disabled\""))
                        .status())
                .isEqualTo(200);
        var path = "/users/" + last.id();
        var demotion = api.put(path, replacement(last.email(), "\"roles\":[\"viewer\"]"));
        assertThat(demotion.status()).isEqualTo(409);
        assertThat(demotion.json().path("type").asString()).endsWith("/last-administrator");
        assertThat(api.put(path, replacement(last.email(), "\"status\":\"disabled\""))
                        .status())
                .isEqualTo(409);
        assertThat(api.delete(path).status()).isEqualTo(409);
        assertThat(api.put(path, replacement(last.email(), "\"roles\":[\"tenant_admin\",\"viewer\"]"))
                        .status())
                .isEqualTo(200);
        assertThat(api.delete("/users/" + disabled.id()).status())
                .as("with the token of before the roles changed")
                .isEqualTo(401);
        assertThat(signedIn(last)
                        .with("If-Match", "*")
                        .delete("/users/" + disabled.id())
                        .status())
                .isEqualTo(204);
    }

    @Test
    void keepsOneAdministratorWhenAllLeaveAtOnce() throws Exception {
        var tenant = PLATFORM.newTenant();
        var admins = new ArrayList<UserView>();
        var apis = new ArrayList<Api>();
        for (int i = 0; i < 4; i++) {
            admins.add(newUser(tenant, "tenant_admin"));
            apis.add(signedIn(admins.getLast()).with("If-Match", "*"));
        }
        var next = new AtomicInteger();
        var answers = atOnce(4, () -> {
            int i = next.getAndIncrement();
            var path = "/users/" + admins.get(i).id();
            return i % 2 == 0
                    ? apis.get(i).delete(path).status()
                    : apis.get(i)
                            .put(path, replacement(admins.get(i).email(), "\"roles\":[]"))
                            .status();
        });
        assertThat(answers).containsOnlyOnce(409).containsOnly(200, 204, 409);
    }

    // ---- list

    @Test
    void listsUsersPageByPageByAddress() {
        var tenant = PLATFORM.newTenant();
        var emails = new ArrayList<String>();
        for (int i = 0; i < 7; i++) {
            emails.add("list%d@example.com".formatted(i));
            newUserAs(tenant, emails.getLast(), PASSWORD, i % 2 == 0 ? "viewer" : "operator");
        }
        var api = PLATFORM.as(tenant, "user:read");
        var seen = new ArrayList<String>();
        var cursor = "";
        for (int page = 0; page < 3; page++) {
            var answer = api.get("/users?limit=3" + cursor).json();
            seen.addAll(answer.path("items").findValuesAsString("email"));
            assertThat(answer.path("next_cursor").isNull()).isEqualTo(page == 2);
            cursor = "&cursor=" + answer.path("next_cursor").asString("");
        }
        assertThat(seen).isEqualTo(emails);
        assertThat(api.get("/users?role=operator").json().path("items").findValuesAsString("email"))
                .containsExactly(emails.get(1), emails.get(3), emails.get(5));
        assertThat(api.get("/users?q=LIST5&role=operator").json().path("items").size())
                .isEqualTo(1);
        assertThat(api.get("/users?q=ada%20by").json().path("items").size()).isEqualTo(7);
        assertThat(api.get("/users?q=%25").json().path("items").size()).isZero();
        assertThat(api.get("/users?q=list_").json().path("items").size()).isZero();
        assertThat(api.get("/users?q=%5C").json().path("items").size()).isZero();
    }

    @Test
    void listsUsersByWhetherTheyMayComeIn() {
        var tenant = PLATFORM.newTenant();
        var api = signedIn(newUserAs(tenant, "boss@example.com", PASSWORD, "tenant_admin"));
        var away = newUserAs(tenant, "away@example.com", PASSWORD, "viewer");
        newUserAs(tenant, "here@example.com", PASSWORD, "viewer");
        api.with("If-Match", "*").put("/users/" + away.id(), replacement(away.email(), "\"status\":\"disabled\""));
        assertThat(api.get("/users?status=disabled").json().path("items").findValuesAsString("email"))
                .containsExactly("away@example.com");
        assertThat(api.get("/users?status=active").json().path("items").findValuesAsString("email"))
                .containsExactly("boss@example.com", "here@example.com");
        assertThat(api.get("/users?status=active&role=viewer")
                        .json()
                        .path("items")
                        .findValuesAsString("email"))
                .containsExactly("here@example.com");
    }

    @Test
    void showsOnlyTheOwnTenantsUsers() {
        var foreign = newUser(OTHER);
        assertThat(admin.get("/users?limit=500").body()).doesNotContain(foreign.email());
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0,limit",
        "limit=501,limit",
        "limit=x,limit",
        "cursor=%21,cursor",
        "cursor=AAAA,cursor",
        "role=king,role",
        "status=asleep,status",
        "q=%00,q"
    })
    void namesTheQueryParameterThatBreaksARule(String query, String field) {
        var answer = admin.get("/users?" + query);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("errors").findValuesAsString("field")).containsExactly(field);
    }

    @Test
    void showsNoSecretWhenPrinted() {
        var email = new EmailAddress("a@b.de");
        assertThat(new NewUser(email, "pass phrase", "A", "B", Set.of(), UserView.Status.ACTIVE).toString())
                .doesNotContain("pass phrase");
        assertThat(new UserChange(email, "A", "B", "pass phrase", null, null, null).toString())
                .doesNotContain("pass phrase");
        assertThat(new Credentials(UUID.randomUUID(), "a@b.de", "hash value", UserView.Status.ACTIVE).toString())
                .doesNotContain("hash value");
    }

    private static String creation(String email, String role) {
        return """
                {"email":"%s","password":"%s","first_name":"A","last_name":"B","roles":[%s]}""".formatted(email, PASSWORD, role == null ? "" : '"' + role + '"');
    }

    private static String replacement(String email, String more) {
        return """
                {"email":"%s","first_name":"A","last_name":"B",%s}""".formatted(email, more);
    }
}
