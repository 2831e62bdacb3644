package io.foodflow.notification.digests;

import static io.foodflow.notification.NotificationPlatform.administrator;
import static io.foodflow.notification.NotificationPlatform.await;
import static io.foodflow.notification.NotificationPlatform.mailChannel;
import static io.foodflow.notification.NotificationPlatform.query;
import static io.foodflow.notification.NotificationPlatform.user;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import io.foodflow.notification.LocalReceiver;
import io.foodflow.notification.NotificationPlatform;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.testkit.Api;
import io.foodflow.testkit.TestPlatform;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DigestsApiTest {

    private static final TestPlatform PLATFORM = NotificationPlatform.get();
    private static final String PREFERENCES = "/notifications/preferences";

    private final GreenMail mail = new GreenMail(new ServerSetup(0, LocalReceiver.HOST, "smtp"));
    private final Tenant tenant = PLATFORM.newTenant();
    private final Api admin = administrator(tenant);
    private final UUID anna = user(tenant, "viewer");
    private final Api asAnna = PLATFORM.as(anna, tenant);

    @BeforeEach
    void start() {
        mail.start();
    }

    @AfterEach
    void stop() {
        mail.stop();
    }

    private String want(String digest) {
        var changed = asAnna.with("If-Match", "*").put(PREFERENCES, "{\"digest\":%s}".formatted(digest));
        assertThat(changed.status()).as(changed.toString()).isEqualTo(200);
        return changed.body();
    }

    private void send(String channel, String subject, String severity) {
        var sent = admin.post("/notifications", """
                {"severity":"%s","subject":"%s","text":"T","to":{"users":["%s"],"via":["%s"]}}""".formatted(severity, subject, anna, channel));
        assertThat(sent.status()).as(sent.toString()).isEqualTo(202);
    }

    private void comeDue() {
        query("update %s.notification_deliveries set due_at = now() where state = 'waiting'"
                .formatted(tenant.schema()));
    }

    private int received() {
        return mail.getReceivedMessages().length;
    }

    @Test
    void gatherWhatIsNotCriticalIntoOneMessage() throws Exception {
        assertThat(want("{\"every\":\"daily\",\"at\":\"07:30\",\"zone\":\"Europe/Berlin\",\"language\":\"de\"}"))
                .contains(
                        "\"digest\":{\"every\":\"daily\",\"at\":\"07:30\",\"weekday\":null,\"zone\":\"Europe/Berlin\",\"language\":\"de\"}");
        var channel = mailChannel(admin, mail);
        send(channel, "First & foremost", "info");
        send(channel, "Second", "warning");
        send(channel, "At once", "critical");
        await("what is critical", () -> received() == 1);
        assertThat(mail.getReceivedMessages()[0].getSubject()).isEqualTo("At once");
        var waiting =
                admin.get("/notifications/deliveries?state=waiting").json().path("items");
        assertThat(waiting).hasSize(1);
        assertThat(Instant.parse(waiting.get(0).path("next_attempt_at").asString()))
                .isAfter(Instant.now());
        assertThat(asAnna.get("/notifications").json().path("items")).hasSize(3);

        comeDue();
        await("the digest", () -> received() == 2);
        var digest = mail.getReceivedMessages()[1];
        assertThat(digest.getSubject()).isEqualTo(tenant.name() + ": 2 Benachrichtigungen");
        assertThat(GreenMailUtil.getBody(digest)).contains("First & foremost (info", "Second (warning");

        send(channel, "Third", "info");
        comeDue();
        await("the next digest", () -> received() == 3);
        assertThat(mail.getReceivedMessages()[2].getSubject()).isEqualTo(tenant.name() + ": 1 Benachrichtigungen");
        assertThat(query("select count(*), count(distinct notification_id) from %s.notification_digest_items"
                        .formatted(tenant.schema())))
                .containsExactly("3|3");
    }

    /** As where a process dies between making the words and their being taken. */
    @Test
    void sayTheSameWhenTheyAreTriedAgain() {
        want("{\"every\":\"hourly\",\"zone\":\"UTC\"}");
        var channel = mailChannel(admin, mail);
        send(channel, "First", "info");
        mail.stop();
        comeDue();
        await(
                "an attempt",
                () -> !query("select 1 from %s.notification_deliveries where attempts > 0".formatted(tenant.schema()))
                        .isEmpty());
        send(channel, "Second", "info");
        assertThat(query("""
                        select count(i.notification_id) from %1$s.notification_digests g
                        join %1$s.notification_digest_items i on i.digest_id = g.id group by g.id""".formatted(tenant.schema()))).containsExactly("1", "1");
        assertThat(query("select subject from %s.notifications where topic = 'digest' order by id limit 1"
                        .formatted(tenant.schema())))
                .containsExactly(tenant.name() + ": 1 notifications");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"zone\":\"UTC\"}|digest.every",
                "{\"every\":\"yearly\",\"at\":\"07:30\",\"zone\":\"UTC\"}|digest.every",
                "{\"every\":\"daily\",\"zone\":\"UTC\"}|digest.at",
                "{\"every\":\"daily\",\"at\":\"7\",\"zone\":\"UTC\"}|digest.at",
                "{\"every\":\"weekly\",\"at\":\"07:30\",\"zone\":\"UTC\"}|digest.weekday",
                "{\"every\":\"weekly\",\"at\":\"07:30\",\"weekday\":\"noday\",\"zone\":\"UTC\"}|digest.weekday",
                "{\"every\":\"daily\",\"at\":\"07:30\",\"zone\":\"Mars/North\"}|digest.zone",
                "{\"every\":\"hourly\",\"zone\":\"UTC\",\"language\":\"<b>\"}|digest.language"
            })
    void sayWhichFieldBreaksARule(String digest, String field) {
        var answer = asAnna.with("If-Match", "*").put(PREFERENCES, "{\"digest\":%s}".formatted(digest));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(answer.json().at("/errors/0/field").asString()).isEqualTo(field);
    }
}
