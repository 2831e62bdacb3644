package io.foodflow.platform.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foodflow.platform.audit.AuditChain.Verification;
import io.foodflow.platform.changes.DomainEvent;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.database.PlatformSchema;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.testkit.TestPlatform;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

class AuditChainTest {

    private static TestPlatform platform;
    private static UnitOfWork work;
    private Tenant tenant;

    record LotReleased(String resourceId) implements DomainEvent {
        @Override
        public String resourceType() {
            return "lot";
        }
    }

    @BeforeAll
    static void start() {
        platform = TestPlatform.start();
        work = platform.bean(UnitOfWork.class);
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @BeforeEach
    void tenantWithFiveEntries() {
        tenant = platform.newTenant();
        for (int n = 1; n <= 5; n++) {
            var lot = "L" + n;
            platform.inside(
                    tenant,
                    () -> work.write(change -> {
                        change.record(new LotReleased(lot), Map.of("grams", 10), Map.of("grams", 20), null);
                        return lot;
                    }));
        }
        platform.deliverEvents(tenant);
    }

    @Test
    void isIntactWhenNothingWasTouched() {
        assertThat(verify()).isEqualTo(new Verification.Intact(5));
    }

    @Test
    void isIntactWhenEmpty() {
        tenant = platform.newTenant();
        assertThat(verify()).isEqualTo(new Verification.Intact(0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update audit_entries set new_value = '{\"grams\": 21}' where resource_id = 'L3'",
                "update audit_entries set old_value = null where resource_id = 'L3'",
                "update audit_entries set actor_name = 'nobody' where resource_id = 'L3'",
                "update audit_entries set reason = '' where resource_id = 'L3'",
                "update audit_entries set time = time + interval '1 microsecond' where resource_id = 'L3'",
                "update audit_chain set hash = hash || 'x' where seq = 3",
            })
    void showsWhichEntryWasAltered(String forgery) throws SQLException {
        asSuperuser(forgery);

        assertThat(verify()).isEqualTo(new Verification.Broken(3));
    }

    @Test
    void showsThatAnEntryIsMissing() throws SQLException {
        asSuperuser("delete from audit_chain where seq = 3");

        assertThat(verify()).isEqualTo(new Verification.Broken(4));
    }

    @Test
    void showsThatEntriesChangedPlaces() throws SQLException {
        asSuperuser("""
                update audit_chain c set entry_id = o.entry_id from audit_chain o
                where (c.seq = 2 and o.seq = 3) or (c.seq = 3 and o.seq = 2)""");

        assertThat(verify()).isEqualTo(new Verification.Broken(2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update audit_entries set reason = 'x'",
                "delete from audit_entries",
                "truncate audit_entries cascade",
                "update audit_chain set hash = ''",
                "delete from audit_chain",
                "truncate audit_chain"
            })
    void refusesAnyChangeByTheTenant(String change) {
        assertThatThrownBy(() -> platform.inside(
                        tenant,
                        () -> work.write(nothing -> {
                            nothing.nothing();
                            platform.bean(JdbcTemplate.class).execute(change);
                            return 0;
                        })))
                .hasMessageContaining("is append-only");
        assertThat(verify()).isEqualTo(new Verification.Intact(5));
    }

    @Test
    void goesOnFromWhereItWas() {
        platform.inside(
                tenant,
                () -> work.write(change -> {
                    change.record(new LotReleased("L6"), null, null);
                    return 6;
                }));
        platform.deliverEvents(tenant);

        assertThat(verify()).isEqualTo(new Verification.Intact(6));
    }

    @Test
    void tellsAllThatItTakesToCheckItWithoutThePlatform() {
        var links = new ArrayList<AuditChain.Link>();
        platform.inside(
                tenant,
                () -> work.read(() -> {
                    new AuditChain(platform.bean(JdbcClient.class), platform.bean(JdbcTemplate.class)).walk(links::add);
                    return 0;
                }));

        assertThat(links).extracting(AuditChain.Link::sequence).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(links.getFirst().fields()).hasSameSizeAs(AuditChain.fieldNames());
        int resource = AuditChain.fieldNames().indexOf("resource_id");
        assertThat(links).extracting(link -> link.fields().get(resource)).containsExactly("L1", "L2", "L3", "L4", "L5");
        assertThat(links).extracting(AuditChain.Link::hash).allMatch(hash -> hash.matches("[0-9a-f]{64}"));
    }

    private Verification verify() {
        return platform.inside(
                tenant,
                () -> work.readSnapshot(() ->
                        new AuditChain(platform.bean(JdbcClient.class), platform.bean(JdbcTemplate.class)).verify()));
    }

    /** Somebody with all rights, who takes the guards away first. */
    private void asSuperuser(String forgery) throws SQLException {
        try (var connection = platform.bean(PlatformSchema.class).administer();
                var statement = connection.createStatement()) {
            statement.execute("set search_path = " + tenant.schema());
            statement.execute("alter table audit_entries disable trigger append_only");
            statement.execute("alter table audit_chain disable trigger append_only");
            statement.execute("alter table audit_chain drop constraint if exists audit_chain_entry_id_key");
            statement.execute(forgery);
        }
    }
}
