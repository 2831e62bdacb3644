package io.foodflow.tenant.tenants;

import static io.foodflow.tenant.TenantPlatform.administrator;
import static io.foodflow.tenant.TenantPlatform.creation;
import static io.foodflow.tenant.TenantPlatform.made;
import static io.foodflow.tenant.TenantPlatform.newSlug;
import static io.foodflow.tenant.TenantPlatform.newTenant;
import static io.foodflow.tenant.TenantPlatform.operator;
import static io.foodflow.tenant.TenantPlatform.query;
import static io.foodflow.tenant.TenantPlatform.recorded;
import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.platform.tenancy.Tenants;
import io.foodflow.tenant.TenantPlatform;
import io.foodflow.testkit.Api;
import io.foodflow.testkit.TestPlatform;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class TenantsApiTest {

    private static final TestPlatform PLATFORM = TenantPlatform.get();

    @Test
    void makesATenantWhoseFirstAdministratorComesInByTheLinkOfTheInvitation() {
        var slug = newSlug();
        var answer = operator().post("/tenants", creation(slug));

        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        var tenant = answer.json().path("tenant");
        var id = tenant.path("id").asString();
        assertThat(answer.header("Location")).isEqualTo("/tenants/" + id);
        assertThat(answer.header("ETag")).isEqualTo("\"1\"");
        assertThat(tenant.path("status").asString()).isEqualTo("active");
        assertThat(tenant.path("plan").asString()).isEqualTo("pro");
        assertThat(tenant.path("branding").path("primary_color").asString()).isEqualTo("#0a5c36");
        assertThat(recorded(id)).containsExactly("TenantCreated");

        var invitation = answer.json().path("invitation");
        assertThat(invitation.path("delivery").asString()).isEqualTo("link");
        var link = invitation.path("link").asString();
        var accepted = PLATFORM.anonymous()
                .post(
                        "/auth/invitations/accept",
                        "{\"token\":\"%s\",\"first_name\":\"Ada\",\"last_name\":\"Byron\",\"password\":\"%s\"}"
                                .formatted(link.substring(link.indexOf('#') + 1), TenantPlatform.PASSWORD));
        assertThat(accepted.status()).as(accepted.body()).isEqualTo(201);
        assertThat(accepted.json().path("roles").toString()).isEqualTo("[\"tenant_admin\"]");
        var signedIn = login(invitation.path("email").asString());
        assertThat(signedIn.status()).as(signedIn.body()).isEqualTo(200);
        var administrator = PLATFORM.anonymous()
                .with(
                        "Authorization",
                        "Bearer " + signedIn.json().path("access_token").asString());
        assertThat(administrator.get("/tenants/" + id).json()).isEqualTo(tenant);
        assertThat(administrator.get("/tenants").status())
                .as("no list for a tenant's own")
                .isEqualTo(403);
        assertThat(administrator.post("/tenants", creation(newSlug())).status()).isEqualTo(403);
    }

    @Test
    void saysEveryRuleThatACreationBreaks() {
        var answer = operator().post("/tenants", """
                {"slug":"Dairy East","name":" ","plan":"gold","primary_color":"green"}""");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(fields(answer.json()))
                .containsExactlyInAnyOrder("slug", "name", "plan", "primary_color", "administrator");
        var noAddress = operator().post("/tenants", """
                {"slug":"%s","name":"Dairy","administrator":{"email":"nobody"}}""".formatted(newSlug()));
        assertThat(noAddress.status()).isEqualTo(400);
        assertThat(fields(noAddress.json())).containsExactly("email");
    }

    @Test
    void leavesNothingOfATenantWhoseAdministratorCannotBeInvited() {
        var slug = newSlug();
        operator().post("/tenants", """
                {"slug":"%s","name":"Dairy","administrator":{"email":"nobody"}}""".formatted(slug));

        assertThat(TenantPlatform.remains(PLATFORM, slug)).isEmpty();
        assertThat(operator().post("/tenants", creation(slug)).status()).isEqualTo(201);
    }

    @Test
    void invitesAnAdministratorAgainWhereTheFirstInvitationRanOut() {
        var made = made(newSlug());
        var id = made.path("tenant").path("id").asString();
        var path = "/tenants/" + id + "/administrators";
        var answer = operator().post(path, "{\"email\":\"second@example.com\"}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        var link = answer.json().path("invitation").path("link").asString();
        var accepted = PLATFORM.anonymous()
                .post(
                        "/auth/invitations/accept",
                        "{\"token\":\"%s\",\"first_name\":\"Ada\",\"last_name\":\"Byron\",\"password\":\"%s\"}"
                                .formatted(link.substring(link.indexOf('#') + 1), TenantPlatform.PASSWORD));
        assertThat(accepted.json().path("roles").toString()).isEqualTo("[\"tenant_admin\"]");
        assertThat(operator().post(path, "{\"email\":\"nobody\"}").status()).isEqualTo(400);
        assertThat(operator()
                        .post("/tenants/" + UUID.randomUUID() + "/administrators", "{\"email\":\"x@example.com\"}")
                        .status())
                .isEqualTo(404);
        assertThat(administrator(TenantPlatform.tenant(made.path("tenant")))
                        .post(path, "{\"email\":\"x@example.com\"}")
                        .status())
                .isEqualTo(403);
        assertThat(PLATFORM.anonymous()
                        .post(path, "{\"email\":\"x@example.com\"}")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void honoursAnIdempotencyKeyAsLongAsOthersAreKept() {
        var slug = newSlug();
        var operator = operator().with("Idempotency-Key", "late-" + slug);
        assertThat(operator.post("/tenants", creation(slug)).status()).isEqualTo(201);
        query("update platform.tenants set created_at = created_at - interval '25 hours' where slug = '%s'"
                .formatted(slug));
        query("delete from %s.idempotency_keys where key = 'late-%s'"
                .formatted(TenantPlatform.operatorsTenant().schema(), slug));
        var again = operator.post("/tenants", creation(slug));
        assertThat(again.json().path("type").asString()).endsWith("/slug-taken");
    }

    @Test
    void refusesASlugThatIsTaken() {
        var slug = newSlug();
        made(slug);
        var again = operator().post("/tenants", creation(slug));
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.json().path("type").asString()).endsWith("/slug-taken");
    }

    @Test
    void makesOneTenantForOneIdempotencyKey() {
        var slug = newSlug();
        var operator = operator().with("Idempotency-Key", "make-" + slug);
        var first = operator.post("/tenants", creation(slug));
        assertThat(first.status()).isEqualTo(201);

        var again = operator.post("/tenants", creation(slug));
        assertThat(again.status()).as("the link is not told twice").isEqualTo(409);
        assertThat(again.json().path("type").asString()).endsWith("/already-done");
        assertThat(again.json().path("resource_id").asString())
                .isEqualTo(first.json().path("tenant").path("id").asString());
        assertThat(operator.post("/tenants", creation(newSlug())).status()).isEqualTo(422);
        assertThat(query("select count(*) from platform.tenants where slug = '%s'".formatted(slug)))
                .containsExactly("1");
    }

    @Test
    void findsTheTenantOfARequestThatWasCutShortAfterItWasMade() {
        var slug = newSlug();
        var user = UUID.randomUUID();
        var operator = PLATFORM.as(user, TenantPlatform.operatorsTenant(), TenantPlatform.OF_THE_PLATFORM)
                .with("Idempotency-Key", "cut-" + slug);
        var first = operator.post("/tenants", creation(slug)).json();
        query("delete from %s.idempotency_keys where key = 'cut-%s'"
                .formatted(TenantPlatform.operatorsTenant().schema(), slug));

        var again = operator.post("/tenants", creation(slug));
        assertThat(again.status()).as(again.body()).isEqualTo(201);
        assertThat(again.json().path("tenant").path("id"))
                .isEqualTo(first.path("tenant").path("id"));
        assertThat(again.json().path("invitation").path("link").asString())
                .isNotEqualTo(first.path("invitation").path("link").asString());
    }

    @Test
    void listsPageByPageWhatTheFilterShows() {
        var mark = "q" + UUID.randomUUID().toString().substring(0, 8);
        var slugs = List.of(mark + "_a", mark + "_b", mark + "_c");
        slugs.forEach(TenantPlatform::made);
        operator().post("/tenants/" + idOf(slugs.get(1)) + "/suspend", "{\"reason\":\"unpaid\"}");

        var seen = new ArrayList<String>();
        var path = "/tenants?limit=2&q=" + mark;
        var page = operator().get(path).json();
        page.path("items").forEach(tenant -> seen.add(tenant.path("slug").asString()));
        assertThat(seen).hasSize(2);
        operator()
                .get(path + "&cursor=" + page.path("next_cursor").asString())
                .json()
                .path("items")
                .forEach(tenant -> seen.add(tenant.path("slug").asString()));
        assertThat(seen).isEqualTo(slugs);
        assertThat(slugs(operator()
                        .get("/tenants?q=" + mark + "&status=suspended")
                        .json()))
                .containsExactly(slugs.get(1));
        assertThat(slugs(operator().get("/tenants?q=" + mark + "&plan=free").json()))
                .isEmpty();
        assertThat(slugs(operator()
                        .get("/tenants?q=Company%20" + mark + "&plan=pro")
                        .json()))
                .isEqualTo(slugs);
        assertThat(slugs(operator().get("/tenants?q=%25").json()))
                .as("a percent sign stands for itself")
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"status=asleep,status", "plan=gold,plan", "limit=0,limit", "cursor=x,cursor"})
    void refusesAFilterThatBreaksARule(String query, String field) {
        var answer = operator().get("/tenants?" + query);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(fields(answer.json())).containsExactly(field);
    }

    @Test
    void letsAnAdministratorChangeItsOwnTenantOnly() {
        var tenant = newTenant();
        var other = newTenant();
        var administrator = administrator(tenant);
        var path = "/tenants/" + tenant.id();

        var changed = administrator
                .with("If-Match", "\"1\"")
                .put(path, "{\"name\":\" Molkerei Ost \",\"primary_color\":\"#FFEE00\"}");
        assertThat(changed.status()).as(changed.body()).isEqualTo(200);
        assertThat(changed.header("ETag")).isEqualTo("\"2\"");
        assertThat(changed.json().path("name").asString()).isEqualTo("Molkerei Ost");
        var branding = changed.json().path("branding");
        assertThat(branding.path("primary_color").asString()).isEqualTo("#ffee00");
        assertThat(branding.path("contrast").path("text").asString()).isEqualTo("#000000");
        assertThat(branding.path("contrast").path("advice").asString()).contains("choose a darker one");
        assertThat(recorded(tenant.id())).containsExactly("TenantCreated", "TenantUpdated");
        assertThat(PLATFORM.bean(Tenants.class).find(tenant.id()).orElseThrow().name())
                .as("everybody sees it at once")
                .isEqualTo("Molkerei Ost");

        var stale = administrator.with("If-Match", "\"1\"").put(path, "{\"name\":\"X\"}");
        assertThat(stale.status()).isEqualTo(412);
        assertThat(administrator.put(path, "{\"name\":\"X\"}").status()).isEqualTo(428);
        var broken = administrator.with("If-Match", "*").put(path, "{\"name\":\"\",\"primary_color\":\"red\"}");
        assertThat(fields(broken.json())).containsExactly("name", "primary_color");

        for (var id : List.of(other.id().toString(), UUID.randomUUID().toString())) {
            var answer = administrator.with("If-Match", "*").put("/tenants/" + id, "{\"name\":\"Mine\"}");
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.json().path("detail").asString()).isEqualTo("there is no tenant '%s' here".formatted(id));
            assertThat(administrator.get("/tenants/" + id).status()).isEqualTo(404);
        }
        assertThat(PLATFORM.as(tenant, "tenant:read")
                        .with("If-Match", "*")
                        .put(path, "{\"name\":\"X\"}")
                        .status())
                .isEqualTo(403);
        assertThat(PLATFORM.anonymous().get(path).status()).isEqualTo(401);
        assertThat(operator()
                        .with("If-Match", "*")
                        .put(path, "{\"name\":\"Renamed\"}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void refusesEverybodyOfASuspendedTenantAtOnceAndKeepsItsData() {
        var made = made(newSlug());
        var tenant = TenantPlatform.tenant(made.path("tenant"));
        var email = accept(made);
        var tokens = login(email).json();
        var user = PLATFORM.anonymous()
                .with("Authorization", "Bearer " + tokens.path("access_token").asString());
        assertThat(user.get("/auth/me").status()).isEqualTo(200);

        var suspended = operator().post("/tenants/" + tenant.id() + "/suspend", "{\"reason\":\"unpaid since June\"}");
        assertThat(suspended.status()).as(suspended.body()).isEqualTo(200);
        assertThat(suspended.json().path("status").asString()).isEqualTo("suspended");
        assertThat(suspended.json().path("suspension").path("reason").asString())
                .isEqualTo("unpaid since June");
        var refused = user.get("/auth/me");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.json().path("type").asString()).endsWith("/tenant-suspended");
        assertThat(login(email).status()).isEqualTo(403);
        assertThat(PLATFORM.anonymous()
                        .post(
                                "/auth/refresh",
                                "{\"refresh_token\":\"%s\"}"
                                        .formatted(tokens.path("refresh_token").asString()))
                        .status())
                .isEqualTo(403);
        var again = operator().post("/tenants/" + tenant.id() + "/suspend", "{\"reason\":\"twice\"}");
        assertThat(again.status()).isEqualTo(409);
        assertThat(operator().get("/tenants/" + tenant.id()).status())
                .as("the operator can act")
                .isEqualTo(200);

        var resumed = operator().post("/tenants/" + tenant.id() + "/resume", "{}");
        assertThat(resumed.json().path("status").asString()).isEqualTo("active");
        assertThat(resumed.json().has("suspension")).isFalse();
        assertThat(user.get("/auth/me").status()).as("the session goes on").isEqualTo(200);
        assertThat(operator().post("/tenants/" + tenant.id() + "/resume", "{}").status())
                .isEqualTo(409);
        assertThat(recorded(tenant.id())).containsExactly("TenantCreated", "TenantSuspended", "TenantResumed");
    }

    @Test
    void hearsInAnotherProcessOfASuspension() {
        var tenant = newTenant();
        try (var another = TestPlatform.startOn(PLATFORM.database(), TenantPlatform.HOME, TenantPlatform.settings())) {
            var user = another.as(tenant, TenantPlatform.OF_AN_ADMINISTRATOR);
            assertThat(user.get("/tenants/" + tenant.id()).status()).isEqualTo(200);
            operator().post("/tenants/" + tenant.id() + "/suspend", "{\"reason\":\"unpaid\"}");
            var end = Instant.now().plusSeconds(10);
            while (user.get("/tenants/" + tenant.id()).status() == 200
                    && Instant.now().isBefore(end)) {
                Thread.onSpinWait();
            }
            assertThat(user.get("/tenants/" + tenant.id()).status()).isEqualTo(403);
        }
    }

    @Test
    void letsNobodySuspendItsOwnTenantNorOneThatIsNotThere() {
        var own =
                operator().post("/tenants/" + TenantPlatform.operatorsTenant().id() + "/suspend", "{\"reason\":\"x\"}");
        assertThat(own.status()).isEqualTo(409);
        assertThat(own.json().path("type").asString()).endsWith("/own-tenant");
        assertThat(operator()
                        .post("/tenants/" + UUID.randomUUID() + "/suspend", "{\"reason\":\"x\"}")
                        .status())
                .isEqualTo(404);
        assertThat(operator()
                        .post("/tenants/" + UUID.randomUUID() + "/resume", "{}")
                        .status())
                .isEqualTo(404);
        var tenant = newTenant();
        assertThat(fields(operator()
                        .post("/tenants/" + tenant.id() + "/suspend", "{}")
                        .json()))
                .containsExactly("reason");
        for (var action : List.of("suspend", "resume")) {
            var path = "/tenants/%s/%s".formatted(tenant.id(), action);
            assertThat(administrator(tenant).post(path, "{\"reason\":\"x\"}").status())
                    .isEqualTo(403);
            assertThat(PLATFORM.anonymous().post(path, "{\"reason\":\"x\"}").status())
                    .isEqualTo(401);
        }
    }

    private static String accept(JsonNode made) {
        var link = made.path("invitation").path("link").asString();
        PLATFORM.anonymous()
                .post(
                        "/auth/invitations/accept",
                        "{\"token\":\"%s\",\"first_name\":\"Ada\",\"last_name\":\"Byron\",\"password\":\"%s\"}"
                                .formatted(link.substring(link.indexOf('#') + 1), TenantPlatform.PASSWORD));
        return made.path("invitation").path("email").asString();
    }

    private static Api.Answer login(String email) {
        return PLATFORM.anonymous()
                .post(
                        "/auth/login",
                        "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, TenantPlatform.PASSWORD));
    }

    private static String idOf(String slug) {
        return query("select id from platform.tenants where slug = '%s'".formatted(slug))
                .getFirst();
    }

    private static List<String> slugs(JsonNode page) {
        return page.path("items")
                .valueStream()
                .map(t -> t.path("slug").asString())
                .toList();
    }

    private static List<String> fields(JsonNode problem) {
        return problem.path("errors")
                .valueStream()
                .map(error -> error.path("field").asString())
                .toList();
    }
}
