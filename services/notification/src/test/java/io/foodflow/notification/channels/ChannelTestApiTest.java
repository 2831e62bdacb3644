package io.foodflow.notification.channels;

import static io.foodflow.notification.NotificationPlatform.administrator;
import static io.foodflow.notification.NotificationPlatform.receiver;
import static io.foodflow.notification.NotificationPlatform.recorded;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.foodflow.notification.LocalReceiver;
import io.foodflow.notification.LocalReceiver.Answer;
import io.foodflow.notification.NotificationPlatform;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.testkit.Api;
import io.foodflow.testkit.TestPlatform;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ChannelTestApiTest {

    private static final TestPlatform PLATFORM = NotificationPlatform.get();
    private static final Tenant TENANT = PLATFORM.newTenant();
    private static final Api ADMIN = administrator(TENANT);
    private static final String ACCOUNT = "AC0123456789abcdef0123456789abcdef";

    private final String name = "channel " + UUID.randomUUID();

    private JsonNode made(String kind, String settings, String secrets) {
        var made = ADMIN.post(
                "/notifications/channels",
                "{\"name\":\"%s\",\"kind\":\"%s\",\"settings\":{%s},\"secrets\":{%s}}"
                        .formatted(name, kind, settings, secrets));
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        return made.json();
    }

    private static Api.Answer tested(JsonNode channel, String body) {
        return ADMIN.post(
                "/notifications/channels/%s/test".formatted(channel.path("id").asString()), body);
    }

    @Test
    void callsAWebHookSignedByBothSecretsWhileOneIsReplaced() throws Exception {
        var channel =
                made("webhook", "\"url\":\"%s/signed\"".formatted(receiver().address()), "");
        var rotated = ADMIN.post(
                "/notifications/channels/%s/rotate-secret"
                        .formatted(channel.path("id").asString()),
                "{}");
        assertThat(tested(channel, "{}").json().path("outcome").asString()).isEqualTo("accepted");
        var call = receiver().received("/signed").getFirst();
        var content = "%s.%s.%s"
                .formatted(call.headers().get("webhook-id"), call.headers().get("webhook-timestamp"), call.body());
        assertThat(call.headers().get("webhook-signature"))
                .isEqualTo("v1,%s v1,%s"
                        .formatted(
                                hmac(rotated.json().path("signing_secret").asString(), content),
                                hmac(channel.path("signing_secret").asString(), content)));
        assertThat(call.body()).contains("\"type\":\"notification.test\"");
        assertThat(recorded(TENANT, channel.path("id").asString()))
                .containsExactly("ChannelAdded", "ChannelSecretRotated", "ChannelTested");
    }

    private static String hmac(String secret, String content) throws Exception {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256"));
        return Base64.getEncoder().encodeToString(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void tellsWhatTheOtherSideAnswered() {
        receiver().answer("/busy", new Answer(503, Map.of("Retry-After", "120"), "come back later"));
        var channel = made("webhook", "\"url\":\"%s/busy\"".formatted(receiver().address()), "");
        var result = tested(channel, "{}").json();
        assertThat(result.path("outcome").asString()).isEqualTo("postponed");
        assertThat(result.path("reason").asString()).isEqualTo("127.0.0.77 answered 503");
        assertThat(result.path("status").asInt()).isEqualTo(503);
        assertThat(result.path("answer").asString()).isEqualTo("come back later");
        assertThat(result.path("answer_bytes").asInt()).isEqualTo(15);
        assertThat(result.path("retry_after_seconds").asInt()).isEqualTo(120);
        assertThat(result.path("may_have_arrived").asBoolean()).isFalse();
    }

    @Test
    void sendsByTwilioSlackAndTeams() {
        receiver()
                .answer(
                        "/twilio/2010-04-01/Accounts/%s/Messages.json".formatted(ACCOUNT),
                        Answer.of(201, "{\"sid\":\"SM1\"}"));
        var sms = made(
                "sms", "\"account_sid\":\"%s\",\"from\":\"FoodFlow\"".formatted(ACCOUNT), "\"auth_token\":\"token\"");
        assertThat(tested(sms, "{\"to\":\"+4915112345678\"}")
                        .json()
                        .path("reference")
                        .asString())
                .isEqualTo("SM1");
        receiver().answer("/slack/chat.postMessage", Answer.of(200, "{\"ok\":false,\"error\":\"not_in_channel\"}"));
        var slack = ADMIN.post("/notifications/channels", """
                {"name":"slack %s","kind":"slack","settings":{"channel":"C0123456789"},"secrets":{"bot_token":"xoxb"}}""".formatted(name)).json();
        assertThat(tested(slack, "{}").json().path("reason").asString()).isEqualTo("Slack answered not_in_channel");
        var teams = ADMIN.post("/notifications/channels", """
                {"name":"teams %s","kind":"teams","secrets":{"webhook_url":"%s/teams?sig=x"}}""".formatted(
                                name, receiver().address()))
                .json();
        assertThat(tested(teams, "{}").json().path("outcome").asString()).isEqualTo("accepted");
        assertThat(receiver().received("/teams")).hasSize(1);
    }

    @Test
    void mailsByAServerOfTheTenantsOwn() throws Exception {
        var server = new GreenMail(new ServerSetup(0, LocalReceiver.HOST, "smtp"));
        server.setUser("plant@example.com", "plant", "right");
        server.start();
        try {
            var channel = made(
                    "email",
                    "\"server\":\"own\",\"host\":\"%s\",\"port\":%d,\"tls\":\"none\",\"user\":\"plant\",\"from\":\"plant@example.com\""
                            .formatted(LocalReceiver.HOST, server.getSmtp().getPort()),
                    "\"password\":\"right\"");
            var result = tested(channel, "{\"to\":\"anna@example.com\"}");
            assertThat(result.json().path("outcome").asString())
                    .as(result.toString())
                    .isEqualTo("accepted");
            assertThat(server.getReceivedMessages()[0].getSubject()).isEqualTo("FoodFlow test: " + name);
        } finally {
            server.stop();
        }
    }

    @Test
    void saysThatNothingIsConfigured() {
        var channel = made("email", "", "");
        var result = tested(channel, "{}").json();
        assertThat(result.path("outcome").asString()).isEqualTo("not_configured");
        assertThat(result.path("reason").asString()).isEqualTo("this installation has no mail server");
        assertThat(recorded(TENANT, channel.path("id").asString())).containsExactly("ChannelAdded", "ChannelTested");
    }

    @Test
    void mailsInTheInstallationsNameToOneselfOnly() {
        var channel = made("email", "", "");
        var refused = tested(channel, "{\"to\":\"anna@example.com\"}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().at("/errors/0/rule").asString()).isEqualTo("own-address");
        var own = "user@%s.example".formatted(TENANT.slug());
        assertThat(tested(channel, "{\"to\":\"%s\"}".formatted(own)).status()).isEqualTo(200);
    }

    @Test
    void asksForWhomTheTestIs() {
        var sms = made(
                "sms", "\"account_sid\":\"%s\",\"from\":\"FoodFlow\"".formatted(ACCOUNT), "\"auth_token\":\"token\"");
        assertThat(tested(sms, "{}").json().at("/errors/0/rule").asString()).isEqualTo("required");
        assertThat(tested(sms, "{\"to\":\"0151\"}").json().at("/errors/0/rule").asString())
                .isEqualTo("form");
        var hook = ADMIN.post("/notifications/channels", """
                {"name":"hook %s","kind":"webhook","settings":{"url":"https://example.com"}}""".formatted(name)).json();
        assertThat(tested(hook, "{\"to\":\"anna@example.com\"}")
                        .json()
                        .at("/errors/0/rule")
                        .asString())
                .isEqualTo("kind");
    }
}
