package io.foodflow.notification.oncall;

import static io.foodflow.notification.NotificationPlatform.recorded;
import static io.foodflow.notification.NotificationPlatform.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.notification.NotificationPlatform;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.testkit.Api;
import io.foodflow.testkit.TestPlatform;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchedulesApiTest {

    private static final TestPlatform PLATFORM = NotificationPlatform.get();
    private static final String SCHEDULES = "/notifications/oncall/schedules";
    private static final Tenant TENANT = PLATFORM.newTenant();
    private static final Api PLANNER = planner(TENANT);
    private static final UUID ANNA = user(TENANT, "viewer");
    private static final UUID BEN = user(TENANT, "viewer");

    private final String name = "plant " + UUID.randomUUID();

    private static Api planner(Tenant tenant) {
        return PLATFORM.as(tenant, "notification_oncall:read", "notification_oncall:write");
    }

    private String schedule() {
        return schedule("""
                {"name":"weeks","people":["%s","%s"],"rotation":"weekly","starts_on":"2026-10-12","handover":"08:00",
                 "hours":[{"weekdays":["friday","monday"],"from":"22:00","to":"06:00"}]},
                {"name":"days","people":["%s"],"rotation":"custom","shift_hours":12,"starts_on":"2026-10-12","handover":"08:00",
                 "ends_on":"2026-10-14"}""".formatted(ANNA, BEN, BEN));
    }

    private String schedule(String layers) {
        return "{\"name\":\"%s\",\"zone\":\"Europe/Berlin\",\"layers\":[%s]}".formatted(name, layers);
    }

    private Api.Answer made(String body) {
        var made = PLANNER.post(SCHEDULES, body);
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        return made;
    }

    private String always(UUID person) {
        return schedule(
                "{\"name\":\"all\",\"people\":[\"%s\"],\"rotation\":\"daily\",\"starts_on\":\"2026-01-01\",\"handover\":\"00:00\"}"
                        .formatted(person));
    }

    @Test
    void keepsWhatItWasGiven() {
        var made = made(schedule());
        var path = made.header("Location");
        assertThat(PLANNER.get(path).json()).isEqualTo(made.json());
        assertThat(made.json().at("/layers/0/hours/0").toString())
                .isEqualTo("{\"weekdays\":[\"monday\",\"friday\"],\"from\":\"22:00\",\"to\":\"06:00\"}");
        assertThat(made.json().at("/layers/0/shift_hours").isNull()).isTrue();
        assertThat(made.json().at("/layers/1/shift_hours").asInt()).isEqualTo(12);
        assertThat(made.json().at("/layers/1/ends_on").asString()).isEqualTo("2026-10-14");
        assertThat(PLANNER.post(SCHEDULES, schedule()).status()).isEqualTo(409);
        assertThat(PLANNER.put(path, schedule()).status()).isEqualTo(428);
        var changed = PLANNER.with("If-Match", "\"1\"").put(path, always(BEN));
        assertThat(changed.status()).as(changed.toString()).isEqualTo(200);
        assertThat(changed.header("ETag")).isEqualTo("\"2\"");
        assertThat(PLANNER.get(SCHEDULES + "?limit=500").json().path("items").findValuesAsString("name"))
                .contains(name);
        assertThat(PLANNER.with("If-Match", "\"1\"").delete(path).status()).isEqualTo(412);
        assertThat(PLANNER.with("If-Match", "\"2\"").delete(path).status()).isEqualTo(204);
        assertThat(PLANNER.get(path).status()).isEqualTo(404);
        assertThat(recorded(TENANT, made.json().path("id").asString()))
                .containsExactly("OnCallScheduleAdded", "OnCallScheduleUpdated", "OnCallScheduleRemoved");
    }

    @Test
    void showsWhoIsOnCallAndWhereNobodyIs() {
        var path = made(schedule()).header("Location");
        var calendar = PLANNER.get(path + "/calendar?from=2026-10-12T06:00:00Z&to=2026-10-20T06:00:00Z");
        assertThat(calendar.status()).as(calendar.toString()).isEqualTo(200);
        var shifts = calendar.json().path("shifts");
        assertThat(shifts.get(0).path("user_id").asString()).isEqualTo(BEN.toString());
        assertThat(shifts.get(0).path("layer").asString()).isEqualTo("days");
        assertThat(shifts.get(0).path("to").asString()).isEqualTo("2026-10-14T06:00:00Z");
        assertThat(shifts.get(1).path("user_id").asString()).isEqualTo(ANNA.toString());
        assertThat(shifts.get(1).path("from").asString()).isEqualTo("2026-10-16T20:00:00Z");
        assertThat(calendar.json().at("/gaps/0/from").asString()).isEqualTo("2026-10-14T06:00:00Z");
        assertThat(calendar.json().at("/gaps/0/to").asString()).isEqualTo("2026-10-16T20:00:00Z");
    }

    @Test
    void hasSomebodyStandInAndSaysWhoIsOnNow() {
        var made = made(always(ANNA));
        var path = made.header("Location");
        var now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        var standIn = PLANNER.post(
                path + "/overrides",
                "{\"user_id\":\"%s\",\"from\":\"%s\",\"to\":\"%s\"}"
                        .formatted(BEN, now.minusSeconds(60), now.plusSeconds(86_400)));
        assertThat(standIn.status()).as(standIn.toString()).isEqualTo(201);
        var on = PLANNER.get("/notifications/oncall/now?limit=500")
                .json()
                .path("items")
                .valueStream()
                .filter(one -> one.path("name").asString().equals(name))
                .findFirst()
                .orElseThrow();
        assertThat(on.path("user_id").asString()).isEqualTo(BEN.toString());
        assertThat(on.path("until").asString())
                .isEqualTo(now.plusSeconds(86_400).toString());
        var query = "/overrides?from=%s&to=%s".formatted(now, now.plusSeconds(10));
        var items = PLANNER.get(path + query).json().path("items");
        assertThat(items).hasSize(1);
        assertThat(items.get(0)).isEqualTo(standIn.json());
        var gone = path + "/overrides/" + standIn.json().path("id").asString();
        var other = made(always(ANNA).replace(name, name + " b")).header("Location");
        assertThat(PLANNER.delete(gone.replace(path, other)).status()).isEqualTo(404);
        assertThat(PLANNER.delete(gone).status()).isEqualTo(204);
        assertThat(PLANNER.delete(gone).status()).isEqualTo(404);
        assertThat(PLANNER.get(path + query).json().path("items")).isEmpty();
        assertThat(recorded(TENANT, made.json().path("id").asString()))
                .containsExactly("OnCallScheduleAdded", "OnCallOverrideAdded", "OnCallOverrideRemoved");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"name\":\"all\"|\"name\":\"\"|layers[0].name",
                "\"people\":[\"ANNA\"]|\"people\":[]|layers[0].people",
                "\"people\":[\"ANNA\"]|\"people\":[null]|layers[0].people[0]",
                "\"people\":[\"ANNA\"]|\"people\":[\"00000000-0000-0000-0000-000000000001\"]|layers[0].people[0]",
                "\"daily\"|\"yearly\"|layers[0].rotation",
                "\"daily\"|\"custom\"|layers[0].shift_hours",
                "\"daily\"|\"custom\",\"shift_hours\":0|layers[0].shift_hours",
                "\"daily\"|\"daily\",\"shift_hours\":8|layers[0].shift_hours",
                "\"2026-01-01\"|\"2026-02-30\"|layers[0].starts_on",
                "\"2026-01-01\"|\"9999-01-01\"|layers[0].starts_on",
                "\"2026-01-01\"|null|layers[0].starts_on",
                "\"00:00\"|\"24:00\"|layers[0].handover",
                "\"00:00\"|\"00:00\",\"ends_on\":\"2026-01-01\"|layers[0].ends_on",
                "\"00:00\"|\"00:00\",\"hours\":[null]|layers[0].hours[0]",
                "\"00:00\"|\"00:00\",\"hours\":[{\"from\":\"08:00\",\"to\":\"18:00\"}]|layers[0].hours[0].weekdays",
                "\"00:00\"|\"00:00\",\"hours\":[{\"weekdays\":[\"noday\"],\"from\":\"08:00\",\"to\":\"18:00\"}]|layers[0].hours[0].weekdays",
                "\"00:00\"|\"00:00\",\"hours\":[{\"weekdays\":[\"monday\"],\"to\":\"18:00\"}]|layers[0].hours[0].from",
                "\"Europe/Berlin\"|\"Mars/North\"|zone"
            })
    void saysWhichFieldBreaksARule(String good, String bad, String field) {
        var answer = PLANNER.post(SCHEDULES, always(ANNA).replace(good.replace("ANNA", ANNA.toString()), bad));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(answer.json().at("/errors/0/field").asString())
                .as(answer.toString())
                .isEqualTo(field);
    }

    @Test
    void boundsTimes() {
        var path = made(always(ANNA)).header("Location");
        for (var query : new String[] {
            "",
            "?from=2026-01-01T00:00:00Z",
            "?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z",
            "?from=2026-01-01T00:00:00Z&to=2027-01-01T00:00:00Z",
            "?from=yesterday&to=2026-01-01T00:00:00Z"
        }) {
            assertThat(PLANNER.get(path + "/calendar" + query).status())
                    .as(query)
                    .isEqualTo(400);
            assertThat(PLANNER.get(path + "/overrides" + query).status())
                    .as(query)
                    .isEqualTo(400);
        }
        for (var body : new String[] {
            "{}",
            "{\"user_id\":\"%s\",\"from\":\"2026-01-02T00:00:00Z\",\"to\":\"2026-01-02T00:00:00Z\"}".formatted(BEN),
            "{\"user_id\":\"%s\",\"from\":\"2026-01-02T00:00:00Z\",\"to\":\"2028-01-02T00:00:00Z\"}".formatted(BEN),
            "{\"user_id\":\"%s\",\"from\":\"2026-01-02T00:00:00Z\",\"to\":\"2026-01-03T00:00:00Z\"}"
                    .formatted(UUID.randomUUID())
        }) {
            assertThat(PLANNER.post(path + "/overrides", body).status())
                    .as(body)
                    .isEqualTo(400);
        }
    }

    @Test
    void isForThoseWhoMaySeeIt() {
        var path = made(always(ANNA)).header("Location");
        var time = "?from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z";
        var standIn = "{\"user_id\":\"%s\",\"from\":\"2026-01-02T00:00:00Z\",\"to\":\"2026-01-03T00:00:00Z\"}"
                .formatted(ANNA);
        var elsewhere = PLATFORM.newTenant();
        var other = planner(elsewhere);
        var hers = user(elsewhere, "viewer");
        assertThat(other.get(path).status()).isEqualTo(404);
        assertThat(other.get(path + "/calendar" + time).status()).isEqualTo(404);
        assertThat(other.get(path + "/overrides" + time).status()).isEqualTo(404);
        assertThat(other.with("If-Match", "*").put(path, always(hers)).status()).isEqualTo(404);
        assertThat(other.with("If-Match", "*").delete(path).status()).isEqualTo(404);
        assertThat(other.post(path + "/overrides", standIn.replace(ANNA.toString(), hers.toString()))
                        .status())
                .isEqualTo(404);
        assertThat(other.post(SCHEDULES, always(ANNA)).status())
                .as("people of others")
                .isEqualTo(400);
        var reader = PLATFORM.as(TENANT, "notification_oncall:read");
        assertThat(reader.get(path + "/calendar" + time).status()).isEqualTo(200);
        assertThat(reader.post(SCHEDULES, always(ANNA)).status()).isEqualTo(403);
        assertThat(reader.post(path + "/overrides", standIn).status()).isEqualTo(403);
        assertThat(reader.with("If-Match", "*").delete(path).status()).isEqualTo(403);
        assertThat(PLATFORM.as(TENANT, "node:read")
                        .get("/notifications/oncall/now")
                        .status())
                .isEqualTo(403);
        for (var closed : new String[] {SCHEDULES, path, path + "/calendar" + time, "/notifications/oncall/now"}) {
            assertThat(PLATFORM.anonymous().get(closed).status()).isEqualTo(401);
        }
        assertThat(PLATFORM.anonymous().post(SCHEDULES, always(ANNA)).status()).isEqualTo(401);
    }
}
