package io.foodflow.platform.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foodflow.platform.audit.AuditProofs;
import io.foodflow.platform.audit.EntryProof;
import io.foodflow.platform.audit.TrailCheck;
import io.foodflow.platform.changes.Change;
import io.foodflow.platform.changes.DomainEvent;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.tenancy.TenantCopies.Replaced;
import io.foodflow.testkit.TestPlatform;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class TenantCopiesTest {

    private static TestPlatform platform;
    private static TenantCopies copies;

    /** A copy in memory. */
    private record Kept(TenantCopy copy, Map<String, byte[]> lines) {

        Kept with(UnaryOperator<TenantCopy> edit) {
            return new Kept(edit.apply(copy), lines);
        }

        /** The same with other rows in one table, as if they had been copied. */
        Kept withRows(String table, String rows) {
            var bytes = rows.getBytes(StandardCharsets.UTF_8);
            var others = new HashMap<>(lines);
            others.put(table, bytes);
            var tables = new ArrayList<>(copy.tables());
            tables.replaceAll(one -> one.name().equals(table)
                    ? new TenantCopy.Table(
                            table,
                            one.columns(),
                            rows.lines().count(),
                            HexFormat.of().formatHex(CopyText.sha256().digest(bytes)))
                    : one);
            return new Kept(with(tables), others);
        }

        private TenantCopy with(List<TenantCopy.Table> tables) {
            return new TenantCopy(
                    copy.migrations(),
                    tables,
                    copy.sequences(),
                    copy.auditEntries(),
                    copy.chainLength(),
                    copy.lastHash(),
                    copy.position());
        }
    }

    private record Noted(String resourceId) implements DomainEvent {
        @Override
        public String resourceType() {
            return "note";
        }
    }

    private static final class Entry implements TenantCopies.Account {

        private final List<Replaced> noted = new ArrayList<>();

        @Override
        public void inTenant(Change change, Replaced replaced) {
            change.record(new Noted("restored"), null, null);
        }

        @Override
        public void inPlatform(JdbcClient jdbc, Replaced replaced) {
            noted.add(replaced);
        }
    }

    @BeforeAll
    static void start() {
        platform = TestPlatform.start();
        copies = platform.bean(TenantCopies.class);
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Test
    void putsACopyInPlaceAndWhatItReplacedBack() throws IOException {
        var tenant = platform.newTenant();
        note(tenant, "old");
        var kept = copy(tenant);
        note(tenant, "new");
        platform.deliverEvents(tenant);
        var lastHash = rows(
                        "select encode(decode(split_part(note, E'\\n', 3), 'base64'), 'hex') from %s.audit_ledger",
                        tenant)
                .getFirst();
        var origin = rows("select split_part(note, E'\\n', 1) from %s.audit_ledger", tenant)
                .getFirst();
        var entry = new Entry();

        copies.stage(tenant, 1, kept.copy(), source(kept), false);
        assertThat(notes(tenant)).as("nobody sees it yet").containsExactly("old", "new");
        var replaced = copies.putInPlace(tenant, UUID.randomUUID(), 1, entry);

        assertThat(notes(tenant)).containsExactly("old", "restored");
        assertThat(entry.noted).containsExactly(replaced);
        assertThat(replaced.auditEntries()).isEqualTo(2);
        assertThat(replaced.lastHash()).isEqualTo(lastHash);
        note(tenant, "after");
        platform.deliverEvents(tenant);
        assertThat(rows("select position from %s.audit_leaves order by position", tenant))
                .containsExactly("0", "1", "2");
        assertThat(rows("select split_part(note, E'\\n', 1) from %s.audit_ledger", tenant))
                .as("another history has another name")
                .doesNotContain(origin);

        var back = copies.putBack(tenant, UUID.randomUUID(), replaced.aside(), new Entry());
        assertThat(notes(tenant)).containsExactly("old", "new", "restored");
        platform.deliverEvents(tenant);
        assertThat(rows("select size, split_part(note, E'\\n', 1) from %s.audit_ledger", tenant))
                .as("which goes on as if nothing had been")
                .containsExactly("3|" + origin);
        assertThat(beside(tenant)).containsExactly(back.aside());
        copies.drop(back.aside());
        assertThat(beside(tenant)).isEmpty();
    }

    @Test
    void buildsACopyUpForAnotherTenantInPlaceOfItsEmptyTables() throws IOException {
        var tenant = platform.newTenant();
        note(tenant, "old");
        var kept = copy(tenant);
        var other = platform.newTenant();

        copies.stage(other, 1, kept.copy(), source(kept), true);
        copies.putInPlaceOfEmpty(other, UUID.randomUUID(), 1, new Entry());

        assertThat(notes(other)).containsExactly("old", "restored");
        assertThat(notes(tenant)).containsExactly("old");
        assertThat(beside(other)).isEmpty();

        platform.deliverEvents(other);
        var proofs = platform.bean(AuditProofs.class);
        for (var id : rows("select id from %s.audit_entries", other)) {
            assertThat(platform.inside(other, () -> proofs.find(UUID.fromString(id))))
                    .isInstanceOf(EntryProof.Proven.class);
        }
        assertThat(platform.inside(other, proofs::check)).isEqualTo(new TrailCheck.Result(2, null));
    }

    @Test
    void refusesRowsThatAreNotThoseThatWereCopied() throws IOException {
        var tenant = platform.newTenant();
        note(tenant, "old");
        var kept = copy(tenant);
        var unknown = UUID.randomUUID();

        refused(
                tenant,
                kept.withRows("audit_chain", "1\t%s\t\\\\x00\n".formatted(unknown)),
                "refer to rows that are not there");
        refused(
                tenant,
                kept.withRows("audit_leaves", ""),
                "its audit ledger is broken: tile/entries/000.p/1 is missing");
        refused(
                tenant,
                kept.withRows("audit_entries", text(kept, "audit_entries").replace("old", "odd")),
                "its audit ledger is broken: the trail shows another 'resource_id' than was signed at position 0");
        refused(
                tenant,
                kept.withRows("usage_counters", "events\t2026-01\t007\n"),
                "table usage_counters has 1 rows that are not the 1 that were copied");
        var damaged = new Kept(kept.copy(), new HashMap<>(kept.lines()));
        damaged.lines().put("usage_counters", "events\t2026-01\t7\n".getBytes(StandardCharsets.UTF_8));
        refused(tenant, damaged, "its SHA-256 is not the one noted");
        refused(
                tenant,
                kept.with(copy -> new TenantCopy(
                        copy.migrations(),
                        copy.tables().subList(1, copy.tables().size()),
                        copy.sequences(),
                        copy.auditEntries(),
                        copy.chainLength(),
                        copy.lastHash(),
                        copy.position())),
                "not those that its migrations make");
        assertThat(notes(tenant)).containsExactly("old");
        copies.discard(tenant, 1);
        assertThat(beside(tenant)).isEmpty();
    }

    @Test
    void doesNotBlameTheCopyForADatabaseThatGoesAway() throws IOException {
        var tenant = platform.newTenant();
        var kept = copy(tenant);
        assertThatThrownBy(() -> copies.stage(
                        tenant,
                        1,
                        kept.copy(),
                        table -> {
                            platform.database()
                                    .rows("select pg_terminate_backend(pid) from pg_stat_activity"
                                            + " where state = 'idle in transaction' and query like '%restoring_1_"
                                            + tenant.slug() + "%'");
                            return new ByteArrayInputStream(kept.lines().get(table));
                        },
                        false))
                .isInstanceOf(IllegalStateException.class)
                .isNotInstanceOf(CopyRefused.class);
        copies.discard(tenant, 1);
    }

    /** Whoever changes grants takes the tenant's turn first and its tables after: the switch has to do the same. */
    @Test
    void waitsForTheTurnToChangeGrantsWithoutHoldingTables() throws Exception {
        var tenant = platform.newTenant();
        var kept = copy(tenant);
        copies.stage(tenant, 1, kept.copy(), source(kept), false);
        var database = platform.database();
        try (var thread = Executors.newSingleThreadExecutor();
                var open = DriverManager.getConnection(database.url(), database.user(), database.password());
                var statement = open.createStatement()) {
            open.setAutoCommit(false);
            statement.execute("set local role " + tenant.schema());
            statement.execute("select platform.hold_grants()");
            var replaced = thread.submit(() -> copies.putInPlace(tenant, UUID.randomUUID(), 1, new Entry()));
            while (database.rows("select 1 from pg_stat_activity where wait_event_type = 'Lock'"
                            + " and (query like '%hold_grants%' or query like '%change_grants%')")
                    .isEmpty()) {
                assertThat(replaced.isDone()).isFalse();
                Thread.onSpinWait();
            }
            statement.execute("update %s.jobs set kind = kind".formatted(tenant.schema()));
            open.commit();
            copies.drop(replaced.get(2, TimeUnit.MINUTES).aside());
        }
    }

    @Test
    void refusesMigrationsThatThisVersionDoesNotHave() throws IOException {
        var kept = copy(platform.newTenant()).copy();
        var first = kept.migrations().getFirst();
        refused(kept, new AppliedMigration("weather", "1", "V1__sun.sql", 1), "a service 'weather'");
        refused(kept, new AppliedMigration("kernel", "999", "V999__new.sql", 1), "made by a newer version");
        refused(kept, new AppliedMigration("kernel", first.version(), first.script(), 1), "had another text");
        copies.requireKnown(kept);
    }

    @Test
    void dropsNothingButWhatLiesBesideATenant() {
        var tenant = platform.newTenant();
        for (var name : List.of(tenant.schema(), "platform", "before_1_x", "restoring_x; drop schema platform")) {
            assertThatIllegalArgumentException().isThrownBy(() -> copies.drop(name));
        }
        assertThat(notes(tenant)).isEmpty();
    }

    private static void refused(TenantCopy copy, AppliedMigration migration, String reason) {
        var altered = new TenantCopy(
                List.of(migration),
                copy.tables(),
                copy.sequences(),
                copy.auditEntries(),
                copy.chainLength(),
                copy.lastHash(),
                copy.position());
        assertThatThrownBy(() -> copies.requireKnown(altered))
                .isInstanceOf(CopyRefused.class)
                .hasMessageContaining(reason);
    }

    private static void refused(Tenant tenant, Kept kept, String reason) {
        assertThatThrownBy(() -> copies.stage(tenant, 1, kept.copy(), source(kept), false))
                .isInstanceOf(CopyRefused.class)
                .hasMessageContaining(reason);
    }

    private static Kept copy(Tenant tenant) throws IOException {
        var lines = new HashMap<String, byte[]>();
        var copy = copies.read(tenant, (table, content) -> {
            var out = new ByteArrayOutputStream();
            content.to(out);
            lines.put(table, out.toByteArray());
        });
        return new Kept(copy, lines);
    }

    private static TenantCopies.TableSource source(Kept kept) {
        return table -> new ByteArrayInputStream(kept.lines().get(table));
    }

    private static String text(Kept kept, String table) {
        return new String(kept.lines().get(table), StandardCharsets.UTF_8);
    }

    private static void note(Tenant tenant, String text) {
        platform.inside(
                tenant,
                () -> platform.bean(UnitOfWork.class).write(change -> {
                    change.record(new Noted(text), null, null);
                    return text;
                }));
    }

    private static List<String> notes(Tenant tenant) {
        return rows("select resource_id from %s.audit_entries where resource_type = 'note' order by time", tenant);
    }

    private static List<String> rows(String sql, Tenant tenant) {
        return platform.database().rows(sql.formatted(tenant.schema()));
    }

    private static List<String> beside(Tenant tenant) {
        return platform.database().rows("""
                select nspname::text from pg_namespace
                where nspname ~ '^(restoring_.*|before_.*|after_.*)_%s$'""".formatted(tenant.slug()));
    }
}
