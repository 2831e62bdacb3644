package io.foodflow.tenant.usage;

import static io.foodflow.tenant.TenantPlatform.administrator;
import static io.foodflow.tenant.TenantPlatform.newTenant;
import static io.foodflow.tenant.TenantPlatform.operator;
import static io.foodflow.tenant.TenantPlatform.query;
import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.platform.changes.DomainEvent;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.entitlements.ApiCalls;
import io.foodflow.platform.entitlements.Entitlements;
import io.foodflow.platform.entitlements.Metric;
import io.foodflow.platform.entitlements.Usage;
import io.foodflow.platform.security.AccessTokens;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.platform.web.ProblemException;
import io.foodflow.tenant.TenantPlatform;
import io.foodflow.testkit.TestPlatform;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class UsageApiTest {

    private static final TestPlatform PLATFORM = TenantPlatform.get();
    private static final String USER = """
            {"email":"%s@example.com","password":"correct horse battery","first_name":"A","last_name":"B","roles":[]}""";

    /** Events as foodgraph records them. */
    private record EventsCaptured(UUID captureId, int accepted) implements DomainEvent {
        @Override
        public String resourceType() {
            return "capture";
        }

        @Override
        public String resourceId() {
            return captureId.toString();
        }
    }

    private record DocumentReceived(UUID captureId, long bytes) implements DomainEvent {
        @Override
        public String resourceType() {
            return "capture";
        }

        @Override
        public String resourceId() {
            return captureId.toString();
        }
    }

    @Test
    void metersUsersEventsAndDocumentsFromWhatHappened() {
        var tenant = newTenant();
        var api = PLATFORM.as(tenant, "user:write");
        var first = api.post("/users", USER.formatted(unique())).json();
        api.post("/users", USER.formatted(unique()));
        api.with("If-Match", "*").delete("/users/" + first.path("id").asString());
        happened(tenant, new EventsCaptured(UUID.randomUUID(), 7), new EventsCaptured(UUID.randomUUID(), 5));
        happened(tenant, new DocumentReceived(UUID.randomUUID(), 1_234));
        PLATFORM.deliverEvents(tenant);
        PLATFORM.deliverEvents(tenant);

        var usage = administrator(tenant).get(path(tenant)).json();
        assertThat(usage.path("plan").asString()).isEqualTo("pro");
        assertThat(usage.path("period").asString()).isEqualTo(thisMonth().toString());
        assertThat(metric(usage, "users").path("used").asLong()).isEqualTo(1);
        assertThat(metric(usage, "users").path("kind").asString()).isEqualTo("gauge");
        assertThat(metric(usage, "users").path("resets_at").isNull()).isTrue();
        assertThat(metric(usage, "events").path("used").asLong()).isEqualTo(12);
        assertThat(metric(usage, "events").path("limit").asLong()).isEqualTo(1_000_000);
        assertThat(metric(usage, "events").path("state").asString()).isEqualTo("ok");
        assertThat(metric(usage, "events").path("resets_at").asString())
                .isEqualTo(thisMonth().plusMonths(1) + "-01T00:00:00Z");
        assertThat(metric(usage, "storage_bytes").path("used").asLong()).isEqualTo(1_234);
    }

    @Test
    void countsEachEventOnceWhicheverProcessDelivers() {
        var tenant = newTenant();
        happened(tenant, new EventsCaptured(UUID.randomUUID(), 3));
        PLATFORM.deliverEvents(tenant);
        happened(tenant, new EventsCaptured(UUID.randomUUID(), 4));
        try (var another = TestPlatform.startOn(PLATFORM.database(), TenantPlatform.HOME, TenantPlatform.settings())) {
            another.deliverEvents(tenant);
            PLATFORM.deliverEvents(tenant);
        }
        assertThat(used(tenant, "events")).isEqualTo(7);
    }

    @Test
    void warnsOnceAtFourFifthsAndOnceAtAllOfALimit() {
        var tenant = newTenant();
        limit(tenant, "events", 100);
        record(tenant, "a", 79);
        assertThat(told(tenant)).isEmpty();
        record(tenant, "b", 1);
        assertThat(told(tenant)).containsExactly("QuotaWarned");
        record(tenant, "c", 5);
        assertThat(told(tenant)).containsExactly("QuotaWarned");
        assertThat(metric(administrator(tenant).get(path(tenant)).json(), "events")
                        .path("state")
                        .asString())
                .isEqualTo("warning");
        happened(tenant, new EventsCaptured(UUID.randomUUID(), 20));
        PLATFORM.deliverEvents(tenant);
        assertThat(told(tenant)).containsExactly("QuotaWarned", "QuotaReached");
        var events = metric(administrator(tenant).get(path(tenant)).json(), "events");
        assertThat(events.path("state").asString()).isEqualTo("exceeded");
        assertThat(events.path("share").asDouble()).isEqualTo(1.05);
    }

    @Test
    void refusesMoreThanTheLimitAndSaysAllThatOneNeedsToKnow() {
        var tenant = newTenant();
        limit(tenant, "users", 2);
        var api = PLATFORM.as(tenant, "user:write");
        assertThat(api.post("/users", USER.formatted(unique())).status()).isEqualTo(201);
        assertThat(api.post("/users", USER.formatted(unique())).status()).isEqualTo(201);

        var refused = api.post("/users", USER.formatted(unique()));
        assertThat(refused.status()).isEqualTo(402);
        var problem = refused.json();
        assertThat(problem.path("type").asString()).endsWith("/quota-exceeded");
        assertThat(problem.path("metric").asString()).isEqualTo("users");
        assertThat(problem.path("limit").asLong()).isEqualTo(2);
        assertThat(problem.path("used").asLong()).isEqualTo(2);
        assertThat(problem.path("plan").asString()).isEqualTo("pro");
        assertThat(problem.path("detail").asString())
                .isEqualTo(
                        "Users: 2 of 2 users are used, and this needs 1 more; remove some, choose a larger plan or ask"
                                + " who runs the platform");
        limit(tenant, "users", 3);
        assertThat(api.post("/users", USER.formatted(unique())).status())
                .as("a larger limit acts at once")
                .isEqualTo(201);
    }

    @Test
    void goesByWhatIsMeteredForWhatComesInMasses() {
        var tenant = newTenant();
        limit(tenant, "events", 10);
        admit(tenant, 10);
        record(tenant, "x", 10);
        Assertions.assertThatThrownBy(() -> admit(tenant, 1))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().more())
                                .containsEntry("resets_at", thisMonth().plusMonths(1) + "-01T00:00:00Z")
                                .containsEntry("period", thisMonth().toString()));
    }

    @Test
    void keepsLimitsAndCountersWhereSumsWouldOverflow() {
        var tenant = newTenant();
        limit(tenant, "events", 10);
        record(tenant, "most", 1_000_000_000_000L);
        Assertions.assertThatThrownBy(() -> admit(tenant, Long.MAX_VALUE)).isInstanceOf(ProblemException.class);
        assertThat(add(tenant, Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
        assertThat(add(tenant, 1)).isEqualTo(Long.MAX_VALUE);
        assertThat(add(tenant, -Long.MAX_VALUE)).isZero();
    }

    @Test
    void recordsUsageOnceForAnId() {
        var tenant = newTenant();
        var body = "{\"id\":\"edge-1\",\"metric\":\"events\",\"quantity\":40}";
        var first = administrator(tenant).post(path(tenant), body);
        assertThat(first.status()).as(first.body()).isEqualTo(201);
        assertThat(first.json().path("used").asLong()).isEqualTo(40);
        var again = administrator(tenant).post(path(tenant), body);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json()).isEqualTo(first.json());
        var other =
                administrator(tenant).post(path(tenant), "{\"id\":\"edge-1\",\"metric\":\"events\",\"quantity\":41}");
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.json().path("type").asString()).endsWith("/usage-id-reused");
        assertThat(used(tenant, "events")).isEqualTo(40);
        assertThat(query("select event_type from %s.audit_entries where event_type = 'UsageRecorded'"
                        .formatted(tenant.schema())))
                .hasSize(1);
    }

    @Test
    void keepsRecordsForThirteenMonthsAndTheirCountersForGood() {
        var tenant = newTenant();
        record(tenant, "old", 3);
        record(tenant, "new", 4);
        query("update tenant_%s.usage_records set recorded_at = now() - interval '397 days' where id = 'old'"
                .formatted(tenant.slug()));
        int swept = PLATFORM.inside(
                tenant,
                () -> PLATFORM.bean(UnitOfWork.class).write(change -> {
                    change.nothing();
                    return PLATFORM.bean(UsageRecordsSweep.class).sweep(Instant.now(), 100);
                }));
        assertThat(swept).isEqualTo(1);
        assertThat(query("select id from tenant_%s.usage_records".formatted(tenant.slug())))
                .containsExactly("new");
        assertThat(used(tenant, "events")).isEqualTo(7);
    }

    @Test
    void keepsMonthsApart() {
        var tenant = newTenant();
        var lastMonth = thisMonth().minusMonths(1);
        var at = lastMonth.atEndOfMonth().atTime(23, 59, 59).toInstant(ZoneOffset.UTC);
        operator()
                .post(
                        path(tenant),
                        "{\"id\":\"late\",\"metric\":\"events\",\"quantity\":9,\"at\":\"%s\"}".formatted(at));
        assertThat(used(tenant, "events")).isZero();
        var month =
                administrator(tenant).get(path(tenant) + "?period=" + lastMonth).json();
        assertThat(metric(month, "events").path("used").asLong()).isEqualTo(9);
        assertThat(month.path("to").asString()).isEqualTo(thisMonth() + "-01T00:00:00Z");
    }

    @Test
    void showsApiCallsAndTellsOfTheirLimit() {
        var tenant = newTenant();
        operator().put("/tenants/%s/limits/api_calls".formatted(tenant.id()), "{\"limit\":5,\"reason\":\"To try it\"}");
        var machine = PLATFORM.bean(AccessTokens.class)
                .forServiceAccount(
                        UUID.randomUUID(),
                        "erp",
                        tenant.id(),
                        Set.of(),
                        Set.of("tenant:read"),
                        List.of(),
                        0,
                        UUID.randomUUID(),
                        null);
        var api = PLATFORM.anonymous().with("Authorization", "Bearer " + machine.token());
        for (int n = 0; n < 4; n++) {
            assertThat(api.get(path(tenant)).status()).isEqualTo(200);
        }
        PLATFORM.bean(ApiCalls.class).flush();
        var shown = metric(administrator(tenant).get(path(tenant)).json(), "api_calls");
        assertThat(shown.path("used").asLong()).isEqualTo(4);
        assertThat(shown.path("limit").asLong()).isEqualTo(5);
        assertThat(shown.path("state").asString()).isEqualTo("warning");
        assertThat(shown.path("kind").asString()).isEqualTo("count");

        assertThat(api.get(path(tenant)).status()).isEqualTo(200);
        assertThat(api.get(path(tenant)).status()).isEqualTo(429);
        PLATFORM.bean(ApiCalls.class).flush();
        assertThat(query("select event_type from %s.audit_entries where event_type like 'Quota%%' order by time"
                        .formatted(tenant.schema())))
                .containsExactly("QuotaWarned", "QuotaReached");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"id\":\"\",\"metric\":\"doors\",\"quantity\":0,\"at\":\"2020-01-01T00:00:00Z\"}",
                "{\"id\":\"a\\u0000b\",\"metric\":\"events\",\"quantity\":1}",
                "{\"id\":\"a\",\"metric\":\"events\",\"quantity\":-1}",
                "{\"id\":\"a\",\"metric\":\"events\",\"quantity\":1000000000001}",
                "{\"id\":\"a\",\"metric\":\"users\",\"quantity\":1}",
                "{\"id\":\"a\",\"metric\":\"storage_bytes\",\"quantity\":1}",
                "{\"id\":\"a\",\"metric\":\"events\",\"quantity\":1,\"at\":\"+1000000000-01-01T00:00:00Z\"}"
            })
    void refusesARecordThatBreaksRules(String body) {
        assertThat(administrator(newTenant()).post(path(newTenant()), body).status())
                .isEqualTo(404);
        var tenant = newTenant();
        assertThat(administrator(tenant).post(path(tenant), body).status()).isEqualTo(400);
        assertThat(used(tenant, "events")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026", "2026-13", "november", "2019-12", "2101-01", "%2B999999999-12", "-999999999-01"})
    void refusesAPeriodThatIsNoMonth(String period) {
        var tenant = newTenant();
        assertThat(administrator(tenant).get(path(tenant) + "?period=" + period).status())
                .isEqualTo(400);
    }

    @Test
    void asksForThePermissionAndTheOwnTenant() {
        var tenant = newTenant();
        var body = "{\"id\":\"a\",\"metric\":\"events\",\"quantity\":1}";
        assertThat(PLATFORM.anonymous().get(path(tenant)).status()).isEqualTo(401);
        assertThat(PLATFORM.anonymous().post(path(tenant), body).status()).isEqualTo(401);
        assertThat(PLATFORM.as(tenant, "user:read").get(path(tenant)).status()).isEqualTo(403);
        assertThat(PLATFORM.as(tenant, "tenant:read").post(path(tenant), body).status())
                .isEqualTo(403);
        assertThat(administrator(newTenant()).get(path(tenant)).status()).isEqualTo(404);
        assertThat(operator().get(path(tenant)).status()).isEqualTo(200);
        assertThat(operator().get("/tenants/" + UUID.randomUUID() + "/usage").status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({"79,100,false", "80,100,true", "4,5,true", "0,0,true", "9223372036854775806,9223372036854775807,true"})
    void tellsFourFifths(long used, long most, boolean reached) {
        assertThat(QuotaNotices.reaches(QuotaNotices.WARNING_PERCENT, used, most))
                .isEqualTo(reached);
    }

    private static void happened(Tenant tenant, DomainEvent... events) {
        PLATFORM.inside(
                tenant,
                () -> PLATFORM.bean(UnitOfWork.class).write(change -> {
                    List.of(events).forEach(event -> change.record(event, null, null));
                    return true;
                }));
    }

    private static void admit(Tenant tenant, long more) {
        PLATFORM.inside(tenant, () -> {
            var entitlements = PLATFORM.bean(Entitlements.class);
            entitlements.admit(Metric.EVENTS, more);
            return true;
        });
    }

    private static long add(Tenant tenant, long quantity) {
        return PLATFORM.inside(
                tenant,
                () -> PLATFORM.bean(UnitOfWork.class).write(change -> {
                    change.nothing();
                    return PLATFORM.bean(Usage.class)
                            .add(Metric.EVENTS, thisMonth().toString(), quantity);
                }));
    }

    private static void limit(Tenant tenant, String metric, long limit) {
        var answer = operator()
                .put(
                        "/tenants/%s/limits/%s".formatted(tenant.id(), metric),
                        "{\"limit\":%d,\"reason\":\"test\"}".formatted(limit));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    private static void record(Tenant tenant, String id, long quantity) {
        var answer = administrator(tenant)
                .post(
                        path(tenant),
                        "{\"id\":\"%s\",\"metric\":\"events\",\"quantity\":%d,\"at\":\"%s\"}"
                                .formatted(id, quantity, Instant.now()));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    }

    private static List<String> told(Tenant tenant) {
        return query("select type from %s.outbox where type like 'Quota%%' order by no".formatted(tenant.schema()));
    }

    private static long used(Tenant tenant, String name) {
        return metric(administrator(tenant).get(path(tenant)).json(), name)
                .path("used")
                .asLong();
    }

    private static JsonNode metric(JsonNode usage, String name) {
        return usage.path("metrics")
                .valueStream()
                .filter(metric -> metric.path("metric").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static YearMonth thisMonth() {
        return YearMonth.now(ZoneOffset.UTC);
    }

    private static String unique() {
        return "u" + UUID.randomUUID();
    }

    private static String path(Tenant tenant) {
        return "/tenants/" + tenant.id() + "/usage";
    }
}
