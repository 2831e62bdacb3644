package io.foodflow.notification.subscriptions;

import static io.foodflow.notification.NotificationPlatform.administrator;
import static io.foodflow.notification.NotificationPlatform.query;
import static io.foodflow.notification.NotificationPlatform.recorded;
import static io.foodflow.notification.NotificationPlatform.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.notification.NotificationPlatform;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.testkit.Api;
import io.foodflow.testkit.TestPlatform;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class SubscriptionsApiTest {

    private static final TestPlatform PLATFORM = NotificationPlatform.get();
    private static final String SUBSCRIPTIONS = "/notifications/subscriptions";

    private final Tenant tenant = PLATFORM.newTenant();
    private final Api admin = administrator(tenant);
    private final UUID anna = user(tenant, "viewer");

    private String subscription(String name, String event, String more) {
        return "{\"name\":\"%s\",\"events\":[\"%s\"],\"severity\":\"warning\"%s,\"to\":{\"users\":[\"%s\"]}}"
                .formatted(name, event, more, anna);
    }

    private Api.Answer made(String name, String event, String more) {
        var made = admin.post(SUBSCRIPTIONS, subscription(name, event, more));
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        return made;
    }

    private void addRole(String name) {
        var made = PLATFORM.as(tenant, "role:write", "role:read").post("/roles", """
                        {"name":"%s","title":"T","description":"D","permissions":["role:read"]}""".formatted(name));
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        PLATFORM.deliverEvents(tenant);
    }

    private JsonNode inbox() {
        return PLATFORM.as(anna, tenant).get("/notifications").json().path("items");
    }

    @Test
    void makesOneNotificationOfAnEventHoweverOftenItArrives() {
        made("roles", "RoleCreated", ",\"topic\":\"role.created\",\"link\":\"/app/roles\"");
        addRole("packer");
        assertThat(inbox()).hasSize(1);
        query("update %s.consumer_positions set seq = 0 where consumer = 'notification.subscriptions'"
                .formatted(tenant.schema()));
        PLATFORM.deliverEvents(tenant);
        assertThat(inbox()).hasSize(1);
        var seen = inbox().get(0);
        assertThat(seen.path("subject").asString()).startsWith("RoleCreated: role ");
        assertThat(seen.path("text").asString()).contains("name: packer");
        assertThat(seen.path("topic").asString()).isEqualTo("role.created");
        assertThat(seen.path("severity").asString()).isEqualTo("warning");
        assertThat(seen.path("link").asString()).isEqualTo("/app/roles");
        assertThat(seen.path("created_by").asString()).isEqualTo("subscription roles");
    }

    @Test
    void fillsATemplateInOrTellsTheEventPartByPart() {
        var template = admin.post("/notifications/templates", """
                {"name":"role","texts":{"en":{"subject":"Role {{name}}","text":"{{event.type}} {{missing}}"}},
                 "sample":{"name":"N","missing":"M","event":{"type":"T"}}}""");
        var templateId = template.json().path("id").asString();
        made("roles", "RoleCreated", ",\"template_id\":\"%s\"".formatted(templateId));
        addRole("packer");
        assertThat(inbox().get(0).path("subject").asString()).startsWith("RoleCreated");
        assertThat(inbox().get(0).path("text").asString())
                .contains("could not be filled in")
                .contains("missing");
        var whole = admin.with("If-Match", "*").put("/notifications/templates/" + templateId, """
                {"name":"role","texts":{"en":{"subject":"Role {{name}}","text":"{{event.type}}"}},
                 "sample":{"name":"N","event":{"type":"T"}}}""");
        assertThat(whole.status()).as(whole.toString()).isEqualTo(200);
        addRole("sealer");
        assertThat(inbox().get(0).path("subject").asString()).isEqualTo("Role sealer");
        assertThat(inbox().get(0).path("text").asString()).isEqualTo("RoleCreated");
    }

    @Test
    void makesNothingOfWhatWasBeforeOrIsItsOwnDoing() {
        addRole("before");
        made("roles", "RoleCreated", "");
        made("circle", "NotificationSent", "");
        PLATFORM.deliverEvents(tenant);
        assertThat(inbox()).isEmpty();
        addRole("after");
        PLATFORM.deliverEvents(tenant);
        assertThat(inbox()).hasSize(1);
    }

    /** An event of identity that a template comes with the platform for. */
    private void invite(String address) {
        var made = PLATFORM.as(
                        tenant,
                        "user:write",
                        "node:read",
                        "relationship:read",
                        "trace:read",
                        "event:read",
                        "job:read",
                        "tenant:read")
                .post("/users/invitations", "{\"email\":\"%s\",\"roles\":[\"viewer\"]}".formatted(address));
        assertThat(made.status()).as(made.toString()).isLessThan(300);
        PLATFORM.deliverEvents(tenant);
    }

    @Test
    void tellsByTheTemplateOfThePlatformOrOnesOwnOfThatName() {
        made("invited", "InvitationCreated", ",\"language\":\"fr\"");
        invite("ben@example.com");
        assertThat(inbox().get(0).path("subject").asString()).isEqualTo("Invitation : ben@example.com");
        assertThat(inbox().get(0).path("text").asString()).endsWith("- viewer");
        var own = admin.post("/notifications/templates", """
                {"name":"account.invited","texts":{"en":{"subject":"Come, {{email}}","text":"T"}},"sample":{"email":"a"}}""");
        assertThat(own.status()).as(own.toString()).isEqualTo(201);
        invite("carl@example.com");
        assertThat(inbox().get(0).path("subject").asString()).isEqualTo("Come, carl@example.com");
    }

    @Test
    void tellsOnlyWhatHasThePartsAskedFor() {
        var made = made("roles", "RoleCreated", ",\"when\":{\"name\":\"packer\"}");
        assertThat(made.json().at("/when/name").asString()).isEqualTo("packer");
        addRole("sealer");
        assertThat(inbox()).isEmpty();
        addRole("packer");
        assertThat(inbox()).hasSize(1);
    }

    @Test
    void aNewCompanyHearsOfLittle() {
        var admin = NotificationPlatform.user(tenant, "viewer");
        var items = this.admin.get(SUBSCRIPTIONS).json().path("items");
        assertThat(items.findValuesAsString("name"))
                .containsExactly("limits", "refused captures", "safety of accounts");
        for (var item : items) {
            var same = this.admin
                    .with("If-Match", "*")
                    .put(SUBSCRIPTIONS + "/" + item.path("id").asString(), """
                    {"name":"%s","events":["RoleCreated"],"to":{"users":["%s"]}}""".formatted(
                                    item.path("name").asString(), admin));
            assertThat(same.status()).as(same.toString()).isEqualTo(200);
        }
        addRole("packer");
        assertThat(PLATFORM.as(admin, tenant).get("/notifications").json().path("items"))
                .hasSize(3);
    }

    /** As after the tenant was restored as another company. */
    @Test
    void tellsAnEventThoughAChannelHasLostItsSecret() {
        var channel =
                admin.post("/notifications/channels", """
                {"name":"slack","kind":"slack","secrets":{"webhook_url":"https://hooks.slack.com/services/T0/B0/x"}}""").json().path("id").asString();
        var to = "\"to\":{\"channels\":[\"%s\"],".formatted(channel);
        var body = subscription("roles", "RoleCreated", "").replace("\"to\":{", to);
        var made = admin.post(SUBSCRIPTIONS, body);
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        query("delete from %s.notification_channel_secrets".formatted(tenant.schema()));
        addRole("packer");
        assertThat(inbox()).hasSize(1);
        var refused = admin.with("If-Match", "*").put(made.header("Location"), body);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().at("/errors/0/field").asString()).isEqualTo("to.channels[0]");
        assertThat(refused.json().at("/errors/0/rule").asString()).isEqualTo("ready");
        var seen = admin.get("/notifications/channels/" + channel).json();
        assertThat(seen.path("ready").asBoolean()).isFalse();
        assertThat(seen.path("not_ready").asString()).contains("webhook_url");
        assertThat(admin.post("/notifications/channels/%s/test".formatted(channel), "{}")
                        .json()
                        .path("outcome")
                        .asString())
                .isEqualTo("not_configured");
    }

    @Test
    void keepsAnEventThatReachesNobody() {
        made("roles", "RoleCreated", "");
        query("update %s.users set status = 'disabled' where id = '%s'".formatted(tenant.schema(), anna));
        addRole("packer");
        assertThat(query("select created_by from %s.notifications".formatted(tenant.schema())))
                .containsExactly("subscription roles");
    }

    @Test
    void isSwitchedOffAndRemoved() {
        var made = made("roles", "RoleCreated", "");
        var path = made.header("Location");
        assertThat(admin.get(path).json()).isEqualTo(made.json());
        assertThat(admin.put(path, subscription("roles", "RoleCreated", "")).status())
                .isEqualTo(428);
        var off = admin.with("If-Match", "\"1\"").put(path, subscription("roles", "RoleCreated", ",\"enabled\":false"));
        assertThat(off.json().path("enabled").asBoolean()).isFalse();
        assertThat(off.header("ETag")).isEqualTo("\"2\"");
        addRole("packer");
        assertThat(inbox()).isEmpty();
        assertThat(admin.with("If-Match", "\"1\"").delete(path).status()).isEqualTo(412);
        assertThat(admin.with("If-Match", "\"2\"").delete(path).status()).isEqualTo(204);
        assertThat(admin.get(path).status()).isEqualTo(404);
        assertThat(recorded(tenant, made.json().path("id").asString()))
                .containsExactly("EventSubscriptionAdded", "EventSubscriptionUpdated", "EventSubscriptionRemoved");
    }

    @Test
    void listsByNameAndRefusesANameTwice() {
        made("b", "RoleCreated", "");
        var a = made("a", "RoleCreated", "");
        var page = admin.get(SUBSCRIPTIONS + "?limit=1").json();
        assertThat(page.path("items").findValuesAsString("name")).containsExactly("a");
        assertThat(admin.get(SUBSCRIPTIONS + "?limit=1&cursor="
                                + page.path("next_cursor").asString())
                        .json()
                        .path("items")
                        .findValuesAsString("name"))
                .containsExactly("b");
        assertThat(admin.post(SUBSCRIPTIONS, subscription("a", "RoleCreated", ""))
                        .status())
                .isEqualTo(409);
        assertThat(admin.with("If-Match", "*")
                        .put(a.header("Location"), subscription("b", "RoleCreated", ""))
                        .status())
                .isEqualTo(409);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"events\":[\"RoleCreated\"],\"to\":{\"users\":[\"ANNA\"]}}|name",
                "{\"name\":\"n\",\"to\":{\"users\":[\"ANNA\"]}}|events",
                "{\"name\":\"n\",\"events\":[\"role created\"],\"to\":{\"users\":[\"ANNA\"]}}|events[0]",
                "{\"name\":\"n\",\"events\":[null],\"to\":{\"users\":[\"ANNA\"]}}|events[0]",
                "{\"name\":\"n\",\"events\":[\"RoleCreated\"]}|to",
                "{\"name\":\"n\",\"events\":[\"RoleCreated\"],\"when\":{\"a\":[]},\"to\":{\"users\":[\"ANNA\"]}}|when.a",
                "{\"name\":\"n\",\"events\":[\"RoleCreated\"],\"when\":{\"a\":null},\"to\":{\"users\":[\"ANNA\"]}}|when.a",
                "{\"name\":\"n\",\"events\":[\"RoleCreated\"],\"when\":{\"A b\":1},\"to\":{\"users\":[\"ANNA\"]}}|when.A b",
                "{\"name\":\"n\",\"events\":[\"RoleCreated\"],\"to\":{\"users\":[\"NONE\"]}}|to.users[0]",
                "{\"name\":\"n\",\"events\":[\"RoleCreated\"],\"template_id\":\"NONE\",\"to\":{\"users\":[\"ANNA\"]}}|template_id"
            })
    void saysWhichFieldBreaksARule(String body, String field) {
        var answer = admin.post(
                SUBSCRIPTIONS,
                body.replace("ANNA", anna.toString())
                        .replace("NONE", UUID.randomUUID().toString()));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(answer.json().at("/errors/0/field").asString())
                .as(answer.toString())
                .isEqualTo(field);
    }

    @Test
    void isForThoseWhoMaySeeIt() {
        var path = made("roles", "RoleCreated", "").header("Location");
        var other = administrator(PLATFORM.newTenant());
        var body = subscription("roles", "RoleCreated", "");
        assertThat(other.get(path).status()).isEqualTo(404);
        assertThat(other.with("If-Match", "*").delete(path).status()).isEqualTo(404);
        var reader = PLATFORM.as(tenant, "notification_subscription:read");
        assertThat(reader.get(path).status()).isEqualTo(200);
        for (var status : new int[] {
            reader.post(SUBSCRIPTIONS, body).status(),
            reader.with("If-Match", "*").put(path, body).status(),
            reader.with("If-Match", "*").delete(path).status()
        }) {
            assertThat(status).isEqualTo(403);
        }
        assertThat(PLATFORM.anonymous().get(path).status()).isEqualTo(401);
        assertThat(PLATFORM.anonymous().post(SUBSCRIPTIONS, body).status()).isEqualTo(401);
    }
}
