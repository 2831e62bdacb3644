package io.foodflow.notification.suppressions;

import static io.foodflow.notification.NotificationPlatform.administrator;
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
import io.foodflow.notification.links.Links;
import io.foodflow.notification.links.Purpose;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.testkit.Api;
import io.foodflow.testkit.TestPlatform;
import jakarta.mail.internet.MimeMessage;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class SuppressionsApiTest {

    private static final TestPlatform PLATFORM = NotificationPlatform.get();
    private static final Tenant TENANT = PLATFORM.newTenant();
    private static final Api ADMIN = administrator(TENANT);
    private static final String SUPPRESSIONS = "/notifications/suppressions";
    private static final GreenMail MAIL = new GreenMail(new ServerSetup(0, LocalReceiver.HOST, "smtp"));
    private static final String OF_TWILIO =
            "/twilio/2010-04-01/Accounts/%s/Messages.json".formatted(NotificationPlatform.ACCOUNT);

    private final String address = "anna-%s@example.com".formatted(UUID.randomUUID());

    @BeforeAll
    static void start() {
        MAIL.start();
    }

    @AfterAll
    static void stop() {
        MAIL.stop();
    }

    private Api.Answer suppressed() {
        var made = ADMIN.post(
                SUPPRESSIONS, "{\"kind\":\"email\",\"address\":\"%s\",\"detail\":\"left us\"}".formatted(address));
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        return made;
    }

    private static JsonNode listed(String query) {
        return ADMIN.get(SUPPRESSIONS + "?" + query).json().path("items");
    }

    private MimeMessage received() {
        return Arrays.stream(MAIL.getReceivedMessages())
                .filter(mail -> {
                    try {
                        return mail.getAllRecipients()[0].toString().equals(address);
                    } catch (jakarta.mail.MessagingException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .reduce((one, next) -> next)
                .orElseThrow();
    }

    @Test
    void areMadeReadAndTakenBack() {
        var made = suppressed();
        assertThat(made.json().path("reason").asString()).isEqualTo("manual");
        assertThat(made.json().path("detail").asString()).isEqualTo("left us");
        var again = ADMIN.post(
                SUPPRESSIONS,
                "{\"kind\":\"email\",\"address\":\"%s\"}".formatted(address.toUpperCase(java.util.Locale.ROOT)));
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json()).isEqualTo(made.json());
        var path = made.header("Location");
        assertThat(ADMIN.get(path).json()).isEqualTo(made.json());
        assertThat(listed("address=" + address + "&kind=email&reason=manual")).hasSize(1);
        assertThat(listed("address=" + address + "&kind=sms")).isEmpty();
        assertThat(listed("address=" + address + "&reason=bounce")).isEmpty();
        assertThat(ADMIN.delete(path).status()).isEqualTo(204);
        assertThat(ADMIN.delete(path).status()).isEqualTo(404);
        assertThat(ADMIN.get(path).status()).isEqualTo(404);
        assertThat(recorded(TENANT, made.json().path("id").asString()))
                .containsExactly("SuppressionAdded", "SuppressionRemoved");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"address\":\"a@example.com\"}|kind",
                "{\"kind\":\"slack\",\"address\":\"a@example.com\"}|kind",
                "{\"kind\":\"email\"}|address",
                "{\"kind\":\"email\",\"address\":\"nobody\"}|address",
                "{\"kind\":\"email\",\"address\":\"a@example.com\\r\\nBcc: b@example.com\"}|address",
                "{\"kind\":\"sms\",\"address\":\"0151\"}|address",
                "{\"kind\":\"sms\",\"address\":\"+4915112345678\",\"detail\":\"\\u0000\"}|detail"
            })
    void sayWhichFieldBreaksARule(String body, String field) {
        var answer = ADMIN.post(SUPPRESSIONS, body);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(answer.json().at("/errors/0/field").asString()).isEqualTo(field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"kind=fax", "reason=boredom"})
    void refuseAFilterThatIsNone(String query) {
        assertThat(ADMIN.get(SUPPRESSIONS + "?" + query).status()).isEqualTo(400);
    }

    @Test
    void areForThoseWhoMaySeeThem() {
        var path = suppressed().header("Location");
        var other = administrator(PLATFORM.newTenant());
        assertThat(other.get(path).status()).isEqualTo(404);
        assertThat(other.delete(path).status()).isEqualTo(404);
        assertThat(other.get(SUPPRESSIONS).json().path("items")).isEmpty();
        var reader = PLATFORM.as(TENANT, "notification_suppression:read");
        assertThat(reader.get(path).status()).isEqualTo(200);
        assertThat(reader.delete(path).status()).isEqualTo(403);
        assertThat(reader.post(SUPPRESSIONS, "{}").status()).isEqualTo(403);
        assertThat(PLATFORM.as(TENANT, "node:read").get(SUPPRESSIONS).status()).isEqualTo(403);
        assertThat(PLATFORM.anonymous().get(SUPPRESSIONS).status()).isEqualTo(401);
        assertThat(PLATFORM.anonymous().post(SUPPRESSIONS, "{}").status()).isEqualTo(401);
        assertThat(PLATFORM.anonymous().delete(path).status()).isEqualTo(401);
    }

    @Test
    void keepMessagesBackUntilTakenBack() {
        var channel = mailChannel(ADMIN, MAIL);
        var path = suppressed().header("Location");
        for (var severity : new String[] {"info", "critical"}) {
            var sent = sentTo(ADMIN, channel, address, severity);
            assertThat(sent.path("state").asString()).isEqualTo("dead");
            assertThat(sent.path("reason").asString()).isEqualTo("the address is suppressed: manual");
        }
        assertThat(ADMIN.delete(path).status()).isEqualTo(204);
        assertThat(sentTo(ADMIN, channel, address, "info").path("state").asString())
                .isEqualTo("delivered");
    }

    @Test
    void beginWithOneClickAndLetThroughWhatIsCritical() throws Exception {
        var channel = mailChannel(ADMIN, MAIL);
        assertThat(sentTo(ADMIN, channel, address, "info").path("state").asString())
                .isEqualTo("delivered");
        assertThat(received().getHeader("List-Unsubscribe-Post")).containsExactly("List-Unsubscribe=One-Click");
        var header = received().getHeader("List-Unsubscribe")[0].replaceAll("\\s", "");
        assertThat(header)
                .startsWith("<" + NotificationPlatform.PUBLIC + "/notifications/unsubscribe/")
                .doesNotContain("anna");
        var path = header.substring(1 + NotificationPlatform.PUBLIC.length(), header.length() - 1);
        var anybody = PLATFORM.anonymous();

        var page = anybody.with("Accept-Language", "de-AT,de;q=0.9").get(path);
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type")).startsWith("text/html");
        assertThat(page.body()).contains("<html lang=\"de\">", "<form method=\"post\">", TENANT.name());
        assertThat(listed("address=" + address)).as("looking changes nothing").isEmpty();

        for (int times = 0; times < 2; times++) {
            var ended = anybody.send(
                    "POST",
                    path,
                    "List-Unsubscribe=One-Click".getBytes(java.nio.charset.StandardCharsets.UTF_8),
                    "application/x-www-form-urlencoded");
            assertThat(ended.status()).as(ended.toString()).isEqualTo(200);
            assertThat(ended.body()).contains("no more mail from " + TENANT.name());
        }
        assertThat(listed("address=" + address).findValuesAsString("reason")).containsExactly("unsubscribed");
        assertThat(sentTo(ADMIN, channel, address, "warning").path("reason").asString())
                .isEqualTo("the address is suppressed: unsubscribed");
        assertThat(sentTo(ADMIN, channel, address, "critical").path("state").asString())
                .isEqualTo("delivered");
        assertThat(received().getHeader("List-Unsubscribe")).isNull();
    }

    @Test
    void doNotBeginByALinkThatWasMadeUpOrIsForSomethingElse() {
        var links = PLATFORM.bean(Links.class);
        var other = PLATFORM.inside(
                        TENANT, () -> links.make(Purpose.STATUS, address).orElseThrow())
                .getPath()
                .replace("/notifications/inbound/twilio/", "");
        var good = PLATFORM.inside(
                        TENANT, () -> links.make(Purpose.UNSUBSCRIBE, address).orElseThrow())
                .getPath()
                .replace("/notifications/unsubscribe/", "");
        var altered = (good.charAt(20) == 'A' ? "B" : "A");
        for (var token : new String[] {
            "x", "AAAA", "%2E%2E", "a".repeat(2_000), other, good.substring(0, 20) + altered + good.substring(21)
        }) {
            assertThat(PLATFORM.anonymous()
                            .get("/notifications/unsubscribe/" + token)
                            .status())
                    .as(token)
                    .isIn(400, 404);
            assertThat(PLATFORM.anonymous()
                            .post("/notifications/unsubscribe/" + token, "")
                            .status())
                    .as(token)
                    .isIn(400, 404, 415);
        }
        assertThat(listed("address=" + address)).isEmpty();
    }

    @Test
    void beginWhereANumberIsNone() {
        receiver().answer(OF_TWILIO, Answer.of(400, "{\"code\":21211,\"message\":\"Invalid 'To' Phone Number\"}"));
        var number = "+49151%08d".formatted(Math.floorMod(address.hashCode(), 100_000_000));
        var channel = textChannel(ADMIN);
        assertThat(sentTo(ADMIN, channel, number, "critical").path("reason").asString())
                .contains("21211");
        var listed = listed("kind=sms&address=" + number.replace("+", "%2B"));
        assertThat(listed.findValuesAsString("reason")).containsExactly("bounce");
        assertThat(listed.get(0).path("detail").asString()).contains("21211");
        assertThat(sentTo(ADMIN, channel, number, "critical").path("reason").asString())
                .isEqualTo("the address is suppressed: bounce");
    }
}
