package io.foodflow.platform.changes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foodflow.platform.context.Actor;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.context.Origin;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.testkit.TestPlatform;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

class UnitOfWorkTest {

    private static TestPlatform platform;
    private static UnitOfWork work;
    private static JdbcClient jdbc;
    private Tenant tenant;

    record LotBlocked(String lotCode, String whyBlocked) implements DomainEvent {
        @Override
        public String resourceType() {
            return "lot";
        }

        @Override
        public String resourceId() {
            return lotCode;
        }
    }

    @BeforeAll
    static void start() {
        platform = TestPlatform.start();
        work = platform.bean(UnitOfWork.class);
        jdbc = platform.bean(JdbcClient.class);
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @BeforeEach
    void tenant() {
        tenant = platform.newTenant();
    }

    @Test
    void writesChangeAuditEntryAndEventTogether() {
        var user = UUID.randomUUID();
        var actor = new Actor(Actor.Kind.USER, user, "qa@dairy.example", Set.of("qa"), Set.of(), "session-7");
        var call = new CallContext(actor, tenant, new Origin("203.0.113.9", "curl/8", "trace-9"), null, null);

        call.run(() -> work.write(change -> {
            change.record(
                    new LotBlocked("L1", "salmonella"),
                    Map.of("state", "released"),
                    Map.of("state", "blocked"),
                    "lab report 12");
            return 1;
        }));

        var entry = inside(() -> jdbc.sql("select * from audit_entries").query().singleRow());
        assertThat(entry)
                .containsEntry("event_type", "LotBlocked")
                .containsEntry("actor_kind", "USER")
                .containsEntry("actor_id", user)
                .containsEntry("actor_name", "qa@dairy.example")
                .containsEntry("resource_type", "lot")
                .containsEntry("resource_id", "L1")
                .containsEntry("reason", "lab report 12")
                .containsEntry("ip", "203.0.113.9")
                .containsEntry("user_agent", "curl/8")
                .containsEntry("session_id", "session-7")
                .containsEntry("trace_id", "trace-9");
        assertThat(entry.get("old_value")).hasToString("{\"state\": \"released\"}");
        assertThat(entry.get("new_value")).hasToString("{\"state\": \"blocked\"}");
        var event = inside(() -> jdbc.sql("select id, type, data::text as data from outbox")
                .query()
                .singleRow());
        assertThat(event.get("id")).isEqualTo(entry.get("id"));
        assertThat(JsonMapper.shared().readTree((String) event.get("data")))
                .isEqualTo(JsonMapper.shared().readTree("{\"lot_code\":\"L1\",\"why_blocked\":\"salmonella\"}"));
    }

    @Test
    void refusesAWriteThatRecordsNothing() {
        assertThatThrownBy(() -> platform.inside(
                        tenant,
                        () -> work.write(
                                change -> jdbc.sql("insert into consumer_positions (consumer) values ('silent')")
                                        .update())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("change.record");
        assertThat(count("select count(*) from consumer_positions where consumer = 'silent'"))
                .isZero();
    }

    @Test
    void letsAWriteSayThatNothingChanged() {
        int found = platform.inside(
                tenant,
                () -> work.write(change -> {
                    change.nothing();
                    return 42;
                }));

        assertThat(found).isEqualTo(42);
        assertThat(count("select count(*) from audit_entries")).isZero();
        assertThat(count("select count(*) from outbox")).isZero();
    }

    @Test
    void takesBackAuditEntryAndEventWithTheChange() {
        assertThatThrownBy(() -> platform.inside(
                        tenant,
                        () -> work.write(change -> {
                            change.record(new LotBlocked("L2", "?"), null, null);
                            throw new IllegalStateException("power cut");
                        })))
                .hasMessage("power cut");

        assertThat(count("select count(*) from audit_entries")).isZero();
        assertThat(count("select count(*) from outbox")).isZero();
    }

    @Test
    void joinsAWriteInsideAWrite() {
        assertThatThrownBy(() -> platform.inside(
                        tenant,
                        () -> work.write(outer -> {
                            work.write(inner -> {
                                inner.record(new LotBlocked("L3", "inner"), null, null);
                                return 1;
                            });
                            outer.record(new LotBlocked("L3", "outer"), null, null);
                            throw new IllegalStateException("both or none");
                        })))
                .hasMessage("both or none");

        assertThat(count("select count(*) from audit_entries")).isZero();
    }

    @Test
    void refusesToWriteInARead() {
        assertThatThrownBy(() -> inside(() -> jdbc.sql("insert into consumer_positions (consumer) values ('x')")
                        .update()))
                .hasMessageContaining("read-only transaction");
    }

    @Test
    void seesOneStateInASnapshotWhateverCommitsMeanwhile() {
        var counts = platform.inside(
                tenant,
                () -> work.readSnapshot(() -> {
                    int before = jdbc.sql("select count(*) from audit_entries")
                            .query(Integer.class)
                            .single();
                    var other = Thread.ofVirtual().start(() -> block("L4"));
                    try {
                        other.join();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    int after = jdbc.sql("select count(*) from audit_entries")
                            .query(Integer.class)
                            .single();
                    return new int[] {before, after};
                }));

        assertThat(counts).containsExactly(0, 0);
        assertThat(count("select count(*) from audit_entries")).isEqualTo(1);
    }

    @Test
    void handsBackNullWhereTheWorkDoes() {
        String nothing = inside(() -> null);
        assertThat(nothing).isNull();
    }

    @Test
    void keepsThePlatformsWorkApartFromTheTenants() {
        var schema = platform.inside(
                tenant,
                () -> work.write(change -> {
                    change.nothing();
                    return platform.bean(PlatformWork.class)
                            .read(() -> jdbc.sql("select current_schema() || ' as ' || current_user")
                                    .query(String.class)
                                    .single());
                }));

        assertThat(schema).isEqualTo("platform as foodflow_app");
    }

    private void block(String lot) {
        platform.inside(
                tenant,
                () -> work.write(change -> {
                    change.record(new LotBlocked(lot, "?"), null, null);
                    return lot;
                }));
    }

    private <T> T inside(java.util.function.Supplier<T> query) {
        return platform.inside(tenant, () -> work.read(query));
    }

    private int count(String sql) {
        return inside(() -> jdbc.sql(sql).query(Integer.class).single());
    }
}
