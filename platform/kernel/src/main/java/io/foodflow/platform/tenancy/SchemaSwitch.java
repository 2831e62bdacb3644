package io.foodflow.platform.tenancy;

import io.foodflow.platform.audit.LedgerBranches;
import io.foodflow.platform.changes.ChangeRecorder;
import io.foodflow.platform.database.PlatformSchema;
import io.foodflow.platform.database.Statements;
import io.foodflow.platform.events.EventRelay;
import io.foodflow.platform.tenancy.TenantCopies.Account;
import io.foodflow.platform.tenancy.TenantCopies.Replaced;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Exchanges a tenant's schema for another in one transaction. It first takes every table of the tenant for itself, so that
 * no transaction begins in the old tables and ends in the new: those that run end before, and those that come wait and then
 * find the new ones, as PostgreSQL resolves a name again once it has the lock it waited for.
 *
 * <p>Locks are waited for less long than PostgreSQL's {@code deadlock_timeout} of a second, and all given back where one
 * cannot be had: a tenant's transaction may wait for the switch, and is never ended by it. The switch itself looks for a
 * deadlock sooner, and is the one that gives way; that look also ends an autovacuum in its way. The tenant's turn to change
 * grants is taken first and tables that transactions touch last, as they record their changes, are locked last: the order
 * of everybody, so that what runs can run to its end. While a long transaction or a job is at work nothing is locked, and
 * after each attempt in vain the pause is longer.
 *
 * <p>Meanwhile the tenant's jobs rest: those at work are put back at their next progress, and none begins. They begin again
 * afterwards, however it ends.
 */
final class SchemaSwitch {

    private static final Logger log = LoggerFactory.getLogger(SchemaSwitch.class);
    private static final int LOCK_MILLIS = 700;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int DEADLOCK_MILLIS = 250;
    private static final int LONGEST_STATEMENT_MILLIS = 20_000;
    private static final int LOOK_MILLIS = 200;
    private static final int LONGEST_PAUSE_MILLIS = 5_000;
    private static final int MOST_DOUBLINGS = 6;
    private static final Set<String> GIVEN_UP = Set.of("55P03", "57014", "40P01");
    private static final List<String> TOUCHED_LAST = List.of(
            "usage_counters",
            "idempotency_keys",
            "consumer_positions",
            "audit_entries",
            "outbox",
            "audit_chain",
            "audit_ledger",
            "audit_leaves",
            "audit_tiles");
    private static final String EVERYBODY = "00000000-0000-0000-0000-000000000000";

    private final PlatformSchema schema;
    private final SettlingScripts scripts;
    private final ChangeRecorder changes;
    private final EventRelay relay;
    private final LedgerBranches branches;

    SchemaSwitch(
            PlatformSchema schema,
            SettlingScripts scripts,
            ChangeRecorder changes,
            EventRelay relay,
            LedgerBranches branches) {
        this.schema = schema;
        this.scripts = scripts;
        this.changes = changes;
        this.relay = relay;
        this.branches = branches;
    }

    /** How the incoming tables stand to those that they replace. */
    enum Kind {
        /** The same tenant's, of an earlier time. */
        OLDER_FOR_NEWER,
        /** Those that an earlier switch took away. */
        NEWER_FOR_OLDER,
        /** Another tenant's, for none. */
        FOR_EMPTY
    }

    /** Somebody is, so the switch has to wait. */
    private static final class AtWork extends RuntimeException {
        private static final long serialVersionUID = 1;

        AtWork(String who) {
            super(who);
        }
    }

    Replaced exchange(Tenant tenant, String incoming, String outgoing, Kind kind, Account account) {
        letJobsRest(tenant);
        try {
            return exchangePatiently(tenant, incoming, outgoing, kind, account);
        } finally {
            letJobsBegin(tenant);
        }
    }

