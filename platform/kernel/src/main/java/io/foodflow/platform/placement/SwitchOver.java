package io.foodflow.platform.placement;

import io.foodflow.platform.placement.TenantTables.Contents;
import io.foodflow.platform.placement.TenantTables.Table;
import io.foodflow.platform.tenancy.Tenant;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The moment in which a tenant changes databases. Its writes wait while: the door is closed and the last transaction ends,
 * its changes arrive on the other side, both sides are compared, and it is written down where it works from now on. If
 * that would take longer than it may, the door is opened again and nothing has happened.
 *
 * <p>Tables too large to be compared within the pause are compared right after it, as both sides were during it.
 */
final class SwitchOver implements AutoCloseable {

    private final Tenant tenant;
    private final Connection from;
    private final Connection to;
    private final Door door;
    private final Duration limit;
    private final long comparedRows;
    private final BiConsumer<MoveStep, Tenant> witness;
    private final List<Table> later = new ArrayList<>();

    /** Administrators' connections to both sides, for this alone. */
    SwitchOver(
            Tenant tenant,
            Connection from,
            Connection to,
            UUID holder,
            Duration limit,
            long comparedRows,
            BiConsumer<MoveStep, Tenant> witness) {
        this.tenant = tenant;
        this.from = from;
        this.to = to;
        this.door = new Door(from, tenant, holder);
        this.limit = limit;
        this.comparedRows = comparedRows;
        this.witness = witness;
    }

    /** What is done with the door closed. */
    interface Decision {
        /** Drains what the tenant asked of the platform; called when its last transaction has ended. */
        void settle() throws SQLException;

        /** Writes down where the tenant works from now on, given what was compared; from there on there is no way back. */
        void commit(List<TableCheck> tables);
    }

    /** Switches; when this returns the door on the other side is still to be opened. */
    void run(boolean compared, Decision decision) throws SQLException, SwitchRefused, InterruptedException {
        var tables = TenantTables.of(from, tenant);
        TenantTables.requireAlike(tables, TenantTables.of(to, tenant));
        witness.accept(MoveStep.CLOSE, tenant);
        long deadline = System.nanoTime() + limit.toNanos();
        boolean decided = false;
        door.close();
        try {
            if (!door.awaitEmpty(deadline)) {
                throw tooLong("the tenant's transactions did not end");
            }
            decision.settle();
            var mark = new Mark(tenant.id());
            mark.set(from);
            if (!mark.await(to, deadline)) {
                throw tooLong("the last changes did not arrive");
            }
            TenantTables.continueSequences(from, to, tenant);
            continueEpoch();
            witness.accept(MoveStep.COMPARE, tenant);
            var checks = compared ? compareSmall(tables) : List.<TableCheck>of();
            if (System.nanoTime() > deadline) {
                throw tooLong("comparing both sides took too long");
            }
            witness.accept(MoveStep.SWITCH, tenant);
            decision.commit(checks);
            decided = true;
        } finally {
            if (!decided) {
                later.clear();
                release(from);
                release(to);
                door.reopen();
            }
        }
    }

    /** Gives up the snapshot for a later comparison, if there is one. */
    private static void release(Connection connection) throws SQLException {
        if (!connection.getAutoCommit()) {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private SwitchRefused tooLong(String why) {
        return SwitchRefused.forNow("%s within %d ms; the switch is tried again".formatted(why, limit.toMillis()));
    }

    private void continueEpoch() throws SQLException {
        try (var select = from.prepareStatement("select epoch from platform.grant_epochs where tenant_id = ?");
                var upsert = to.prepareStatement("""
                    insert into platform.grant_epochs (tenant_id, epoch) values (?, ?)
                    on conflict (tenant_id) do update set epoch = greatest(grant_epochs.epoch, excluded.epoch)
                    """)) {
            select.setObject(1, tenant.id().value());
            try (var found = select.executeQuery()) {
                if (found.next()) {
                    upsert.setObject(1, tenant.id().value());
                    upsert.setLong(2, found.getLong(1));
                    upsert.executeUpdate();
                }
            }
        }
    }

    private List<TableCheck> compareSmall(List<Table> tables) throws SQLException, SwitchRefused, InterruptedException {
        var estimates = TenantTables.estimatedRows(to, tenant);
        var bySize = tables.stream()
                .sorted(Comparator.comparingLong(table -> estimates.getOrDefault(table.name(), 0L)))
                .toList();
        var now = new ArrayList<Table>();
        long rows = 0;
        for (var table : bySize) {
            rows += estimates.getOrDefault(table.name(), 0L);
            (rows <= comparedRows ? now : later).add(table);
        }
        if (!later.isEmpty()) {
            snapshot(from);
            snapshot(to);
        }
        var checks = compare(now);
        var differing = checks.stream()
                .filter(check -> Boolean.FALSE.equals(check.matches()))
                .map(TableCheck::table)
                .toList();
        if (!differing.isEmpty()) {
            throw SwitchRefused.forGood("the copies of %s differ".formatted(differing));
        }
        later.forEach(table -> checks.add(new TableCheck(table.name(), -1, null, null)));
        return checks;
    }

    /** Keeps what is there now for a comparison after the pause. */
    private static void snapshot(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute("set transaction isolation level repeatable read");
            statement.execute("select 1");
        }
    }

    /** Compares the tables that were left for later; empty if there are none. Takes as long as reading them. */
    List<TableCheck> compareLater() throws SQLException, InterruptedException {
        return later.isEmpty() ? List.of() : compare(later);
    }

    private List<TableCheck> compare(List<Table> tables) throws SQLException, InterruptedException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var here = threads.submit(contents(from, tables));
            var there = threads.submit(contents(to, tables));
            return checks(here.get(), there.get());
        } catch (ExecutionException e) {
            throw new SQLException("cannot compare both sides: " + e.getMessage(), e);
        }
    }

    private Callable<Map<String, Contents>> contents(Connection side, List<Table> tables) {
        return () -> TenantTables.contents(side, tenant, tables);
    }

    private static List<TableCheck> checks(Map<String, Contents> here, Map<String, Contents> there) {
        var checks = new ArrayList<TableCheck>();
        here.forEach((table, contents) -> checks.add(
                new TableCheck(table, contents.rows(), contents.checksum(), isSame(contents, there.get(table)))));
        return checks;
    }

    private static boolean isSame(Contents one, @Nullable Contents other) {
        return other != null && one.rows() == other.rows() && one.sum().compareTo(other.sum()) == 0;
    }

    @Override
    public void close() throws SQLException {
        from.close();
        to.close();
    }
}
