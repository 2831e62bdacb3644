package io.foodflow.audit.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.audit.AuditPlatform;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.retention.RetentionSweep;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.testkit.Api;
import io.foodflow.testkit.TestPlatform;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class RetentionApiTest {

    private static final TestPlatform PLATFORM = AuditPlatform.get();
    private static final String RETENTION = "/audit/retention";
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private static final Tenant TENANT = PLATFORM.newTenant();

    private Tenant tenant = TENANT;
    private Api admin = admin();

    private Api admin() {
        return PLATFORM.as(
                tenant,
                "retention:read",
                "retention:write",
                "legal_hold:write",
                "audit:write",
                "audit:read",
                "user:write",
                "node:read",
                "trace:read",
                "event:read",
                "relationship:read",
                "job:read",
                "tenant:read");
    }

    private void another() {
        tenant = PLATFORM.newTenant();
        admin = admin();
    }

    private JsonNode group(JsonNode answer, String name) {
        return answer.path("groups")
                .valueStream()
                .filter(group -> group.path("name").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private JsonNode replace(String groups) {
        var changed =
                admin.with("If-Match", "*").put(RETENTION, "{\"groups\":%s}".formatted(groups.replace('\'', '"')));
        assertThat(changed.status()).as(changed.toString()).isEqualTo(200);
        return changed.json();
    }

    private void report(String action, String resource) {
        var reported = admin.post(
                "/audit/log",
                "{\"action\":\"%s\",\"resource_type\":\"order\",\"resource_id\":\"%s\",\"new\":{\"state\":\"open\"}}"
                        .formatted(action, resource));
        assertThat(reported.status()).as(reported.toString()).isEqualTo(201);
    }

    /** Runs this as if it were three years ago. */
    private void threeYearsAgo(Runnable work) {
        AuditPlatform.query(
                "alter table %s.audit_entries alter time set default date_trunc('month', now()) - interval '35 months'"
                        .formatted(tenant.schema()));
        work.run();
        AuditPlatform.query(
                "alter table %s.audit_entries alter time set default clock_timestamp()".formatted(tenant.schema()));
        PLATFORM.deliverEvents(tenant);
    }

    /** A user who signs in so often; the user's id. */
    private String signedIn(int times) {
        var email = "retained%d@example.com".formatted(NUMBERS.incrementAndGet());
        var made = admin.post("/users", """
                {"email":"%s","password":"correct horse battery","first_name":"A","last_name":"B","roles":["viewer"]}""".formatted(email));
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        for (int n = 0; n < times; n++) {
            var answer = PLATFORM.anonymous()
                    .post("/auth/login", "{\"email\":\"%s\",\"password\":\"correct horse battery\"}".formatted(email));
            assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        }
        return made.json().path("id").asString();
    }

    private void sweepAll() {
        boolean more = true;
        while (more) {
            more = PLATFORM.inside(
                    tenant,
                    () -> PLATFORM.bean(UnitOfWork.class).write(change -> {
                        change.nothing();
                        return PLATFORM.bean(RetentionSweep.class).sweep(Instant.now(), 100) == 100;
                    }));
        }
    }

    private String verified(String id) {
        return admin.get("/audit/verify/%s/%s".formatted(tenant.id(), id))
                .json()
                .path("status")
                .asString();
    }

    @Test
    void keepsAllAtFirstAndSaysTheShortestTimes() {
        another();
        var kept = admin.get(RETENTION);
        assertThat(kept.header("ETag")).isEqualTo("\"1\"");
        assertThat(kept.json().path("groups").findValuesAsString("name")).contains("audit_entries", "sign_ins");
        assertThat(kept.json().path("groups").valueStream())
                .allMatch(group -> group.path("days").isNull());
        var entries = group(kept.json(), "audit_entries");
        assertThat(entries.path("least_days").asInt()).isEqualTo(731);
        assertThat(entries.path("most_days").asInt()).isEqualTo(36_500);
        assertThat(entries.path("basis").asString()).contains("24 months");
    }

    @Test
    void keepsThePolicyItWasGiven() {
        another();
        var body = "{\"groups\":[{\"name\":\"sign_ins\",\"days\":365},{\"name\":\"audit_entries\"}]}";
        assertThat(admin.put(RETENTION, body).status()).isEqualTo(428);
        var changed = admin.with("If-Match", "\"1\"").put(RETENTION, body);
        assertThat(changed.status()).as(changed.toString()).isEqualTo(200);
        assertThat(changed.header("ETag")).isEqualTo("\"2\"");
        assertThat(admin.get(RETENTION).json()).isEqualTo(changed.json());
        assertThat(group(changed.json(), "sign_ins").path("days").asInt()).isEqualTo(365);
        assertThat(group(changed.json(), "audit_entries").path("days").isNull()).isTrue();
        assertThat(admin.with("If-Match", "\"1\"").put(RETENTION, body).status())
                .isEqualTo(412);
        assertThat(AuditPlatform.query(
                        "select a.event_type from %1$s.audit_entries a join %1$s.outbox o on o.id = a.id where a.resource_type = 'retention'"
                                .formatted(tenant.schema())))
                .containsExactly("RetentionPolicyChanged");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}|groups",
                "{'groups':[null]}|groups[0].name",
                "{'groups':[{'name':'lots','days':1000}]}|groups[0].name",
                "{'groups':[{'name':'audit_entries','days':730}]}|groups[0].days",
                "{'groups':[{'name':'audit_entries','days':36501}]}|groups[0].days",
                "{'groups':[{'name':'sign_ins','days':365},{'name':'sign_ins','days':366}]}|groups[1].name"
            })
    void namesTheFieldThatBreaksARule(String body, String field) {
        var answer = admin.with("If-Match", "*").put(RETENTION, body.replace('\'', '"'));
        assertThat(answer.status() + " " + answer.json().path("errors").findValuesAsString("field"))
                .isEqualTo("400 [" + field + "]");
    }

    @ParameterizedTest
    @CsvSource({"group=sign_ins,days", "days=365,group", "group=lots&days=365,group", "group=sign_ins&days=1,days"})
    void namesTheParameterOfAPreviewThatBreaksARule(String query, String field) {
        var answer = admin.get(RETENTION + "/preview?" + query);
        assertThat(answer.status() + " " + answer.json().path("errors").findValuesAsString("field"))
                .isEqualTo("400 [" + field + "]");
    }

    private String counts(JsonNode answer) {
        var group = group(answer, "sign_ins");
        return group.path("due").asLong() + " due, " + group.path("held").asLong() + " held";
    }

    @Test
    void saysBeforehandWhatGoesAndWhatAHoldKeeps() {
        another();
        var held = new String[1];
        threeYearsAgo(() -> {
            held[0] = signedIn(1);
            signedIn(2);
        });
        signedIn(1);
        assertThat(counts(admin.get(RETENTION + "/preview").json())).isEqualTo("0 due, 0 held");
        assertThat(counts(admin.get(RETENTION + "/preview?group=sign_ins&days=365")
                        .json()))
                .isEqualTo("3 due, 0 held");
        var hold = admin.post("/audit/holds", """
                {"name":"Breach","reason":"Investigation","scope":{"person":"%s"}}""".formatted(held[0]));
        assertThat(hold.status()).as(hold.toString()).isEqualTo(201);
        replace("[{'name':'sign_ins','days':365}]");
        assertThat(counts(admin.get(RETENTION + "/preview").json())).isEqualTo("2 due, 1 held");
        sweepAll();
        assertThat(AuditPlatform.query(
                        "select actor_id = '%2$s' from %1$s.audit_entries where event_type = 'UserSignedIn' and ip is not null and time < now() - interval '1 year'"
                                .formatted(tenant.schema(), held[0])))
                .containsExactly("t");
        assertThat(counts(admin.get(RETENTION + "/preview").json())).isEqualTo("0 due, 1 held");
    }

    @Test
    void dropsSignInsAndLeavesOtherEntriesOfThatMonth() {
        another();
        threeYearsAgo(() -> {
            report("erp.order_released", "O1");
            signedIn(1);
        });
        replace("[{'name':'sign_ins','days':365}]");
        var ids = AuditPlatform.query(
                "select id from %s.audit_entries where event_type in ('UserSignedIn', 'erp.order_released')"
                        .formatted(tenant.schema()));
        sweepAll();
        assertThat(AuditPlatform.query(
                        "select event_type, ip is null and actor_name = '' from %s.audit_entries where event_type in ('UserSignedIn', 'erp.order_released') order by event_type desc"
                                .formatted(tenant.schema())))
                .containsExactly("erp.order_released|f", "UserSignedIn|t");
        assertThat(ids).hasSize(2).allMatch(id -> verified(id).equals("proven"));
        var applied = admin.get("/audit/entries?action=RetentionApplied").json().path("items");
        assertThat(applied.size()).isEqualTo(1);
        assertThat(applied.at("/0/resource_id").asString()).isEqualTo("sign_ins");
        assertThat(applied.at("/0/new/removed").asInt()).isEqualTo(1);
    }
}
