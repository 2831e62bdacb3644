package io.foodflow.identity.reviews;

import static io.foodflow.identity.IdentityPlatform.newUser;
import static io.foodflow.identity.IdentityPlatform.query;
import static io.foodflow.identity.IdentityPlatform.recorded;
import static io.foodflow.identity.IdentityPlatform.signedIn;
import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.identity.IdentityPlatform;
import io.foodflow.identity.api.UserView;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.testkit.Api;
import io.foodflow.testkit.Api.Answer;
import io.foodflow.testkit.TestPlatform;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class ReviewsApiTest {

    private static final TestPlatform PLATFORM = IdentityPlatform.get();
    private static final String REVIEWS = "/access-reviews";
    private static final Tenant TENANT = PLATFORM.newTenant();
    private static final UserView BOSS = newUser(TENANT, "tenant_admin");
    private static final Api ADMIN = signedIn(BOSS);
    private static final String DUE = Instant.now().plus(Duration.ofDays(7)).toString();

    /** A review of the roles of users in a company of its own, by its administrator, whose deputy is another one. */
    private static final class Company {

        private final Tenant tenant = PLATFORM.newTenant();
        private final UserView boss = newUser(tenant, "tenant_admin");
        private final UserView deputy = newUser(tenant, "tenant_admin");
        private final UserView anna = newUser(tenant, "viewer", "planner");
        private final Api admin = signedIn(boss);
        private final Api second = signedIn(deputy);

        private JsonNode begun(String scope) {
            var answer = admin.post(REVIEWS, body(boss, ",\"deputy_id\":\"" + deputy.id() + "\"", scope));
            assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
            return answer.json();
        }

        private JsonNode item(JsonNode review, UUID holder, String role) {
            return admin.get(items(review))
                    .json()
                    .path("items")
                    .valueStream()
                    .filter(item -> item.path("holder_id").asString().equals(holder.toString())
                            && item.path("role").asString().equals(role))
                    .findFirst()
                    .orElseThrow();
        }

        private List<String> rolesOf(UserView user) {
            return query(
                    "select r.name from %1$s.user_roles h join %1$s.roles r on r.id = h.role_id where h.user_id = '%2$s' order by 1"
                            .formatted(tenant.schema(), user.id()));
        }
    }

    private static String body(UserView reviewer, String more, String scope) {
        return "{\"name\":\"Autumn\",\"reviewer_id\":\"%s\",\"due_at\":\"%s\",\"scope\":%s%s}"
                .formatted(reviewer.id(), DUE, scope.replace('\'', '"'), more);
    }

    private static String items(JsonNode review) {
        return REVIEWS + "/" + review.path("id").asString() + "/items";
    }

    private static Answer decide(Api by, JsonNode review, JsonNode item, String decision) {
        return by.put(
                items(review) + "/" + item.path("id").asString(),
                "{\"decision\":\"%s\",\"comment\":\"Left the plant\"}".formatted(decision));
    }

    @Test
    void writesDownWhoHoldsWhatAndWhy() {
        var company = new Company();
        var review = company.begun("{'holders':['user']}");
        assertThat(review.path("state").asString()).isEqualTo("open");
        assertThat(review.path("items").asInt()).isEqualTo(4);
        assertThat(review.path("open").asInt()).isEqualTo(4);
        var viewer = company.item(review, company.anna.id(), "viewer");
        assertThat(viewer.path("holder").asString()).isEqualTo(company.anna.email());
        assertThat(viewer.path("permissions").toString()).contains("node:read").doesNotContain("node:write");
        assertThat(viewer.path("sites").isNull()).isTrue();
        assertThat(viewer.path("reviewer_id").asString())
                .isEqualTo(company.boss.id().toString());
        assertThat(company.item(review, company.boss.id(), "tenant_admin")
                        .path("reviewer_id")
                        .asString())
                .as("nobody reviews himself")
                .isEqualTo(company.deputy.id().toString());
        var planners = company.begun("{'roles':['planner']}");
        assertThat(planners.path("items").asInt()).isEqualTo(1);
        assertThat(company.admin.get(REVIEWS).json().path("items").findValuesAsString("id"))
                .containsExactly(
                        planners.path("id").asString(), review.path("id").asString());
    }

    @Test
    void takesAwayWhatIsRevokedAtTheNextRequest() {
        var company = new Company();
        var anna = signedIn(company.anna);
        assertThat(anna.get("/auth/me").status()).isEqualTo(200);
        var review = company.begun("{'roles':['planner','viewer']}");
        var planner = company.item(review, company.anna.id(), "planner");
        assertThat(decide(company.admin, review, company.item(review, company.anna.id(), "viewer"), "keep")
                        .status())
                .isEqualTo(200);
        var revoked = decide(company.admin, review, planner, "revoke");
        assertThat(revoked.status()).as(revoked.toString()).isEqualTo(200);
        assertThat(revoked.json().path("decision").asString()).isEqualTo("revoke");
        assertThat(revoked.json().path("decided_by").asString()).isEqualTo(company.boss.email());
        assertThat(company.rolesOf(company.anna)).containsExactly("viewer");
        var next = anna.get("/auth/me");
        assertThat(next.status()).isEqualTo(401);
        assertThat(next.json().path("type").asString()).endsWith("/permissions-changed");
        assertThat(decide(company.admin, review, planner, "keep").status())
                .as("no decision brings it back")
                .isEqualTo(409);
        assertThat(company.admin
                        .get(items(review) + "?decision=revoke")
                        .json()
                        .path("items")
                        .findValuesAsString("role"))
                .containsExactly("planner");
        assertThat(recorded(company.tenant, company.anna.id())).contains("AccessRevoked");
        assertThat(recorded(company.tenant, review.path("id").asString()))
                .containsExactly("AccessReviewBegun", "AccessDecided", "AccessDecided");
    }

    @Test
    void takesRolesFromServiceAccountsToo() {
        var company = new Company();
        var made = company.admin.post("/service-accounts", "{\"name\":\"erp\",\"roles\":[\"planner\"]}");
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        var review = company.begun("{'holders':['service_account']}");
        assertThat(review.path("items").asInt()).isEqualTo(1);
        var item = company.item(review, UUID.fromString(made.json().path("id").asString()), "planner");
        assertThat(item.path("holder").asString()).isEqualTo("erp");
        assertThat(decide(company.admin, review, item, "revoke").status()).isEqualTo(200);
        assertThat(company.admin
                        .get("/service-accounts/" + made.json().path("id").asString())
                        .json()
                        .path("roles")
                        .isEmpty())
                .isTrue();
    }

    @Test
    void letsNobodyDecideAboutHimselfOrForAnother() {
        var company = new Company();
        var review = company.begun("{'roles':['tenant_admin']}");
        var own = company.item(review, company.boss.id(), "tenant_admin");
        var refused = decide(company.admin, review, own, "keep");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.json().path("type").asString()).endsWith("/not-your-item");
        assertThat(decide(company.second, review, own, "keep").status()).isEqualTo(200);
        var others = company.item(review, company.deputy.id(), "tenant_admin");
        assertThat(decide(company.second, review, others, "keep").status()).isEqualTo(403);
        assertThat(company.admin
                        .post(REVIEWS, body(company.boss, "", "{}"))
                        .json()
                        .path("errors")
                        .findValuesAsString("field"))
                .as("without a deputy")
                .containsExactly("deputy_id");
    }

    @Test
    void keepsTheLastAdministrator() {
        var company = new Company();
        var outsider = newUser(company.tenant, "platform_admin");
        var reviewer = signedIn(outsider);
        var begun = company.admin.post(REVIEWS, body(outsider, "", "{'roles':['tenant_admin']}"));
        assertThat(begun.status()).as(begun.toString()).isEqualTo(201);
        var first = company.item(begun.json(), company.deputy.id(), "tenant_admin");
        var last = company.item(begun.json(), company.boss.id(), "tenant_admin");
        assertThat(decide(reviewer, begun.json(), first, "revoke").status()).isEqualTo(200);
        var refused = decide(reviewer, begun.json(), last, "revoke");
        assertThat(refused.status()).as(refused.toString()).isEqualTo(409);
        assertThat(refused.json().path("type").asString()).endsWith("/last-administrator");
    }

    @Test
    void closesWhenEverythingIsDecidedAndGivesATable() {
        var company = new Company();
        var review = company.begun("{'roles':['planner']}");
        var id = review.path("id").asString();
        var open = company.admin.post(REVIEWS + "/" + id + "/close", "");
        assertThat(open.status()).isEqualTo(409);
        assertThat(open.json().path("detail").asString())
                .isEqualTo("1 items are not decided yet; decide them, or close with a reason");
        var item = company.item(review, company.anna.id(), "planner");
        decide(company.admin, review, item, "keep");
        var closed = company.admin.post(REVIEWS + "/" + id + "/close", "");
        assertThat(closed.status()).as(closed.toString()).isEqualTo(200);
        assertThat(closed.json().path("state").asString()).isEqualTo("closed");
        assertThat(company.admin.post(REVIEWS + "/" + id + "/close", "").status())
                .isEqualTo(409);
        assertThat(decide(company.admin, review, item, "revoke").status()).isEqualTo(409);
        var table = company.admin.get(REVIEWS + "/" + id + "/report");
        assertThat(table.header("Content-Type")).startsWith("text/csv");
        assertThat(table.body().lines().toList()).hasSize(2);
        assertThat(table.body())
                .contains("user,%s,%s,planner,everywhere,".formatted(company.anna.email(), company.anna.id()))
                .contains(",keep,Left the plant," + company.boss.email() + ",");
    }

    @Test
    void closesWithAReasonWhateverIsOpen() {
        var company = new Company();
        var review = company.begun("{'roles':['planner']}");
        var id = review.path("id").asString();
        var closed = company.admin.post(REVIEWS + "/" + id + "/close?reason=Reviewer%20left", "");
        assertThat(closed.status()).as(closed.toString()).isEqualTo(200);
        assertThat(closed.json().path("state").asString()).isEqualTo("closed");
        assertThat(closed.json().path("open").asInt()).isEqualTo(1);
        assertThat(query("select reason from %s.audit_entries where event_type = 'AccessReviewClosed'"
                        .formatted(company.tenant.schema())))
                .containsExactly("Reviewer left");
    }

    @Test
    void saysOnceADayThatItIsOverdue() {
        var company = new Company();
        var review = company.begun("{'roles':['planner']}");
        assertThat(reminded(company, Duration.ZERO)).isZero();
        assertThat(reminded(company, Duration.ofDays(8))).isEqualTo(1);
        assertThat(reminded(company, Duration.ofDays(8))).isZero();
        assertThat(reminded(company, Duration.ofDays(9))).isEqualTo(1);
        assertThat(recorded(company.tenant, review.path("id").asString()))
                .containsExactly("AccessReviewBegun", "AccessReviewOverdue", "AccessReviewOverdue");
        query("update %s.access_reviews set due_at = now() - interval '1 hour'".formatted(company.tenant.schema()));
        assertThat(company.admin
                        .get(REVIEWS + "/" + review.path("id").asString())
                        .json()
                        .path("state")
                        .asString())
                .isEqualTo("overdue");
    }

    private static final Instant BEGIN = Instant.now();

    private static int reminded(Company company, Duration later) {
        return PLATFORM.inside(
                company.tenant,
                () -> PLATFORM.bean(UnitOfWork.class).write(change -> {
                    change.nothing();
                    return PLATFORM.bean(ReviewReminders.class).sweep(BEGIN.plus(later), 100);
                }));
    }

    @Test
    void knowsNothingOfAnotherCompany() {
        var company = new Company();
        var review = company.begun("{'roles':['planner']}");
        var id = review.path("id").asString();
        var item = company.item(review, company.anna.id(), "planner");
        assertThat(ADMIN.get(REVIEWS + "/" + id).status()).isEqualTo(404);
        assertThat(ADMIN.get(items(review)).status()).isEqualTo(404);
        assertThat(ADMIN.get(REVIEWS + "/" + id + "/report").status()).isEqualTo(404);
        assertThat(ADMIN.post(REVIEWS + "/" + id + "/close", "").status()).isEqualTo(404);
        assertThat(decide(ADMIN, review, item, "keep").status()).isEqualTo(404);
        assertThat(ADMIN.post(REVIEWS, body(company.boss, "", "{}"))
                        .json()
                        .path("errors")
                        .findValuesAsString("field"))
                .containsExactly("reviewer_id");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}|name, reviewer_id, due_at",
                "{'name':'a','reviewer_id':'{boss}','due_at':'2020-01-01T00:00:00Z'}|due_at",
                "{'name':'a','reviewer_id':'{boss}','due_at':'2999-01-01T00:00:00Z'}|due_at",
                "{'name':'a','reviewer_id':'{boss}','deputy_id':'{boss}','due_at':'{due}'}|deputy_id",
                "{'name':'a','reviewer_id':'{boss}','due_at':'{due}','scope':{'holders':[]}}|scope.holders",
                "{'name':'a','reviewer_id':'{boss}','due_at':'{due}','scope':{'holders':['robot']}}|scope.holders[0]",
                "{'name':'a','reviewer_id':'{boss}','due_at':'{due}','scope':{'roles':['viewer','king']}}|scope.roles[1]"
            })
    void namesTheFieldThatBreaksARule(String body, String fields) {
        var answer = ADMIN.post(
                REVIEWS,
                body.replace('\'', '"').replace("{boss}", BOSS.id().toString()).replace("{due}", DUE));
        assertThat(answer.status() + " " + answer.json().path("errors").findValuesAsString("field"))
                .isEqualTo("400 [" + fields + "]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"{}|decision", "{'decision':'maybe'}|decision", "{'decision':'revoke'}|comment"})
    void namesTheFieldOfADecisionThatBreaksARule(String body, String field) {
        var answer = ADMIN.put(
                "%s/%s/items/%s".formatted(REVIEWS, UUID.randomUUID(), UUID.randomUUID()), body.replace('\'', '"'));
        assertThat(answer.status() + " " + answer.json().path("errors").findValuesAsString("field"))
                .isEqualTo("400 [" + field + "]");
    }

    @ParameterizedTest
    @CsvSource({
        "get,/access-reviews,access_review:read",
        "post,/access-reviews,access_review:write",
        "get,/access-reviews/{id},access_review:read",
        "get,/access-reviews/{id}/items,access_review:read",
        "put,/access-reviews/{id}/items/{item},access_review:decide",
        "post,/access-reviews/{id}/close,access_review:write",
        "get,/access-reviews/{id}/report,access_review:read"
    })
    void asksForThePermissionThatItsDocumentSays(String method, String path, String permission) {
        var operation = PLATFORM.anonymous()
                .get("/openapi.json")
                .json()
                .path("paths")
                .path(path)
                .path(method);
        assertThat(operation.path("x-permission").asString()).isEqualTo(permission);
        assertThat(operation.path("summary").asString()).isNotBlank();
        var url = path.replaceAll("\\{[a-z]+}", UUID.randomUUID().toString());
        assertThat(send(PLATFORM.as(TENANT, "job:read"), method, url).status()).isEqualTo(403);
        assertThat(send(PLATFORM.anonymous(), method, url).status()).isEqualTo(401);
    }

    private static Answer send(Api api, String method, String path) {
        return switch (method) {
            case "get" -> api.get(path);
            case "put" -> api.put(path, "{}");
            default -> api.post(path, "{}");
        };
    }
}