    private Replaced exchangePatiently(Tenant tenant, String incoming, String outgoing, Kind kind, Account account) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        var hindrance = "its transactions";
        int inVain = 0;
        while (System.nanoTime() < end) {
            int pause = LOOK_MILLIS;
            try (var connection = schema.administer()) {
                return attempt(connection, tenant, incoming, outgoing, kind, account);
            } catch (AtWork e) {
                hindrance = String.valueOf(e.getMessage());
            } catch (DataAccessException e) {
                if (!isGivenUp(e)) {
                    throw e;
                }
                hindrance = "its transactions";
                pause = Math.min(LOOK_MILLIS << Math.min(inVain, MOST_DOUBLINGS), LONGEST_PAUSE_MILLIS);
                inVain++;
            } catch (SQLException e) {
                throw new IllegalStateException("cannot switch %s: %s".formatted(tenant.slug(), e.getMessage()), e);
            }
            pause(pause);
        }
        throw new TenantBusy(
                "%s of %s did not end within %d minutes; its tables are as they were: try again when there is less to do"
                        .formatted(hindrance, tenant.slug(), PATIENCE.toMinutes()));
    }

    private Replaced attempt(
            Connection connection, Tenant tenant, String incoming, String outgoing, Kind kind, Account account) {
        var source = new SingleConnectionDataSource(connection, true);
        var template = new JdbcTemplate(source);
        var jdbc = JdbcClient.create(template);
        var transaction = new TransactionTemplate(new JdbcTransactionManager(source));
        requireNoJobs(jdbc, tenant);
        requireNoLongTransaction(jdbc, tenant);
        relay.deliver(tenant);
        var replaced = transaction.execute(status -> {
            long begun = System.nanoTime();
            lock(jdbc, tenant);
            requireNoJobs(jdbc, tenant);
            var schemaName = tenant.schema();
            jdbc.sql("alter schema %s rename to %s".formatted(schemaName, outgoing))
                    .update();
            jdbc.sql("alter schema %s rename to %s".formatted(incoming, schemaName))
                    .update();
            forget(jdbc, tenant);
            open(template, tenant, replaced(jdbc, outgoing, begun), kind, account);
            var gone = replaced(jdbc, outgoing, begun);
            account.inPlatform(jdbc, gone);
            jdbc.sql("select pg_notify('foodflow_revocations', 'tenants')")
                    .query((row, n) -> n)
                    .list();
            return gone;
        });
        if (replaced == null) {
            throw new IllegalStateException("the transaction gave nothing back");
        }
        return replaced;
    }

    private void lock(JdbcClient jdbc, Tenant tenant) {
        var all = jdbc.sql("""
                        select relname from pg_class
                        where relnamespace = to_regnamespace(?) and relkind = 'r' order by relname""").param(tenant.schema()).query(String.class).list();
        var names = Stream.concat(
                        all.stream().filter(name -> !TOUCHED_LAST.contains(name)),
                        TOUCHED_LAST.stream().filter(all::contains))
                .map(name -> tenant.schema() + "." + Statements.quoted(name))
                .collect(Collectors.joining(", "));
        lookForDeadlocksSoon(jdbc);
        set(jdbc, "lock_timeout", LOCK_MILLIS);
        set(jdbc, "statement_timeout", LOCK_MILLIS);
        jdbc.sql("set local role " + tenant.schema()).update();
        jdbc.sql("select platform.hold_grants()").query((row, n) -> n).list();
        jdbc.sql("set local role none").update();
        jdbc.sql("lock table %s in access exclusive mode".formatted(names)).update();
        set(jdbc, "statement_timeout", LONGEST_STATEMENT_MILLIS);
    }

    /** Where the administrator may. */
    private static void lookForDeadlocksSoon(JdbcClient jdbc) {
        jdbc.sql("""
                        select set_config('deadlock_timeout', ?, true)
                        where has_parameter_privilege('deadlock_timeout', 'set')""")
                .param(String.valueOf(DEADLOCK_MILLIS))
                .query((row, n) -> n)
                .list();
    }

    private static void set(JdbcClient jdbc, String setting, int millis) {
        jdbc.sql("set local %s = %d".formatted(setting, millis)).update();
    }

    private void letJobsRest(Tenant tenant) {
        onItsOwn(
                "insert into platform.resting_tenants values (:tenant, clock_timestamp() + make_interval(secs => %d)) "
                                .formatted(2 * PATIENCE.toSeconds())
                        + "on conflict (tenant_id) do update set rests_until = excluded.rests_until",
                tenant);
    }

    /** Where this fails they begin when their time has come. */
    private void letJobsBegin(Tenant tenant) {
        try {
            onItsOwn("delete from platform.resting_tenants where tenant_id = :tenant", tenant);
        } catch (RuntimeException e) {
            log.warn("the jobs of {} rest some minutes longer", tenant.slug(), e);
        }
    }

    private void onItsOwn(String sql, Tenant tenant) {
        try (var connection = schema.administer()) {
            JdbcClient.create(new SingleConnectionDataSource(connection, true))
                    .sql(sql)
                    .param("tenant", tenant.id().value())
                    .update();
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "cannot note that %s rests: %s".formatted(tenant.slug(), e.getMessage()), e);
        }
    }

    /** Who waits for a lock keeps everybody waiting who comes after, so one that cannot be had soon is not asked for. */
    private static void requireNoLongTransaction(JdbcClient jdbc, Tenant tenant) {
        boolean atWork = jdbc.sql("""
                        select exists (
                          select from pg_locks l
                          join pg_class c on c.oid = l.relation and c.relnamespace = to_regnamespace(?)
                          join pg_stat_activity a on a.pid = l.pid
                          where l.locktype = 'relation' and l.granted and a.backend_type = 'client backend'
                            and l.database = (select oid from pg_database where datname = current_database())
                            and a.xact_start < clock_timestamp() - make_interval(secs => ?))""")
                .params(tenant.schema(), LOCK_MILLIS / 1000.0)
                .query(Boolean.class)
                .single();
        if (atWork) {
            throw new AtWork("a long transaction");
        }
    }

    /** A job writes in many transactions: one that began with the old tables must not go on with the new. */
    private static void requireNoJobs(JdbcClient jdbc, Tenant tenant) {
        boolean running = jdbc.sql(
                        "select exists (select from %s.jobs where state = 'running')".formatted(tenant.schema()))
                .query(Boolean.class)
                .single();
        if (running) {
            throw new AtWork("a job");
        }
    }

    /** What the platform holds of the old tables; {@code opened.sql} enters what the new ones have. */
    private static void forget(JdbcClient jdbc, Tenant tenant) {
        for (var table : List.of("sign_in_directory", "verified_domains")) {
            jdbc.sql("delete from platform.%s where tenant_id = ?".formatted(table))
                    .param(tenant.id().value())
                    .update();
        }
        jdbc.sql("""
                        delete from platform.scheduled_tasks
                        where task_name like 'job:%' and starts_with(task_instance, ?) and not picked""").param(tenant.id() + "/").update();
    }

    private static Replaced replaced(JdbcClient jdbc, String outgoing, long begun) {
        return jdbc.sql("""
                        select size as entries,
                               encode(decode(split_part(note, E'\\n', 3), 'base64'), 'hex') as hash
                        from %s.audit_ledger
                        """.formatted(outgoing))
                .query((row, n) -> new Replaced(
                        outgoing,
                        row.getLong("entries"),
                        row.getString("hash"),
                        Duration.ofNanos(System.nanoTime() - begun)))
                .single();
    }

    /** As the tenant, in its new tables. */
    private void open(JdbcTemplate template, Tenant tenant, Replaced gone, Kind kind, Account account) {
        var jdbc = JdbcClient.create(template);
        jdbc.sql("set local search_path = %s, platform, reference".formatted(tenant.schema()))
                .update();
        jdbc.sql("set local role " + tenant.schema()).update();
        if (kind == Kind.OLDER_FOR_NEWER) {
            scripts.onReplacing(gone.aside()).forEach(template::execute);
        }
        if (kind != Kind.FOR_EMPTY) {
            scripts.onExchanging(gone.aside()).forEach(template::execute);
        }
        if (kind != Kind.NEWER_FOR_OLDER) {
            branches.branchOff(jdbc, tenant, gone.aside());
        }
        scripts.onOpening().forEach(template::execute);
        jdbc.sql("select platform.change_grants(array['%s']::uuid[])".formatted(EVERYBODY))
                .query((row, n) -> n)
                .list();
        account.inTenant(changes.inTenant(jdbc), gone);
        jdbc.sql("set local role none").update();
    }

    private static boolean isGivenUp(DataAccessException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && GIVEN_UP.contains(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    private static void pause(int millis) {
        try {
            Thread.sleep(millis / 2 + ThreadLocalRandom.current().nextInt(millis));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a tenant to come to rest", e);
        }
    }
}
