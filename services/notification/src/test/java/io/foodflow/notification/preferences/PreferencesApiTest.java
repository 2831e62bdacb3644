package io.foodflow.notification.preferences;

import static io.foodflow.notification.NotificationPlatform.administrator;
import static io.foodflow.notification.NotificationPlatform.recorded;
import static io.foodflow.notification.NotificationPlatform.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.notification.NotificationPlatform;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.testkit.Api;
import io.foodflow.testkit.TestPlatform;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Mail goes by the installation's server, which is not there: what was queued is seen in the log. */
class PreferencesApiTest {

    private static final TestPlatform PLATFORM = NotificationPlatform.get();
    private static final Tenant TENANT = PLATFORM.newTenant();
    private static final Api ADMIN = administrator(TENANT);
    private static final String PREFERENCES = "/notifications/preferences";
    private static final String MAIL = ADMIN.post("/notifications/channels", "{\"name\":\"mail\",\"kind\":\"email\"}")
            .json()
            .path("id")
            .asString();

    private final UUID anna = user(TENANT, "viewer");
    private final Api asAnna = PLATFORM.as(anna, TENANT);

    private void want(String preferences) {
        var changed = asAnna.with("If-Match", "*").put(PREFERENCES, preferences);
        assertThat(changed.status()).as(changed.toString()).isEqualTo(200);
    }

    /** What is queued for a message to Anna. */
    private JsonNode queued(String topic, String severity) {
        var sent = ADMIN.post("/notifications", """
                {"topic":"%s","severity":"%s","subject":"S","text":"T","to":{"users":["%s"],"via":["%s"]}}""".formatted(topic, severity, anna, MAIL));
        assertThat(sent.status()).as(sent.toString()).isEqualTo(202);
        return ADMIN.get("/notifications/" + sent.json().path("id").asString())
                .json()
                .path("deliveries");
    }

    @Test
    void isEverythingAtOnceUntilSomebodySaysOtherwise() {
        var nothing = asAnna.get(PREFERENCES);
        assertThat(nothing.body())
                .isEqualTo(
                        "{\"mail\":\"info\",\"muted_topics\":[],\"quiet_hours\":null,\"digest\":null,\"version\":0}");
        assertThat(nothing.header("ETag")).isEqualTo("\"0\"");
        assertThat(queued("any", "info")).hasSize(1);
        assertThat(asAnna.put(PREFERENCES, "{}").status()).isEqualTo(428);
        var wanted =
                "{\"mail\":\"warning\",\"muted_topics\":[\"dull\"],\"quiet_hours\":{\"zone\":\"Europe/Berlin\",\"from\":\"22:00\",\"to\":\"06:00\"}}";
        var first = asAnna.with("If-Match", "\"0\"").put(PREFERENCES, wanted);
        assertThat(first.body()).isEqualTo(wanted.replaceFirst("}$", ",\"digest\":null,\"version\":1}"));
        assertThat(asAnna.get(PREFERENCES).json()).isEqualTo(first.json());
        assertThat(asAnna.with("If-Match", "\"0\"").put(PREFERENCES, "{}").status())
                .isEqualTo(412);
        assertThat(recorded(TENANT, anna)).contains("PreferencesChanged");
    }

    @Test
    void keepsMailBackThatSomebodyDoesNotWantAndNothingFromTheList() {
        want("{\"mail\":\"warning\",\"muted_topics\":[\"dull\"]}");
        assertThat(queued("any", "info")).isEmpty();
        assertThat(queued("any", "warning")).hasSize(1);
        assertThat(queued("dull", "warning")).isEmpty();
        assertThat(queued("dull", "critical")).hasSize(1);
        assertThat(asAnna.get("/notifications").json().path("items")).hasSize(4);
    }

    @Test
    void waitsForTheEndOfQuietHoursSaveWithWhatIsCritical() {
        var now = LocalTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MINUTES);
        want("{\"quiet_hours\":{\"zone\":\"UTC\",\"from\":\"%s\",\"to\":\"%s\"}}"
                .formatted(now.minusHours(2), now.plusHours(2)));
        var later = queued("any", "warning").get(0);
        assertThat(later.path("state").asString()).isEqualTo("waiting");
        assertThat(Duration.between(
                        Instant.now(),
                        Instant.parse(later.path("next_attempt_at").asString())))
                .isBetween(Duration.ofMinutes(100), Duration.ofHours(2));
        var atOnce = queued("any", "critical").get(0);
        assertThat(atOnce.path("state").asString().equals("waiting")
                        && Instant.parse(atOnce.path("next_attempt_at").asString())
                                .isAfter(Instant.now()))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"mail\":\"never\"}|mail",
                "{\"muted_topics\":[\"A B\"]}|muted_topics[0]",
                "{\"muted_topics\":[null]}|muted_topics[0]",
                "{\"quiet_hours\":{\"zone\":\"Mars\",\"from\":\"22:00\",\"to\":\"06:00\"}}|quiet_hours.zone",
                "{\"quiet_hours\":{\"from\":\"22:00\",\"to\":\"06:00\"}}|quiet_hours.zone",
                "{\"quiet_hours\":{\"zone\":\"UTC\",\"from\":\"24:00\",\"to\":\"06:00\"}}|quiet_hours.from",
                "{\"quiet_hours\":{\"zone\":\"UTC\",\"from\":\"22:00\"}}|quiet_hours.to",
                "{\"quiet_hours\":{\"zone\":\"UTC\",\"from\":\"22:00\",\"to\":\"22:00\"}}|quiet_hours.to"
            })
    void saysWhichFieldBreaksARule(String body, String field) {
        var answer = asAnna.with("If-Match", "*").put(PREFERENCES, body);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(answer.json().at("/errors/0/field").asString())
                .as(answer.toString())
                .isEqualTo(field);
    }

    @Test
    void isEachPersonsOwnAndNeedsAToken() {
        want("{\"mail\":\"critical\"}");
        assertThat(PLATFORM.as(user(TENANT, "viewer"), TENANT)
                        .get(PREFERENCES)
                        .json()
                        .path("version")
                        .asInt())
                .isZero();
        assertThat(PLATFORM.as(anna, PLATFORM.newTenant())
                        .get(PREFERENCES)
                        .json()
                        .path("version")
                        .asInt())
                .isZero();
        assertThat(PLATFORM.anonymous().get(PREFERENCES).status()).isEqualTo(401);
        assertThat(PLATFORM.anonymous().put(PREFERENCES, "{}").status()).isEqualTo(401);
    }
}
