package io.foodflow.notification.deliveries;

import static io.foodflow.notification.NotificationPlatform.administrator;
import static io.foodflow.notification.NotificationPlatform.await;
import static io.foodflow.notification.NotificationPlatform.query;
import static io.foodflow.notification.NotificationPlatform.receiver;
import static io.foodflow.notification.NotificationPlatform.recorded;
import static io.foodflow.notification.NotificationPlatform.user;
import static io.foodflow.notification.NotificationPlatform.webhook;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.foodflow.notification.LocalReceiver;
import io.foodflow.notification.LocalReceiver.Answer;
import io.foodflow.notification.NotificationPlatform;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.testkit.Api;
import io.foodflow.testkit.TestPlatform;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class DeliveriesApiTest {

    private static final TestPlatform PLATFORM = NotificationPlatform.get();
    private static final Tenant TENANT = PLATFORM.newTenant();
    private static final Api ADMIN = administrator(TENANT);
    private static final String DELIVERIES = "/notifications/deliveries";

    private final String path = "/" + UUID.randomUUID();

    private static String send(String to, String severity) {
        return send(ADMIN, to, severity);
    }

    private static String send(Api api, String to, String severity) {
        var sent = api.post(
                "/notifications",
                "{\"subject\":\"Cold store 3\",\"text\":\"9 degrees\",\"severity\":\"%s\",\"to\":%s}"
                        .formatted(severity, to));
        assertThat(sent.status()).as(sent.toString()).isEqualTo(202);
        return sent.json().path("id").asString();
    }

    private static String toChannel(String channel) {
        return "{\"channels\":[\"%s\"]}".formatted(channel);
    }

    private static JsonNode only(String notification) {
        var items = ADMIN.get(DELIVERIES + "?notification_id=" + notification)
                .json()
                .path("items");
        assertThat(items).hasSize(1);
        return items.get(0);
    }

    private static JsonNode awaited(String notification, String state) {
        await(state, () -> only(notification).path("state").asString().equals(state));
        return ADMIN.get(DELIVERIES + "/" + only(notification).path("id").asString())
                .json();
    }

    @Test
    void handsAMessageOverAndLogsWhatWasAnswered() {
        receiver().answer(path, Answer.of(202, "thanks"));
        var logged = awaited(send(toChannel(webhook(ADMIN, path)), "warning"), "delivered");
        var call = receiver().received(path).getFirst();
        assertThat(call.headers().get("webhook-id"))
                .isEqualTo(logged.at("/delivery/id").asString());
        assertThat(call.body()).contains("\"subject\":\"Cold store 3\"").contains("\"severity\":\"warning\"");
        var attempt = logged.path("attempts").get(0);
        assertThat(attempt.path("outcome").asString()).isEqualTo("accepted");
        assertThat(attempt.path("status").asInt()).isEqualTo(202);
        assertThat(attempt.path("answer").asString()).isEqualTo("thanks");
        assertThat(attempt.path("answer_bytes").asInt()).isEqualTo(6);
        assertThat(logged.at("/delivery/attempts").asInt()).isEqualTo(1);
    }

    @Test
    void writesToPeopleAtTheirOwnAddress() {
        var mailServer = new GreenMail(new ServerSetup(0, LocalReceiver.HOST, ServerSetup.PROTOCOL_SMTP));
        mailServer.start();
        try {
            var channel = ADMIN.post("/notifications/channels", """
                    {"name":"mail %s","kind":"email","settings":{"server":"own","host":"%s","port":%d,"tls":"none",
                     "from":"plant@example.com"}}""".formatted(
                    UUID.randomUUID(), LocalReceiver.HOST, mailServer.getSmtp().getPort()));
            var to = "{\"users\":[\"%s\"],\"via\":[\"%s\"]}"
                    .formatted(user(TENANT, "viewer"), channel.json().path("id").asString());
            var logged = awaited(send(to, "info"), "delivered");
            assertThat(logged.at("/delivery/recipient").asString()).endsWith("@example.com");
            assertThat(logged.at("/delivery/user_id").isNull()).isFalse();
            assertThat(mailServer.getReceivedMessages()).hasSize(1);
        } finally {
            mailServer.stop();
        }
    }

    @Test
    void triesAgainUnderTheSameIdUntilItIsTaken() {
        receiver().answer(path, Answer.of(503, "busy"));
        var notification = send(toChannel(webhook(ADMIN, path)), "info");
        await("the first attempt", () -> !receiver().received(path).isEmpty());
        receiver().answer(path, Answer.of(200, ""));
        var logged = awaited(notification, "delivered");
        assertThat(logged.path("attempts").findValuesAsString("outcome"))
                .first()
                .isEqualTo("postponed");
        assertThat(logged.path("attempts").findValuesAsString("outcome")).last().isEqualTo("accepted");
        assertThat(receiver().received(path))
                .extracting(call -> call.headers().get("webhook-id"))
                .hasSizeGreaterThan(1)
                .containsOnly(logged.at("/delivery/id").asString());
    }

    @Test
    void givesUpAndTriesAnewWhenSomebodyAsks() {
        receiver().answer(path, Answer.of(500, "broken"));
        var notification = send(toChannel(webhook(ADMIN, path)), "critical");
        var dead = awaited(notification, "dead");
        var id = dead.at("/delivery/id").asString();
        assertThat(dead.path("attempts")).hasSize(3);
        assertThat(dead.at("/delivery/reason").asString()).isEqualTo("127.0.0.77 answered 500");
        assertThat(dead.at("/delivery/next_attempt_at").isNull()).isTrue();
        assertThat(ADMIN.get(DELIVERIES + "?state=dead").json().path("items").findValuesAsString("id"))
                .contains(id);
        receiver().answer(path, Answer.of(200, ""));
        assertThat(ADMIN.post("%s/%s/replay".formatted(DELIVERIES, id), "").status())
                .isEqualTo(200);
        assertThat(awaited(notification, "delivered").path("attempts")).hasSize(4);
        var again = ADMIN.post("%s/%s/replay".formatted(DELIVERIES, id), "");
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.json().path("detail").asString()).contains("gets it once");
        assertThat(recorded(TENANT, id)).containsExactly("DeliveryDied", "DeliveryReplayed");
    }

    @Test
    void givesUpAtOnceWhereAnotherAttemptWouldEndTheSameWay() {
        receiver().answer(path, Answer.of(410, "gone"));
        var channel = webhook(ADMIN, path);
        var dead = awaited(send(toChannel(channel), "info"), "dead");
        assertThat(dead.path("attempts").findValuesAsString("outcome")).containsExactly("refused");
        assertThat(ADMIN.with("If-Match", "*")
                        .delete("/notifications/channels/" + channel)
                        .status())
                .isEqualTo(204);
        var id = dead.at("/delivery/id").asString();
        var gone = ADMIN.post("%s/%s/replay".formatted(DELIVERIES, id), "");
        assertThat(gone.status()).isEqualTo(409);
        assertThat(gone.json().path("type").asString()).contains("channel-gone");
    }

    @Test
    void sendsNothingThroughAChannelThatIsSwitchedOff() {
        var channel = webhook(ADMIN, path);
        var name = ADMIN.get("/notifications/channels/" + channel)
                .json()
                .path("name")
                .asString();
        assertThat(ADMIN.with("If-Match", "*")
                        .put("/notifications/channels/" + channel, """
                        {"name":"%s","kind":"webhook","enabled":false,"settings":{"url":"%s%s"}}""".formatted(
                                        name, receiver().address(), path))
                        .status())
                .isEqualTo(200);
        assertThat(awaited(send(toChannel(channel), "info"), "dead")
                        .at("/attempts/0/outcome")
                        .asString())
                .isEqualTo("not_configured");
        assertThat(receiver().received(path)).isEmpty();
    }

    /**
     * As after the death of a process: the row is taken, and nobody says anything about it any more. This process knows that
     * it has nothing to do for the tenant for an hour.
     */
    @Test
    void takesUpWhatAProcessLeftThatDied() {
        receiver().answer("/later" + path, new Answer(503, Map.of("Retry-After", "3600"), ""));
        var later = send(toChannel(webhook(ADMIN, "/later" + path)), "info");
        await(
                "the first attempt",
                () -> !only(later).path("next_attempt_at").isNull()
                        && only(later).path("attempts").asInt() == 1
                        && only(later).path("state").asString().equals("waiting"));
        var logged = awaited(send(toChannel(webhook(ADMIN, path)), "info"), "delivered");
        var id = logged.at("/delivery/id").asString();
        query("delete from %s.notification_attempts where delivery_id = '%s'".formatted(TENANT.schema(), id));
        query("""
                update %s.notification_deliveries set state = 'sending', ended_at = null, due_at = now() - interval '1 second'
                where id = '%s'""".formatted(TENANT.schema(), id));
        await(
                "the second attempt",
                () -> ADMIN.get(DELIVERIES + "/" + id)
                        .json()
                        .at("/delivery/state")
                        .asString()
                        .equals("delivered"));
        var attempts = ADMIN.get(DELIVERIES + "/" + id).json().path("attempts");
        assertThat(attempts.findValuesAsString("outcome")).containsExactly("lost", "accepted");
        assertThat(attempts.get(0).path("may_have_arrived").asBoolean()).isTrue();
        assertThat(receiver().received(path))
                .extracting(call -> call.headers().get("webhook-id"))
                .containsExactly(id, id);
    }

    /** What the tenant has of workers is held by receivers that do not answer. */
    @Test
    void letsWhatIsCriticalPassWhatIsNot() {
        try (var slow = LocalReceiver.startAt(LocalReceiver.HOST)) {
            slow.answer("/slow", Answer.of(0, ""));
            for (int n = 0; n < 2; n++) {
                var made = ADMIN.post(
                        "/notifications/channels",
                        "{\"name\":\"slow %s\",\"kind\":\"webhook\",\"settings\":{\"url\":\"%s/slow\"}}"
                                .formatted(UUID.randomUUID(), slow.address()));
                send(ADMIN, toChannel(made.json().path("id").asString()), "info");
            }
            await("both workers are held", () -> slow.received("/slow").size() == 2);
            var behind = send(toChannel(webhook(ADMIN, path)), "warning");
            awaited(send(toChannel(webhook(ADMIN, "/critical" + path)), "critical"), "delivered");
            assertThat(only(behind).path("state").asString()).isEqualTo("waiting");
            slow.close();
            awaited(behind, "delivered");
        }
    }

    /** Its own mail server does not answer; then the channel leads through the installation's. */
    @Test
    void writesToStrangersByNoOtherServerThanTheTenantsOwn() {
        var settings = "{\"server\":\"own\",\"host\":\"%s\",\"port\":1,\"tls\":\"none\",\"from\":\"a@example.com\"}"
                .formatted(LocalReceiver.HOST);
        var body = "{\"name\":\"turned %s\",\"kind\":\"email\",\"settings\":%s}";
        var made = ADMIN.post("/notifications/channels", body.formatted(path, settings));
        var channel = made.json().path("id").asString();
        var notification = send(
                "{\"addresses\":[{\"channel_id\":\"%s\",\"to\":\"stranger@example.com\"}]}".formatted(channel), "info");
        var id = awaited(notification, "dead").at("/delivery/id").asString();
        var turned = ADMIN.with("If-Match", "*")
                .put("/notifications/channels/" + channel, body.formatted(path, "{\"server\":\"platform\"}"));
        assertThat(turned.status()).as(turned.toString()).isEqualTo(200);
        assertThat(ADMIN.post("%s/%s/replay".formatted(DELIVERIES, id), "").status())
                .isEqualTo(200);
        var refused = awaited(notification, "dead");
        assertThat(refused.path("attempts").findValuesAsString("outcome"))
                .last()
                .isEqualTo("refused");
        assertThat(refused.at("/delivery/reason").asString()).contains("people of yours only");
    }

    /** Whoever looks at the other tenant's queue waits until the end of the test. */
    @Test
    void keepsNobodyWaitingForATenantWhoseDatabaseDoesNotAnswer() throws SQLException {
        var stuck = PLATFORM.newTenant();
        var database = PLATFORM.database();
        try (var connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(
                    "lock table %s.notification_deliveries in access exclusive mode".formatted(stuck.schema()));
            for (var lane : Lane.values()) {
                PLATFORM.bean(DeliverySignal.class).wake(lane, stuck);
            }
            awaited(send(toChannel(webhook(ADMIN, path)), "critical"), "delivered");
            awaited(send(toChannel(webhook(ADMIN, path)), "info"), "delivered");
            connection.rollback();
        }
    }

    @Test
    void makesOneDeliveryForATargetThatIsNamedTwice() {
        var channel = webhook(ADMIN, path);
        awaited(send("{\"channels\":[\"%1$s\",\"%1$s\"]}".formatted(channel), "info"), "delivered");
        assertThat(receiver().received(path)).hasSize(1);
    }

    @Test
    void isForThoseWhoMaySeeIt() {
        var id = awaited(send(toChannel(webhook(ADMIN, path)), "info"), "delivered")
                .at("/delivery/id")
                .asString();
        var other = administrator(PLATFORM.newTenant());
        var nobody = PLATFORM.as(TENANT, "notification_channel:read");
        assertThat(other.get(DELIVERIES + "/" + id).status()).isEqualTo(404);
        assertThat(other.post("%s/%s/replay".formatted(DELIVERIES, id), "").status())
                .isEqualTo(404);
        assertThat(other.get(DELIVERIES).json().path("items").isEmpty()).isTrue();
        for (var path : List.of(DELIVERIES, DELIVERIES + "/" + id)) {
            assertThat(nobody.get(path).status()).isEqualTo(403);
            assertThat(PLATFORM.anonymous().get(path).status()).isEqualTo(401);
        }
        assertThat(PLATFORM.as(TENANT, "notification_delivery:read")
                        .post("%s/%s/replay".formatted(DELIVERIES, id), "")
                        .status())
                .isEqualTo(403);
        assertThat(ADMIN.get(DELIVERIES + "?state=lost")
                        .json()
                        .at("/errors/0/field")
                        .asString())
                .isEqualTo("state");
    }
}
