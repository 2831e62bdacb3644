package io.foodflow.notification.inbound;

import static io.foodflow.notification.NotificationPlatform.administrator;
import static io.foodflow.notification.NotificationPlatform.everythingRecorded;
import static io.foodflow.notification.NotificationPlatform.mailChannel;
import static io.foodflow.notification.NotificationPlatform.receiver;
import static io.foodflow.notification.NotificationPlatform.recorded;
import static io.foodflow.notification.NotificationPlatform.sentTo;
import static io.foodflow.notification.NotificationPlatform.textChannel;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.foodflow.notification.LocalReceiver;
import io.foodflow.notification.LocalReceiver.Answer;
import io.foodflow.notification.NotificationPlatform;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.testkit.Api;
import io.foodflow.testkit.TestPlatform;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class InboundApiTest {

    private static final TestPlatform PLATFORM = NotificationPlatform.get();
    private static final Tenant TENANT = PLATFORM.newTenant();
    private static final Api ADMIN = administrator(TENANT);
    private static final GreenMail MAIL = new GreenMail(new ServerSetup(0, LocalReceiver.HOST, "smtp"));
    private static final String OF_TWILIO =
            "/twilio/2010-04-01/Accounts/%s/Messages.json".formatted(NotificationPlatform.ACCOUNT);

    private final String address = "ben-%s@example.com".formatted(UUID.randomUUID());

    @BeforeAll
    static void start() {
        MAIL.start();
    }

    @AfterAll
    static void stop() {
        MAIL.stop();
    }

    private static String newSecret(Api admin) {
        var made = admin.post("/notifications/inbound/rotate-secret", "");
        assertThat(made.status()).as(made.toString()).isEqualTo(200);
        return made.json().path("secret").asString();
    }

    private static String hmac(String algorithm, byte[] key, byte[] content) throws Exception {
        var mac = Mac.getInstance(algorithm);
        mac.init(new SecretKeySpec(key, algorithm));
        return Base64.getEncoder().encodeToString(mac.doFinal(content));
    }

    private static Api.Answer handedOn(Tenant tenant, String secret, long seconds, byte[] mail) throws Exception {
        var id = UUID.randomUUID().toString();
        var content = ("%s.%d.".formatted(id, seconds) + new String(mail, StandardCharsets.ISO_8859_1))
                .getBytes(StandardCharsets.ISO_8859_1);
        return PLATFORM.anonymous()
                .with("webhook-id", id)
                .with("webhook-timestamp", Long.toString(seconds))
                .with(
                        "webhook-signature",
                        "v1,x v1," + hmac("HmacSHA256", Base64.getDecoder().decode(secret.substring(6)), content))
                .send("POST", "/notifications/inbound/mail/" + tenant.slug(), mail, "message/rfc822");
    }

    private static long now() {
        return Instant.now().getEpochSecond();
    }

    private static JsonNode suppressed(String address) {
        return ADMIN.get("/notifications/suppressions?address=" + URLEncoder.encode(address, StandardCharsets.UTF_8))
                .json()
                .path("items");
    }

    private String mailed() {
        var sent = sentTo(ADMIN, mailChannel(ADMIN, MAIL), address, "info");
        assertThat(sent.path("state").asString()).isEqualTo("delivered");
        return "<%s@example.com>".formatted(sent.path("id").asString());
    }

    @Test
    void heedsSignedBouncesAboutMailsThatWereSentHere() throws Exception {
        var secret = newSecret(ADMIN);
        var id = mailed();
        var ofAMember = Bounces.undelivered("somebody.else@example.com", id, "failed", "5.1.1");
        assertThat(handedOn(TENANT, secret, now(), ofAMember)
                        .json()
                        .path("done")
                        .asBoolean())
                .isFalse();
        assertThat(suppressed(address)).isEmpty();
        var bounce = Bounces.undelivered(address, id, "failed", "5.1.1");
        var heeded = handedOn(TENANT, secret, now(), bounce);
        assertThat(heeded.status()).as(heeded.toString()).isEqualTo(200);
        assertThat(heeded.json().path("done").asBoolean()).isTrue();
        assertThat(suppressed(address).findValuesAsString("reason")).containsExactly("bounce");
        assertThat(suppressed("somebody.else@example.com")).isEmpty();
        var again = handedOn(TENANT, secret, now(), bounce);
        assertThat(again.json().path("done").asBoolean()).isFalse();
        var unknown =
                Bounces.undelivered(address, "<01937b4e-1c2d-7e3f-8a4b-5c6d7e8f9a0b@example.com>", "failed", "5.1.1");
        assertThat(handedOn(TENANT, secret, now(), unknown).json().path("done").asBoolean())
                .isFalse();
    }

    @Test
    void heedsComplaintsOfThoseWhoUnsubscribedToo() throws Exception {
        var id = mailed();
        var secret = newSecret(ADMIN);
        var complaint = handedOn(TENANT, secret, now(), Bounces.complaint(id, "abuse"));
        assertThat(complaint.json().path("done").asBoolean()).isTrue();
        assertThat(suppressed(address).findValuesAsString("reason")).containsExactly("complaint");
    }

    @Test
    void takesNothingThatIsNotSignedByTheCompanyNow() throws Exception {
        var bounce = Bounces.undelivered(address, mailed(), "failed", "5.1.1");
        var secret = newSecret(ADMIN);
        var otherTenant = PLATFORM.newTenant();
        var others = newSecret(administrator(otherTenant));
        var withoutSecret = PLATFORM.newTenant();
        var late = handedOn(TENANT, secret, now() - 400, bounce);
        for (var refused : List.of(
                late,
                handedOn(TENANT, secret, now() + 400, bounce),
                handedOn(TENANT, others, now(), bounce),
                handedOn(otherTenant, secret, now(), bounce),
                handedOn(withoutSecret, secret, now(), bounce),
                PLATFORM.anonymous()
                        .send("POST", "/notifications/inbound/mail/" + TENANT.slug(), bounce, "message/rfc822"),
                PLATFORM.anonymous().send("POST", "/notifications/inbound/mail/nobody", bounce, "message/rfc822"),
                PLATFORM.anonymous()
                        .with("webhook-id", "x".repeat(300))
                        .with("webhook-timestamp", "99999999999999999999")
                        .with("webhook-signature", "v1, ".repeat(100))
                        .send("POST", "/notifications/inbound/mail/" + TENANT.slug(), bounce, "message/rfc822"))) {
            assertThat(refused.status()).as(refused.toString()).isEqualTo(400);
            assertThat(refused.json().path("detail")).isEqualTo(late.json().path("detail"));
        }
        assertThat(suppressed(address)).isEmpty();
        // What is the other company's own does not reach over to this one.
        assertThat(handedOn(otherTenant, others, now(), bounce)
                        .json()
                        .path("done")
                        .asBoolean())
                .isFalse();
        assertThat(suppressed(address)).isEmpty();
    }

    @Test
    void tellsTheSecretOnceAndKeepsTheOneBeforeForADay() throws Exception {
        var tenant = PLATFORM.newTenant();
        var admin = administrator(tenant);
        assertThat(admin.get("/notifications/inbound").json().path("configured").asBoolean())
                .isFalse();
        var first = newSecret(admin);
        var second = newSecret(admin);
        assertThat(second).startsWith("whsec_").isNotEqualTo(first);
        var seen = admin.get("/notifications/inbound");
        assertThat(seen.json().path("configured").asBoolean()).isTrue();
        assertThat(seen.json().path("mail_url").asString())
                .isEqualTo(NotificationPlatform.PUBLIC + "/notifications/inbound/mail/" + tenant.slug());
        assertThat(seen.body()).doesNotContain("whsec_");
        var mail = "no report".getBytes(StandardCharsets.UTF_8);
        assertThat(handedOn(tenant, first, now(), mail).status()).isEqualTo(200);
        assertThat(handedOn(tenant, second, now(), mail).status()).isEqualTo(200);
        newSecret(admin);
        assertThat(handedOn(tenant, first, now(), mail).status()).isEqualTo(400);
        assertThat(everythingRecorded(tenant)).doesNotContain("whsec_", first.substring(6));
        assertThat(recorded(tenant, tenant.id().value()))
                .containsExactly("InboundSecretRotated", "InboundSecretRotated", "InboundSecretRotated");
        assertThat(PLATFORM.as(tenant, "notification_channel:read")
                        .post("/notifications/inbound/rotate-secret", "")
                        .status())
                .isEqualTo(403);
        assertThat(PLATFORM.as(tenant, "node:read")
                        .get("/notifications/inbound")
                        .status())
                .isEqualTo(403);
        assertThat(PLATFORM.anonymous().get("/notifications/inbound").status()).isEqualTo(401);
        assertThat(PLATFORM.anonymous()
                        .post("/notifications/inbound/rotate-secret", "")
                        .status())
                .isEqualTo(401);
    }

    // ---- Twilio

    private static String form(String... fields) {
        var form = new StringBuilder();
        for (int n = 0; n < fields.length; n += 2) {
            form.append(n == 0 ? "" : "&")
                    .append(fields[n])
                    .append("=")
                    .append(URLEncoder.encode(fields[n + 1], StandardCharsets.UTF_8));
        }
        return form.toString();
    }

    private static String signature(String url, String token, String... fields) throws Exception {
        var sorted = new TreeMap<String, String>();
        for (int n = 0; n < fields.length; n += 2) {
            sorted.put(fields[n], fields[n + 1]);
        }
        var content = new StringBuilder(url);
        sorted.forEach((name, value) -> content.append(name).append(value));
        return hmac(
                "HmacSHA1",
                token.getBytes(StandardCharsets.UTF_8),
                content.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static Api.Answer called(String url, String signature, String form) {
        return PLATFORM.anonymous()
                .with("X-Twilio-Signature", signature)
                .send(
                        "POST",
                        url.substring(NotificationPlatform.PUBLIC.length()),
                        form.getBytes(StandardCharsets.UTF_8),
                        "application/x-www-form-urlencoded");
    }

    /** Sends a text message and returns where Twilio is to say what became of it. */
    private static String texted(String number) {
        receiver().answer(OF_TWILIO, Answer.of(201, "{\"sid\":\"SM1\"}"));
        assertThat(sentTo(ADMIN, textChannel(ADMIN), number, "info")
                        .path("state")
                        .asString())
                .isEqualTo("delivered");
        var form = receiver().received(OF_TWILIO).stream()
                .map(LocalReceiver.Received::body)
                .filter(body -> body.contains(number.substring(1)))
                .reduce((one, next) -> next)
                .orElseThrow();
        return Arrays.stream(form.split("&"))
                .filter(field -> field.startsWith("StatusCallback="))
                .map(field -> URLDecoder.decode(field.substring("StatusCallback=".length()), StandardCharsets.UTF_8))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void heedsWhatTwilioSigns() throws Exception {
        var number = "+49152%08d".formatted(Math.floorMod(address.hashCode(), 100_000_000));
        var url = texted(number);
        var fine =
                new String[] {"AccountSid", NotificationPlatform.ACCOUNT, "MessageStatus", "delivered", "To", number};
        var answer = called(url, signature(url, "token-of-twilio", fine), form(fine));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(suppressed(number)).isEmpty();
        var unreachable = fine.clone();
        unreachable[3] = "undelivered";
        unreachable[5] = "+4915200000000";
        var full = Arrays.copyOf(unreachable, 8);
        full[6] = "ErrorCode";
        full[7] = "30003";
        assertThat(called(url, signature(url, "token-of-twilio", full), form(full))
                        .json()
                        .path("done")
                        .asBoolean())
                .as("a telephone that is switched off")
                .isFalse();
        full[7] = "30005";
        assertThat(called(url, signature(url, "token-of-twilio", full), form(full))
                        .json()
                        .path("done")
                        .asBoolean())
                .isTrue();
        assertThat(suppressed(number).findValuesAsString("reason")).containsExactly("bounce");
        assertThat(suppressed("+4915200000000")).isEmpty();
    }

    @Test
    void refusesWhatTwilioDidNotSign() throws Exception {
        var number = "+49153%08d".formatted(Math.floorMod(address.hashCode(), 100_000_000));
        var url = texted(number);
        var fields = new String[] {
            "AccountSid", NotificationPlatform.ACCOUNT, "MessageStatus", "undelivered", "ErrorCode", "30005"
        };
        var good = signature(url, "token-of-twilio", fields);
        var elsewhere = fields.clone();
        elsewhere[1] = "AC00000000000000000000000000000000";
        var altered = fields.clone();
        altered[5] = "30006";
        var last = url.charAt(url.length() - 8) == 'A' ? 'B' : 'A';
        var otherUrl = url.substring(0, url.length() - 8) + last + url.substring(url.length() - 7);
        for (var refused : List.of(
                called(url, "", form(fields)),
                called(url, "null", form(fields)),
                called(url, signature(url, "another-token", fields), form(fields)),
                called(url, good.substring(1), form(fields)),
                called(url, good, form(altered)),
                called(url, good, form(fields) + "&ErrorCode=30005"),
                called(url, good, form(fields) + "&More=1"),
                called(url, good, "%zz"),
                called(url, good, "a=1&".repeat(200)),
                called(url, good, "a=" + "1".repeat(20_000)),
                called(url, signature(url, "token-of-twilio", elsewhere), form(elsewhere)),
                called(otherUrl, signature(otherUrl, "token-of-twilio", fields), form(fields)),
                called(NotificationPlatform.PUBLIC + "/notifications/inbound/twilio/x", good, form(fields)))) {
            assertThat(refused.status()).as(refused.toString()).isEqualTo(400);
        }
        assertThat(suppressed(number)).isEmpty();
    }
}
