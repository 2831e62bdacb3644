package io.foodflow.notification.notifications;

import static io.foodflow.notification.NotificationPlatform.administrator;
import static io.foodflow.notification.NotificationPlatform.query;
import static io.foodflow.notification.NotificationPlatform.recorded;
import static io.foodflow.notification.NotificationPlatform.user;
import static io.foodflow.notification.NotificationPlatform.webhook;
import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.notification.NotificationPlatform;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.testkit.Api;
import io.foodflow.testkit.Api.Answer;
import io.foodflow.testkit.TestPlatform;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class NotificationsApiTest {

    private static final TestPlatform PLATFORM = NotificationPlatform.get();
    private static final Tenant TENANT = PLATFORM.newTenant();
    private static final Api ADMIN = administrator(TENANT);

    private final UUID anna = user(TENANT, "viewer");
    private final Api asAnna = PLATFORM.as(anna, TENANT);

    private static String message(String subject, String severity, String to) {
        return "{\"subject\":\"%s\",\"text\":\"Lot A-1\",\"severity\":\"%s\",\"to\":%s}"
                .formatted(subject, severity, to);
    }

    private String toAnna() {
        return "{\"users\":[\"%s\"]}".formatted(anna);
    }

    private static Answer sent(String body) {
        var sent = ADMIN.post("/notifications", body);
        assertThat(sent.status()).as(sent.toString()).isEqualTo(202);
        return sent;
    }

    private static String id(Answer sent) {
        return sent.json().path("id").asString();
    }

    private JsonNode inbox(String query) {
        return asAnna.get("/notifications" + query).json();
    }

    @Test
    void isInTheListOfThosePeopleOnlyWhomItIsFor() {
        var sent = sent(message("Recall", "critical", toAnna()));
        assertThat(sent.header("Location")).isEqualTo("/notifications/" + id(sent));
        var seen = inbox("").path("items").get(0);
        assertThat(seen.path("subject").asString()).isEqualTo("Recall");
        assertThat(seen.path("severity").asString()).isEqualTo("critical");
        assertThat(seen.path("topic").asString()).isEqualTo("message");
        assertThat(seen.path("read_at").isNull()).isTrue();
        assertThat(seen.path("mine").asBoolean()).isTrue();
        assertThat(asAnna.get("/notifications/" + id(sent)).json().path("mine").asBoolean())
                .isTrue();
        assertThat(ADMIN.get("/notifications/" + id(sent)).json().path("mine").asBoolean(true))
                .isFalse();
        assertThat(ADMIN.get("/notifications/" + id(sent))
                        .json()
                        .path("deliveries")
                        .isArray())
                .isTrue();
        var other = PLATFORM.as(user(TENANT, "viewer"), TENANT);
        assertThat(other.get("/notifications").json().path("items").isEmpty()).isTrue();
        for (var answer : new Answer[] {
            other.get("/notifications/" + id(sent)),
            other.put("/notifications/%s/read".formatted(id(sent)), ""),
            other.put("/notifications/%s/acknowledgement".formatted(id(sent)), ""),
            administrator(PLATFORM.newTenant()).get("/notifications/" + id(sent))
        }) {
            assertThat(answer.status()).isEqualTo(404);
        }
        assertThat(recorded(TENANT, id(sent))).containsExactly("NotificationSent");
    }

    @Test
    void reachesEverybodyWithARoleSaveWhoIsDisabled() {
        var tenant = PLATFORM.newTenant();
        var one = user(tenant, "operator");
        var two = user(tenant, "operator");
        var gone = user(tenant, "operator");
        user(tenant, "viewer");
        query("update %s.users set status = 'disabled' where id = '%s'".formatted(tenant.schema(), gone));
        var sent = administrator(tenant)
                .post("/notifications", message("Line 2 stops", "info", "{\"roles\":[\"operator\"]}"));
        assertThat(sent.status()).as(sent.toString()).isEqualTo(202);
        assertThat(query("select user_id from %s.notification_inbox".formatted(tenant.schema())))
                .containsExactlyInAnyOrder(one.toString(), two.toString());
    }

    @Test
    void isReadAndAcknowledgedOnce() {
        var first = id(sent(message("One", "warning", toAnna())));
        var second = id(sent(message("Two", "critical", toAnna())));
        assertThat(asAnna.get("/notifications/unread").body())
                .isEqualTo("{\"unread\":2,\"critical\":1,\"newest\":\"%s\"}".formatted(second));
        var read = asAnna.put("/notifications/%s/read".formatted(first), "");
        assertThat(read.json().path("read_at").isNull()).isFalse();
        assertThat(asAnna.put("/notifications/%s/read".formatted(first), "").json())
                .isEqualTo(read.json());
        var seenTo = asAnna.put("/notifications/%s/acknowledgement".formatted(second), "");
        assertThat(seenTo.json().path("acknowledged_at").isNull()).isFalse();
        assertThat(seenTo.json().path("read_at").isNull()).isFalse();
        assertThat(asAnna.put("/notifications/%s/acknowledgement".formatted(second), "")
                        .json())
                .isEqualTo(seenTo.json());
        assertThat(recorded(TENANT, first)).containsExactly("NotificationSent", "NotificationRead");
        assertThat(recorded(TENANT, second)).containsExactly("NotificationSent", "NotificationAcknowledged");
        sent(message("Three", "info", toAnna()));
        assertThat(asAnna.put("/notifications/read", "").json().path("unread").asInt())
                .isZero();
        assertThat(recorded(TENANT, anna)).contains("InboxRead");
    }

    @Test
    void listsTheNewestFirstByPagesAndFilters() {
        sent(message("One", "info", toAnna()));
        var two = id(sent(message("Two", "critical", toAnna())));
        sent(message("Three", "info", toAnna()));
        asAnna.put("/notifications/%s/read".formatted(two), "");
        var page = inbox("?limit=2");
        assertThat(page.path("items").findValuesAsString("subject")).containsExactly("Three", "Two");
        assertThat(inbox("?limit=2&cursor=" + page.path("next_cursor").asString())
                        .path("items")
                        .findValuesAsString("subject"))
                .containsExactly("One");
        assertThat(inbox("?unread=true").path("items").findValuesAsString("subject"))
                .containsExactly("Three", "One");
        assertThat(inbox("?unread=false").path("items").findValuesAsString("subject"))
                .containsExactly("Two");
        assertThat(inbox("?severity=critical").path("items").findValuesAsString("subject"))
                .containsExactly("Two");
        assertThat(inbox("?topic=other").path("items").isEmpty()).isTrue();
        assertThat(asAnna.get("/notifications?severity=loud")
                        .json()
                        .at("/errors/0/field")
                        .asString())
                .isEqualTo("severity");
    }

    @Test
    void saysWhatATemplateSaysWithTheData() {
        var template = ADMIN.post("/notifications/templates", """
                {"name":"recall.%s","default_language":"en","texts":{"en":{"subject":"Lot {{lot}}","text":"Stop {{lot}}"},
                 "de":{"subject":"Los {{lot}}","text":"{{lot}} sperren"}},"sample":{"lot":"A"}}""".formatted(UUID.randomUUID()));
        var body = """
                {"template_id":"%s","language":"de-AT","data":%s,"topic":"recall.opened","link":"/app/trace?lot=L-7","to":%s}""";
        var templateId = template.json().path("id").asString();
        sent(body.formatted(templateId, "{\"lot\":\"L-7\"}", toAnna()));
        var seen = inbox("").path("items").get(0);
        assertThat(seen.path("subject").asString()).isEqualTo("Los L-7");
        assertThat(seen.path("text").asString()).isEqualTo("L-7 sperren");
        assertThat(seen.path("language").asString()).isEqualTo("de");
        assertThat(seen.path("topic").asString()).isEqualTo("recall.opened");
        assertThat(seen.path("link").asString()).isEqualTo("/app/trace?lot=L-7");
        var missing = ADMIN.post("/notifications", body.formatted(templateId, "{\"lot\":null}", toAnna()));
        assertThat(missing.status()).isEqualTo(400);
        assertThat(missing.json().at("/errors/0/field").asString()).isEqualTo("data");
        var strange = ADMIN.post("/notifications", body.formatted(templateId, "{\"lot\":\"a\\u0000b\"}", toAnna()));
        assertThat(strange.status()).as(strange.toString()).isEqualTo(400);
        assertThat(strange.json().at("/errors/0/rule").asString()).isEqualTo("characters");
        assertThat(inbox("").path("items")).hasSize(1);
    }

    @Test
    void sendsOnceForAnIdempotencyKey() {
        var once = ADMIN.with("Idempotency-Key", "once " + anna);
        var first = once.post("/notifications", message("Once", "info", toAnna()));
        var again = once.post("/notifications", message("Once", "info", toAnna()));
        assertThat(again.json()).isEqualTo(first.json());
        assertThat(inbox("").path("items")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"text\":\"T\",\"to\":{\"users\":[\"ANNA\"]}}|subject",
                "{\"subject\":\"S\",\"to\":{\"users\":[\"ANNA\"]}}|text",
                "{\"subject\":\"S\\nBcc: x\",\"text\":\"T\",\"to\":{\"users\":[\"ANNA\"]}}|subject",
                "{\"subject\":\"S\",\"text\":\"T\"}|to",
                "{\"subject\":\"S\",\"text\":\"T\",\"to\":{}}|to",
                "{\"subject\":\"S\",\"text\":\"T\",\"to\":{\"users\":[\"NONE\"]}}|to.users[0]",
                "{\"subject\":\"S\",\"text\":\"T\",\"to\":{\"roles\":[\"nobodys\"]}}|to.roles[0]",
                "{\"subject\":\"S\",\"text\":\"T\",\"to\":{\"channels\":[\"NONE\"]}}|to.channels[0]",
                "{\"subject\":\"S\",\"text\":\"T\",\"to\":{\"channels\":[\"MAIL\"]}}|to.channels[0]",
                "{\"subject\":\"S\",\"text\":\"T\",\"to\":{\"users\":[\"ANNA\"],\"via\":[\"HOOK\"]}}|to.via[0]",
                "{\"subject\":\"S\",\"text\":\"T\",\"to\":{\"addresses\":[{\"channel_id\":\"MAIL\",\"to\":\"a@example.com\"}]}}|to.addresses[0].channel_id",
                "{\"subject\":\"S\",\"text\":\"T\",\"to\":{\"addresses\":[{\"channel_id\":\"OWN\",\"to\":\"nobody\"}]}}|to.addresses[0].to",
                "{\"subject\":\"S\",\"text\":\"T\",\"severity\":\"loud\",\"to\":{\"users\":[\"ANNA\"]}}|severity",
                "{\"subject\":\"S\",\"text\":\"T\",\"topic\":\"A B\",\"to\":{\"users\":[\"ANNA\"]}}|topic",
                "{\"subject\":\"S\",\"text\":\"T\",\"language\":\"german\",\"to\":{\"users\":[\"ANNA\"]}}|language",
                "{\"subject\":\"S\",\"text\":\"T\",\"link\":\"https://evil.example\",\"to\":{\"users\":[\"ANNA\"]}}|link",
                "{\"subject\":\"S\",\"text\":\"T\",\"link\":\"/app//evil\\u0000\",\"to\":{\"users\":[\"ANNA\"]}}|link",
                "{\"template_id\":\"NONE\",\"to\":{\"users\":[\"ANNA\"]}}|template_id",
                "{\"template_id\":\"NONE\",\"subject\":\"S\",\"to\":{\"users\":[\"ANNA\"]}}|template_id"
            })
    void saysWhichFieldBreaksARule(String body, String field) {
        var mail = ADMIN.post("/notifications/channels", "{\"name\":\"m %s\",\"kind\":\"email\"}".formatted(anna));
        var own = ADMIN.post("/notifications/channels", """
                {"name":"o %s","kind":"email","settings":{"server":"own","host":"mail.example.com","from":"a@example.com"}}""".formatted(anna));
        var answer = ADMIN.post(
                "/notifications",
                body.replace("ANNA", anna.toString())
                        .replace("MAIL", mail.json().path("id").asString())
                        .replace("OWN", own.json().path("id").asString())
                        .replace("HOOK", webhook(ADMIN, "/never"))
                        .replace("NONE", UUID.randomUUID().toString()));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(answer.json().at("/errors/0/field").asString())
                .as(answer.toString())
                .isEqualTo(field);
        assertThat(inbox("").path("items").isEmpty()).isTrue();
    }

    @Test
    void needsThePermissionToSendAndATokenForAll() {
        assertThat(asAnna.post("/notifications", message("S", "info", toAnna())).status())
                .isEqualTo(403);
        assertThat(PLATFORM.anonymous()
                        .post("/notifications", message("S", "info", toAnna()))
                        .status())
                .isEqualTo(401);
        for (var path : new String[] {"", "/unread", "/stream", "/" + anna}) {
            assertThat(PLATFORM.anonymous().get("/notifications" + path).status())
                    .isEqualTo(401);
        }
    }

    @Test
    void tellsOfSomethingNewWhileSomebodyWatches() throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create(PLATFORM.address() + "/notifications/stream"))
                    .header("Authorization", asAnna.header("Authorization"))
                    .build();
            var answer = client.send(request, BodyHandlers.ofInputStream());
            try (var lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
                assertThat(nextData(lines)).contains("\"unread\":0");
                var sent = id(sent(message("Now", "critical", toAnna())));
                assertThat(nextData(lines))
                        .isEqualTo("{\"unread\":1,\"critical\":1,\"newest\":\"%s\"}".formatted(sent));
            }
            client.shutdownNow();
        }
    }

    private static String nextData(BufferedReader lines) throws IOException {
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("data: ")) {
                return line.substring("data: ".length());
            }
        }
        return "the stream ended";
    }
}
