package io.foodflow.notification.sending;

import static io.foodflow.notification.sending.OutsideTest.outside;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.foodflow.notification.LocalReceiver;
import io.foodflow.notification.LocalReceiver.Answer;
import io.foodflow.platform.http.CheckedSockets;
import io.foodflow.platform.mail.MailSettings;
import io.foodflow.platform.mail.MailSettings.Tls;
import io.foodflow.platform.mail.OutgoingMail;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SendingTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Clock NOON = Clock.fixed(Instant.ofEpochSecond(1_614_265_330), ZoneOffset.UTC);
    private static final UUID ID = UUID.fromString("0190163d-8694-739b-aea5-966c26f8ad91");
    private static final String ACCOUNT = "AC0123456789abcdef0123456789abcdef";
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final Destination TWILIO = new Destination.Twilio(ACCOUNT, "token", "+4915100000000");
    private static final Destination SLACK_APP = new Destination.SlackApp("xoxb-1", "C0123456789");

    private final LocalReceiver receiver = LocalReceiver.start();
    private final GreenMail mailServer = new GreenMail(new ServerSetup(0, LocalReceiver.HOST, "smtp"));

    @AfterEach
    void stop() {
        receiver.close();
        mailServer.stop();
    }

    private Sending sending(int totalMillis) {
        return sending(totalMillis, true);
    }

    private Sending sending(int totalMillis, boolean withoutTls) {
        var address = URI.create(receiver.address());
        var outside = outside(new NotificationSettings(
                List.of(LocalReceiver.HOST), withoutTls, 2_000, totalMillis, totalMillis, address, address));
        var unconfigured = OutgoingMail.through(
                new MailSettings(null, 587, null, null, "foodflow@example.com", Tls.NONE, 1_000),
                new CheckedSockets(List.of(), Duration.ofSeconds(1)),
                NOON);
        return new Sending(
                new MailClient(unconfigured, outside, NOON),
                new TwilioClient(address, outside, JSON),
                new SlackClient(address, outside, JSON),
                new TeamsClient(outside, JSON),
                new WebhookClient(outside, JSON, NOON));
    }

    private Sent send(Destination destination) {
        return sending(20_000).send(destination, message("+4915112345678"));
    }

    private static Message message(String to) {
        return new Message(
                ID,
                "recall.opened",
                to,
                "en",
                Severity.CRITICAL,
                "Recall <!channel> & more",
                "Lot [A](http://evil.example) <b>held</b>",
                null,
                "Lot A held",
                Instant.parse("2026-01-02T03:04:05Z"));
    }

    private URI at(String path) {
        return URI.create(receiver.address() + path);
    }

    private JsonNode posted(String path) {
        return JSON.readTree(receiver.received(path).getFirst().body());
    }

    // ---- web hooks

    @Test
    void signsWebHooks() {
        var sent = send(new Destination.SignedWebhook(at("/hook"), List.of(SECRET)));
        assertThat(sent).isEqualTo(new Sent.Accepted(null, new Sent.Answer(200, "ok", 2)));
        var received = receiver.received("/hook").getFirst();
        assertThat(received.method()).isEqualTo("POST");
        assertThat(received.headers())
                .containsEntry("content-type", "application/json")
                .containsEntry("webhook-id", ID.toString())
                .containsEntry("webhook-timestamp", "1614265330")
                .containsEntry(
                        "webhook-signature",
                        WebhookSignature.of(List.of(SECRET), ID.toString(), 1_614_265_330, received.body()));
        assertThat(received.body())
                .isEqualTo("{\"type\":\"recall.opened\",\"timestamp\":\"2026-01-02T03:04:05Z\",\"data\":{\"id\":\"%s\","
                                .formatted(ID)
                        + "\"severity\":\"critical\",\"subject\":\"Recall <!channel> & more\","
                        + "\"text\":\"Lot [A](http://evil.example) <b>held</b>\",\"language\":\"en\"}}");
    }

    @ParameterizedTest
    @CsvSource({"400", "401", "404", "408", "429", "500", "503"})
    void triesWebHooksAgainThatAreNotTaken(int status) {
        receiver.answer("/hook", new Answer(status, Map.of("Retry-After", "7"), "no"));
        assertThat(send(new Destination.SignedWebhook(at("/hook"), List.of(SECRET))))
                .isEqualTo(new Sent.Postponed(
                        "127.0.0.77 answered " + status,
                        new Sent.Answer(status, "no", 2),
                        Duration.ofSeconds(7),
                        false));
    }

    @Test
    void givesUpAWebHookThatIsGone() {
        receiver.answer("/hook", Answer.of(410, ""));
        assertThat(send(new Destination.SignedWebhook(at("/hook"), List.of(SECRET))))
                .isInstanceOf(Sent.Refused.class);
    }

    @Test
    void followsNoRedirect() {
        receiver.answer("/hook", new Answer(307, Map.of("Location", receiver.address() + "/elsewhere"), ""));
        assertThat(send(new Destination.SignedWebhook(at("/hook"), List.of(SECRET))))
                .isInstanceOf(Sent.Refused.class);
        assertThat(receiver.received("/elsewhere")).isEmpty();
    }

    @Test
    void mayHaveArrivedWhereNoAnswerCame() {
        receiver.answer("/silent", Answer.of(0, ""));
        receiver.answer("/broken", Answer.of(-1, ""));
        receiver.answer("/large", Answer.of(200, "x".repeat(300_000)));
        var silent = sending(300).send(new Destination.SignedWebhook(at("/silent"), List.of(SECRET)), message(null));
        assertThat(silent).isEqualTo(new Sent.Postponed("no whole answer within 300 ms", null, null, true));
        for (var path : List.of("/broken", "/large")) {
            assertThat(send(new Destination.SignedWebhook(at(path), List.of(SECRET))))
                    .isInstanceOfSatisfying(
                            Sent.Postponed.class,
                            sent -> assertThat(sent.mayHaveArrived()).isTrue());
        }
    }

    // ---- Slack

    @Test
    void postsToSlackWithoutItsMarkUp() {
        assertThat(send(new Destination.SlackWebhook(at("/services/T0/B0/x")))).isInstanceOf(Sent.Accepted.class);
        var post = posted("/services/T0/B0/x");
        assertThat(post.path("text").asString()).isEqualTo("Recall &lt;!channel&gt; &amp; more");
        assertThat(post.has("channel")).isFalse();
        assertThat(post.at("/blocks/0/type").asString()).isEqualTo("header");
        assertThat(post.path("blocks").toString()).doesNotContain("mrkdwn");
        assertThat(post.at("/blocks/1/text/type").asString()).isEqualTo("plain_text");
        assertThat(post.at("/blocks/1/text/text").asString()).isEqualTo("Lot [A](http://evil.example) <b>held</b>");
    }

    @ParameterizedTest
    @CsvSource({
        "400,invalid_payload,false",
        "403,action_prohibited,false",
        "404,no_service,false",
        "410,channel_is_archived,false",
        "429,rate_limited,true",
        "500,rollup_error,true"
    })
    void understandsWhatSlacksWebHooksAnswer(int status, String body, boolean again) {
        receiver.answer("/hook", new Answer(status, Map.of("Retry-After", "30"), body));
        var sent = send(new Destination.SlackWebhook(at("/hook")));
        assertThat(sent).isInstanceOf(again ? Sent.Postponed.class : Sent.Refused.class);
        assertThat(sent.toString()).contains("Slack answered %d: %s".formatted(status, body));
    }

    @Test
    void postsAsASlackApp() {
        receiver.answer("/chat.postMessage", Answer.of(200, "{\"ok\":true,\"ts\":\"1503435956.000247\"}"));
        assertThat(send(SLACK_APP))
                .isInstanceOfSatisfying(
                        Sent.Accepted.class,
                        sent -> assertThat(sent.reference()).isEqualTo("1503435956.000247"));
        assertThat(receiver.received("/chat.postMessage").getFirst().headers())
                .containsEntry("authorization", "Bearer xoxb-1");
        assertThat(posted("/chat.postMessage").path("channel").asString()).isEqualTo("C0123456789");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200|{\"ok\":false,\"error\":\"channel_not_found\"}|refused",
                "200|{\"ok\":false,\"error\":\"invalid_auth\"}|refused",
                "200|{\"ok\":false,\"error\":\"internal_error\"}|again",
                "200|{\"ok\":false,\"error\":\"ratelimited\"}|again",
                "200|[]|refused",
                "200|<html>|unclear",
                "429||again",
                "500||again",
                "403||refused"
            })
    void understandsWhatSlackAnswersApps(int status, String body, String meaning) {
        receiver.answer("/chat.postMessage", Answer.of(status, body == null ? "" : body));
        assertThat(meaning(send(SLACK_APP))).isEqualTo(meaning);
    }

    // ---- Teams

    @Test
    void postsCardsToTeamsWithoutMarkdown() {
        receiver.answer("/workflow", Answer.of(202, ""));
        assertThat(send(new Destination.TeamsWorkflow(at("/workflow")))).isInstanceOf(Sent.Accepted.class);
        var card = posted("/workflow").at("/attachments/0");
        assertThat(card.path("contentType").asString()).isEqualTo("application/vnd.microsoft.card.adaptive");
        assertThat(card.at("/content/type").asString()).isEqualTo("AdaptiveCard");
        assertThat(card.path("content").path("body").findValuesAsString("type"))
                .doesNotContain("TextBlock")
                .contains("TextRun");
        assertThat(card.at("/content/body/1/inlines/0/text").asString())
                .isEqualTo("Lot [A](http://evil.example) <b>held</b>");
        assertThat(card.at("/content/body/0/inlines/0/color").asString()).isEqualTo("attention");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200|1|accepted",
                "200|Microsoft Teams endpoint returned HTTP error 429 with ContextId x|again",
                "200|Microsoft Teams endpoint returned HTTP error 403 with ContextId x|refused",
                "400|{\"error\":{\"code\":\"TriggerInputSchemaMismatch\"}}|refused",
                "401||refused",
                "429||again",
                "502||unclear",
                "503||again",
                "504||unclear"
            })
    void understandsWhatTeamsAnswers(int status, String body, String meaning) {
        receiver.answer("/workflow", Answer.of(status, body == null ? "" : body));
        assertThat(meaning(send(new Destination.TeamsWorkflow(at("/workflow")))))
                .isEqualTo(meaning);
    }

    // ---- Twilio

    @Test
    void handsTextMessagesToTwilio() {
        receiver.answer(messages(), Answer.of(201, "{\"sid\":\"SM0123\",\"status\":\"queued\"}"));
        assertThat(send(TWILIO))
                .isInstanceOfSatisfying(
                        Sent.Accepted.class,
                        sent -> assertThat(sent.reference()).isEqualTo("SM0123"));
        var received = receiver.received(messages()).getFirst();
        assertThat(received.body()).isEqualTo("To=%2B4915112345678&From=%2B4915100000000&Body=Lot+A+held");
        assertThat(received.headers())
                .containsEntry("content-type", "application/x-www-form-urlencoded")
                .containsEntry(
                        "authorization",
                        "Basic " + Base64.getEncoder().encodeToString((ACCOUNT + ":token").getBytes()));
    }

    @Test
    void sendsByAMessagingService() {
        receiver.answer(messages(), Answer.of(201, "{\"sid\":\"SM0123\"}"));
        var service = "MG0123456789abcdef0123456789abcdef";
        send(new Destination.Twilio(ACCOUNT, "token", service));
        assertThat(receiver.received(messages()).getFirst().body()).contains("&MessagingServiceSid=" + service + "&");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400|{\"code\":21211,\"message\":\"Invalid 'To' Phone Number\",\"status\":400}|UNKNOWN",
                "400|{\"code\":21610,\"message\":\"Attempt to send to unsubscribed recipient\"}|OPTED_OUT",
                "403|{\"code\":21610,\"message\":\"Not from Twilio's API\"}|refused",
                "401|{\"code\":20003,\"message\":\"Authenticate\",\"status\":401}|refused",
                "429|{\"code\":20429,\"message\":\"Too Many Requests\",\"status\":429}|again",
                "500|oops|again",
                "201|<html>|unclear",
                "201|{}|unclear"
            })
    void understandsWhatTwilioAnswers(int status, String body, String meaning) {
        receiver.answer(messages(), Answer.of(status, body));
        assertThat(meaning(send(TWILIO))).isEqualTo(meaning);
    }

    @Test
    void saysWhatTwilioSays() {
        receiver.answer(messages(), Answer.of(400, "{\"code\":21211,\"message\":\"Invalid 'To' Phone Number\"}"));
        assertThat(send(TWILIO))
                .isInstanceOfSatisfying(
                        Sent.AddressRefused.class,
                        sent -> assertThat(sent.why())
                                .isEqualTo("Twilio answered 400 (21211): Invalid 'To' Phone Number"));
    }

    private static String messages() {
        return "/2010-04-01/Accounts/%s/Messages.json".formatted(ACCOUNT);
    }

    private static String meaning(Sent sent) {
        return switch (sent) {
            case Sent.Accepted _ -> "accepted";
            case Sent.Refused _ -> "refused";
            case Sent.AddressRefused(var cause, var _, var _) -> cause.name();
            case Sent.Postponed postponed -> postponed.mayHaveArrived() ? "unclear" : "again";
            case Sent.NotConfigured _ -> "not configured";
        };
    }

    // ---- mail

    @Test
    void saysThatTheInstallationHasNoMailServer() {
        assertThat(send(new Destination.PlatformMail()))
                .isEqualTo(new Sent.NotConfigured("this installation has no mail server"));
    }

    @Test
    void mailsThroughAServerOfTheTenantsOwn() throws Exception {
        mailServer.setUser("plant@example.com", "plant", "right");
        mailServer.start();
        assertThat(mail(LocalReceiver.HOST, "right")).isEqualTo(new Sent.Accepted(null, null));
        var received = mailServer.getReceivedMessages()[0];
        assertThat(received.getSubject()).isEqualTo("Recall <!channel> & more");
        assertThat(received.getHeader("From")).containsExactly("plant@example.com");
        assertThat(received.getHeader("Message-ID")).containsExactly("<%s@example.com>".formatted(ID));
        var parts = (MimeMultipart) received.getContent();
        assertThat(parts.getBodyPart(1).getContent().toString()).contains("&lt;b&gt;held&lt;/b&gt;");
        assertThat(mail(LocalReceiver.HOST, "wrong"))
                .isEqualTo(new Sent.Postponed(
                        "the mail server 127.0.0.77:%d refused the user or password"
                                .formatted(mailServer.getSmtp().getPort()),
                        null,
                        null,
                        false));
    }

    @Test
    void sendsNothingInTheClearUnlessTheInstallationAllowsIt() {
        mailServer.start();
        var inTheClear = new Destination.OwnMail(new MailSettings(
                LocalReceiver.HOST, mailServer.getSmtp().getPort(), null, null, "plant@example.com", Tls.NONE, 5_000));
        var strict = sending(20_000, false);
        assertThat(strict.send(inTheClear, message("anna@example.com"))).isInstanceOf(Sent.Refused.class);
        assertThat(strict.send(new Destination.TeamsWorkflow(at("/workflow")), message(null)))
                .isInstanceOf(Sent.Refused.class);
        assertThat(mailServer.getReceivedMessages()).isEmpty();
        assertThat(receiver.received()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"localhost", "127.0.0.1", "0x7f000001", "[::1]", "169.254.169.254"})
    void connectsToNoMailServerOfItsOwnNetwork(String host) {
        var trap = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
        trap.start();
        try {
            assertThat(mail(host, trap.getSmtp().getPort(), "right")).isInstanceOf(Sent.Refused.class);
            assertThat(trap.getReceivedMessages()).isEmpty();
        } finally {
            trap.stop();
        }
    }

    /** A server that answers without an end, in lines, in one line, or a byte at a time. */
    @ParameterizedTest
    @CsvSource({"'220-xxxx\r\n',20000,0", "220-xxxx,20000,0", "2,300,20"})
    @Timeout(30)
    void endsAConnectionToAMailServerThatNeverEndsItsAnswer(String answer, int totalMillis, int pauseMillis)
            throws IOException {
        try (var hostile = new ServerSocket(0, 1, InetAddress.ofLiteral(LocalReceiver.HOST))) {
            Thread.ofVirtual().start(() -> answerForEver(hostile, answer, pauseMillis));
            var sent = sending(totalMillis)
                    .send(
                            new Destination.OwnMail(new MailSettings(
                                    LocalReceiver.HOST,
                                    hostile.getLocalPort(),
                                    null,
                                    null,
                                    "plant@example.com",
                                    Tls.NONE,
                                    20_000)),
                            message("anna@example.com"));
            assertThat(sent).isInstanceOf(Sent.Postponed.class);
        }
    }

    private static void answerForEver(ServerSocket server, String answer, int pauseMillis) {
        try (var connection = server.accept()) {
            var bytes = answer.repeat(pauseMillis == 0 ? 1_000 : 1).getBytes(StandardCharsets.US_ASCII);
            while (true) {
                connection.getOutputStream().write(bytes);
                LockSupport.parkNanos(Duration.ofMillis(pauseMillis).toNanos());
            }
        } catch (IOException e) {
            assertThat(e).isInstanceOf(SocketException.class);
        }
    }

    private Sent mail(String host, String password) {
        return mail(host, mailServer.getSmtp().getPort(), password);
    }

    private Sent mail(String host, int port, String password) {
        return sending(20_000)
                .send(
                        new Destination.OwnMail(
                                new MailSettings(host, port, "plant", password, "plant@example.com", Tls.NONE, 5_000)),
                        message("anna@example.com"));
    }
}
