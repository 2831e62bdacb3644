package io.foodflow.platform.database;

import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.platform.tenancy.TenantId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does in the shared database what transactions of tenants in databases of their own asked of it: each once, in their
 * order, as the tenant itself would have done it there. It is done before whoever committed is answered; what a process
 * left that died in between, {@link #catchUp} does.
 *
 * <p>Each call has an id. The shared database remembers the ids of those that are done in the transaction that did them,
 * and a lock keeps two processes from doing the same tenant's calls at once. Thread-safe.
 */
public final class PlatformCalls {

    private static final Logger log = LoggerFactory.getLogger(PlatformCalls.class);
    private static final int BATCH = 500;
    private static final Duration LATELY = Duration.ofHours(1);

    private final DataSource shared;
    private final Databases databases;
    private final Map<TenantId, Long> drained = new ConcurrentHashMap<>();

    PlatformCalls(DataSource shared, Databases databases) {
        this.shared = shared;
        this.databases = databases;
    }

    private record Call(long no, UUID id, String what, String arguments) {}

    /** Does what is committed in that database and not done. A failure is logged: it is tried again in the background. */
    void handOver(Tenant tenant, Connection dedicated) {
        try {
            handOverAll(tenant, dedicated, Duration.ZERO);
        } catch (SQLException | RuntimeException e) {
            log.warn("what {} asks of the shared database waits: {}", tenant.slug(), e.toString());
        }
    }

    /** As every commit does it, for whatever process committed: of one tenant, which works in that database. */
    public void catchUp(Tenant tenant, String database) throws SQLException {
        catchUp(tenant, database, Duration.ZERO);
    }

    /**
     * The same.
     *
     * @param limit for each statement; zero for none
     * @throws SQLException also if one took longer: the rest waits
     */
    public void catchUp(Tenant tenant, String database, Duration limit) throws SQLException {
        try (var dedicated = databases.pool(database).getConnection()) {
            dedicated.setAutoCommit(false);
            handOverAll(tenant, dedicated, limit);
        }
    }

    /**
     * Forgets the ids of calls that nobody can come back to: those of tenants who are in the shared database again, and of
     * those whose database was found empty of calls by this process lately. In a database that is away they may still stand.
     */
    public void sweep() throws SQLException {
        try (var connection = shared.getConnection();
                var delete = connection.prepareStatement("""
                    delete from platform.calls_done d where done_at < clock_timestamp() - interval '1 day'
                      and (tenant_id = any(?) or exists (select from platform.tenants_here h where h.id = d.tenant_id))
                    """)) {
            delete.setArray(1, connection.createArrayOf("uuid", drained()));
            delete.execute();
        }
    }

    private Object[] drained() {
        long since = System.nanoTime() - LATELY.toNanos();
        drained.values().removeIf(at -> at - since < 0);
        return drained.keySet().stream().map(TenantId::value).toArray();
    }

    private void handOverAll(Tenant tenant, Connection dedicated, Duration limit) throws SQLException {
        int done = BATCH;
        while (done == BATCH) {
            done = waiting(tenant, dedicated, 1).isEmpty() ? 0 : handOverBatch(tenant, dedicated, limit);
        }
        dedicated.commit();
        drained.put(tenant.id(), System.nanoTime());
    }

    private int handOverBatch(Tenant tenant, Connection dedicated, Duration limit) throws SQLException {
        try (var connection = shared.getConnection()) {
            connection.setAutoCommit(false);
            try {
                if (limit.isPositive()) {
                    limitStatements(connection, limit);
                }
                lock(connection, tenant);
                dedicated.commit(); // to see what is there since the lock
                var calls = waiting(tenant, dedicated, BATCH);
                for (var call : calls) {
                    if (isNew(connection, tenant, call)) {
                        carryOut(connection, tenant, call);
                    }
                }
                connection.commit();
                forget(dedicated, calls);
                dedicated.commit();
                return calls.size();
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                dedicated.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        }
    }

    private static List<Call> waiting(Tenant tenant, Connection dedicated, int most) throws SQLException {
        try (var select = dedicated.prepareStatement(
                "select no, id, what, arguments::text from platform.calls where tenant_id = ? order by no limit ?")) {
            select.setObject(1, tenant.id().value());
            select.setInt(2, most);
            try (var rows = select.executeQuery()) {
                var calls = new ArrayList<Call>();
                while (rows.next()) {
                    calls.add(new Call(
                            rows.getLong(1), rows.getObject(2, UUID.class), rows.getString(3), rows.getString(4)));
                }
                return calls;
            }
        }
    }

    private static void limitStatements(Connection connection, Duration limit) throws SQLException {
        try (var set = connection.prepareStatement("select set_config('statement_timeout', ?, true)")) {
            set.setString(1, Long.toString(limit.toMillis()));
            set.execute();
        }
    }

    private static void lock(Connection connection, Tenant tenant) throws SQLException {
        try (var lock = connection.prepareStatement("select pg_advisory_xact_lock(hashtextextended(?, 0))")) {
            lock.setString(1, "foodflow calls " + tenant.id());
            lock.execute();
        }
    }

    private static boolean isNew(Connection connection, Tenant tenant, Call call) throws SQLException {
        try (var insert = connection.prepareStatement(
                "insert into platform.calls_done (id, tenant_id) values (?, ?) on conflict do nothing")) {
            insert.setObject(1, call.id());
            insert.setObject(2, tenant.id().value());
            return insert.executeUpdate() == 1;
        }
    }

    private static void carryOut(Connection connection, Tenant tenant, Call call) throws SQLException {
        role(connection, tenant.schema());
        try (var statement = connection.prepareStatement(statement(call.what()))) {
            statement.setString(1, call.arguments());
            statement.execute();
        }
        role(connection, "none");
    }

    private static String statement(String what) {
        var function = switch (what) {
            case "register_sign_in" -> "register_sign_in(given ->> 'email', cast(given ->> 'user' as uuid))";
            case "forget_sign_in" -> "forget_sign_in(cast(given ->> 'user' as uuid))";
            case "end_session" -> "end_session(cast(given ->> 'session' as uuid))";
            case "schedule_job" -> "schedule_job(cast(given ->> 'job' as uuid), given ->> 'kind')";
            case "release_domain" -> "release_domain(given ->> 'domain', cast(given ->> 'at' as timestamptz))";
            case "change_grants" ->
                "change_grants(array(select cast(jsonb_array_elements_text(given -> 'users') as uuid)))";
            default -> throw new IllegalStateException("a tenant cannot ask the platform for " + what);
        };
        return "select platform.%s from (select cast(? as jsonb) as given) as call".formatted(function);
    }

    private static void role(Connection connection, String role) throws SQLException {
        try (var set = connection.prepareStatement("select set_config('role', ?, true)")) {
            set.setString(1, role);
            set.execute();
        }
    }

    private static void forget(Connection dedicated, List<Call> calls) throws SQLException {
        try (var delete = dedicated.prepareStatement("delete from platform.calls where no = any(?)")) {
            delete.setArray(
                    1,
                    dedicated.createArrayOf(
                            "bigint", calls.stream().map(Call::no).toArray()));
            delete.execute();
        }
    }
}
