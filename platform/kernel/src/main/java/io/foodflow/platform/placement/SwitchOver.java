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
import java.util.Set;
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

    private static final String TOOK_TOO_LONG = "57014";

    /** Of a tenant's tables, smallest first, as much as is compared while its writes wait: about what a second reads. */
    private static final long MOST_BYTES_COMPARED = 100_000_000;

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

    /** Called when the tenant's last transaction has ended. */
    interface Settling {
        /** Drains what the tenant asked of the platform, until that nano time at the longest. */
        void settle(long deadline) throws SQLException;
    }

    /** What is done with the door closed. */
    interface Decision extends Settling {
        /**
         * Writes down where the tenant works from now on, given what was compared, or throws if that nano time has passed before;
         * from there on there is no way back.
         */
        void commit(List<TableCheck> tables, long deadline);
    }

    /**
     * Switches; when this returns the door on the other side is still to be opened.
     *
     * @throws DoorLeftClosed if it failed and the door may be closed yet: once the decision was asked to be written down
     *     this never opens it again, as it may have been written down
     */
    void run(boolean compared, Decision decision)
            throws SQLException, SwitchRefused, DoorLeftClosed, InterruptedException {
        var tables = alike();
        witness.accept(MoveStep.CLOSE, tenant);
        long deadline = System.nanoTime() + limit.toNanos();
        boolean asked = false;
        try {
            awaitStandstill(deadline, decision);
            TenantTables.continueSequences(from, to, tenant);
            continueEpoch();
            witness.accept(MoveStep.COMPARE, tenant);
            limitStatements(deadline);
            var checks = compared ? compareSmall(tables) : List.<TableCheck>of();
            if (System.nanoTime() > deadline) {
                throw tooLong("comparing both sides took too long");
            }
            witness.accept(MoveStep.SWITCH, tenant);
            asked = true;
            decision.commit(checks, deadline);
        } catch (SQLException | SwitchRefused | InterruptedException | RuntimeException e) {
            requireReopened(e, asked);
            throw e;
        }
        unlimitStatements();
    }

    /** Lets the tenant in again over another connection: this one's is in the snapshot. */
    interface Opening {
        void open() throws SQLException;
    }

    /**
     * Has a tenant's writes wait for a moment in which both sides are the same, and keeps it for {@link #compareLater} of these
     * tables. The tenant stays where it is.
     */
    void keepForComparison(Set<String> names, Opening opening)
            throws SQLException, SwitchRefused, DoorLeftClosed, InterruptedException {
        var tables = alike();
        witness.accept(MoveStep.CLOSE, tenant);
        long deadline = System.nanoTime() + limit.toNanos();
        try {
            awaitStandstill(deadline, until -> {});
            tables.stream().filter(table -> names.contains(table.name())).forEach(later::add);
            snapshot(from);
            snapshot(to);
            opening.open();
        } catch (SQLException | SwitchRefused | InterruptedException | RuntimeException e) {
            requireReopened(e, false);
            throw e;
        }
        unlimitStatements();
    }

    private List<Table> alike() throws SQLException {
        var tables = TenantTables.of(from, tenant);
        TenantTables.requireAlike(tables, TenantTables.of(to, tenant));
        return tables;
    }

    /** Closes the door; when this returns nobody writes, and all that was written is on the other side. */
    private void awaitStandstill(long deadline, Settling settling)
            throws SQLException, SwitchRefused, InterruptedException {
        door.close();
        if (!door.awaitEmpty(deadline)) {
            throw tooLong("the tenant's transactions did not end");
        }
        settling.settle(deadline);
        if (System.nanoTime() > deadline) {
            throw tooLong("what the tenant asked of the shared database was not done");
        }
        limitStatements(deadline);
        var mark = new Mark(tenant.id());
        mark.set(from);
        if (!mark.await(to, deadline)) {
            throw tooLong("the last changes did not arrive");
        }
    }

    /** Opens the door again, unless it may be written down that it stays closed. */
    private void requireReopened(Exception why, boolean asked) throws SwitchRefused, DoorLeftClosed {
        later.clear();
        if (asked || !reopened(why)) {
            throw new DoorLeftClosed(why);
        }
        if (why instanceof SQLException failure && TOOK_TOO_LONG.equals(failure.getSQLState())) {
            throw tooLong("the last changes or the comparison did not end");
        }
    }

    private void unlimitStatements() throws SQLException {
        statementTimeout(from, 0);
        statementTimeout(to, 0);
    }

    /** Nothing that holds up the tenant's writes runs beyond the longest pause. */
    private void limitStatements(long deadline) throws SQLException {
        long millis = left(deadline).toMillis();
        statementTimeout(from, millis);
        statementTimeout(to, millis);
    }

    /** How long it is until then, a millisecond at least: zero would be no limit. */
    static Duration left(long deadline) {
        return Duration.ofMillis(
                Math.max(1, Duration.ofNanos(deadline - System.nanoTime()).toMillis()));
    }

    /** Zero for none. */
    private static void statementTimeout(Connection connection, long millis) throws SQLException {
        try (var set = connection.createStatement()) {
            set.execute("set statement_timeout = " + millis);
        }
    }

    /** Opens the door again; false if that cannot be done over this connection. */
    private boolean reopened(Exception why) {
        try {
            release(from);
            door.reopen();
        } catch (SQLException e) {
            why.addSuppressed(e);
            return false;
        }
        try {
            release(to);
        } catch (SQLException e) {
            why.addSuppressed(e);
        }
        return true;
    }

    /** Gives up the snapshot for a later comparison, if there is one, and the limit of the pause. */
    private static void release(Connection connection) throws SQLException {
        if (!connection.getAutoCommit()) {
            connection.rollback();
            connection.setAutoCommit(true);
        }
        statementTimeout(connection, 0);
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
        long bytes = 0;
        for (var table : bySize) {
            rows += estimates.getOrDefault(table.name(), 0L);
            bytes += table.bytes();
            (rows <= comparedRows && bytes <= MOST_BYTES_COMPARED ? now : later).add(table);
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
            var state = e.getCause() instanceof SQLException failure ? failure.getSQLState() : null;
            throw new SQLException("cannot compare both sides: " + e.getMessage(), state, e);
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
