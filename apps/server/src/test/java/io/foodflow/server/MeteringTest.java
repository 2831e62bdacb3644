package io.foodflow.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.testkit.Api;
import io.foodflow.testkit.TestDatabases;
import io.foodflow.testkit.TestDatabases.TestDatabase;
import io.foodflow.testkit.TestPlatform;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Usage is metered from the events that the other services really record, and begins with what was there before. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class MeteringTest {

    private static final String USER = """
            {"email":"%s@example.com","password":"correct horse battery","first_name":"A","last_name":"B","roles":[]}""";

    private final TestDatabase database = TestDatabases.create();
    private final Path home = TestPlatform.temporaryHome();

    @Test
    void metersWhatTheServicesRecord() {
        try (var platform = start()) {
            var tenant = platform.newTenant();
            assertThat(used(platform, tenant).values()).containsOnly(0L);
            var bytes = furnish(platform, tenant);
            platform.deliverEvents(tenant);

            assertThat(used(platform, tenant))
                    .containsEntry("users", 2L)
                    .containsEntry("events", 3L)
                    .as("the same document is kept once")
                    .containsEntry("storage_bytes", (long) bytes);
        }
    }

    @Test
    void beginsWithWhatWasThereBeforeItWasMetered() throws SQLException {
        Tenant tenant;
        int bytes;
        try (var platform = start()) {
            tenant = platform.newTenant();
            bytes = furnish(platform, tenant);
            platform.deliverEvents(tenant);
        }
        asBeforeItWasMetered(tenant);
        addUserWhoseEventWaits(tenant);
        try (var platform = start()) {
            platform.deliverEvents(tenant);
            assertThat(used(platform, tenant))
                    .containsEntry("users", 3L)
                    .containsEntry("events", 3L)
                    .containsEntry("storage_bytes", (long) bytes);

            furnish(platform, tenant);
            platform.deliverEvents(tenant);
            assertThat(used(platform, tenant))
                    .containsEntry("users", 5L)
                    .as("the same events and document again")
                    .containsEntry("events", 3L)
                    .containsEntry("storage_bytes", (long) bytes);
        }
    }

    private TestPlatform start() {
        return TestPlatform.startOn(database, home, "foodflow.identity.passwords.bcrypt-strength=4");
    }

    /** Adds two users, and three events if they are new: two in a document that is sent twice. Returns its bytes. */
    private static int furnish(TestPlatform platform, Tenant tenant) {
        var api = platform.as(tenant, "user:write", "event:capture", "event:read");
        for (int user = 0; user < 2; user++) {
            assertThat(api.post("/users", USER.formatted("u" + UUID.randomUUID()))
                            .status())
                    .isEqualTo(201);
        }
        var document = document(batch(1, "A", "B"), batch(2, "B", "C"));
        capture(api, document);
        capture(api, document);
        assertThat(api.post("/events", document(batch(3, "C", "D"))).status()).isBetween(200, 201);
        return document.getBytes(StandardCharsets.UTF_8).length;
    }

    private static void capture(Api api, String document) {
        var answer = api.post("/capture", document);
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        while (api.get(answer.header("Location")).json().path("running").asBoolean()) {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    /** A version that did not meter, whose outbox has forgotten old events. */
    private void asBeforeItWasMetered(Tenant tenant) throws SQLException {
        run(tenant, """
                delete from usage_counters;
                delete from consumer_positions where consumer = 'usage-meter';
                delete from outbox where seq < (select max(seq) from outbox);
                drop index captures_document;
                delete from flyway_identity where version = '41';
                delete from flyway_foodgraph where version = '5';
                update platform.tenants set schema_state = null""");
    }

    private void addUserWhoseEventWaits(Tenant tenant) throws SQLException {
        run(tenant, """
                insert into users (id, email, password_hash, first_name, last_name, created_at, updated_at)
                values ('00000000-0000-7000-8000-000000000001', 'late@example.com', '', 'A', 'B', now(), now());
                insert into audit_entries (id, event_type, actor_kind, actor_name, resource_type, resource_id)
                values ('00000000-0000-7000-8000-000000000002', 'UserCreated', 'SERVICE', 'test', 'user', 'late');
                insert into outbox (id, type, resource_type, resource_id, data)
                values ('00000000-0000-7000-8000-000000000002', 'UserCreated', 'user', 'late', '{}')""");
    }

    private void run(Tenant tenant, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                var statement = connection.createStatement()) {
            statement.execute("set search_path to " + tenant.schema());
            statement.execute(sql);
        }
    }

    private static Map<String, Long> used(TestPlatform platform, Tenant tenant) {
        var used = new TreeMap<String, Long>();
        for (var metric : platform.as(tenant, "tenant:read")
                .get("/tenants/%s/usage".formatted(tenant.id()))
                .json()
                .path("metrics")) {
            used.put(metric.path("metric").asString(), metric.path("used").asLong());
        }
        return used;
    }

    private static String document(String... events) {
        return """
                {"@context": "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld", "type": "EPCISDocument",
                 "schemaVersion": "2.0", "creationDate": "2026-01-10T00:00:00Z",
                 "epcisBody": {"eventList": [%s]}}""".formatted(String.join(",\n", events));
    }

    private static String batch(int day, String input, String output) {
        return """
                {"type": "TransformationEvent", "eventTime": "2026-01-%02dT10:00:00Z", "eventTimeZoneOffset": "+01:00",
                 "bizStep": "commissioning",
                 "inputQuantityList": [{"epcClass": "urn:epc:class:lgtin:4012345.022222.%s", "quantity": 7, "uom": "KGM"}],
                 "outputQuantityList": [{"epcClass": "urn:epc:class:lgtin:4012345.022222.%s", "quantity": 7, "uom": "KGM"}]}""".formatted(day, input, output);
    }
}
