package io.foodflow.platform.tenancy;

import io.foodflow.platform.changes.ChangeRecorder;
import io.foodflow.platform.database.PlatformSchema;
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
 * cannot be had: a tenant's transaction may wait for the switch, and is never ended by it. Tables that transactions touch
 * last, as they record their changes, are locked last, so that what runs can run to its end.
 */
final class SchemaSwitch {

    private static final int LOCK_MILLIS = 700;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int PAUSE_MILLIS = 100;
    private static final Set<String> GIVEN_UP = Set.of("55P03", "57014", "40P01");
    private static final List<String> TOUCHED_LAST = List.of(
            "usage_counters", "idempotency_keys", "consumer_positions", "audit_entries", "outbox", "audit_chain");
    private static final String EVERYBODY = "00000000-0000-0000-0000-000000000000";

    private final PlatformSchema schema;
    private final SettlingScripts scripts;
    private final ChangeRecorder changes;

    SchemaSwitch(PlatformSchema schema, SettlingScripts scripts, ChangeRecorder changes) {
        this.schema = schema;
        this.scripts = scripts;
        this.changes = changes;
    }

    /** How the incoming tables stand to those that they replace. */
    enum Kind {
        /** The same tenant's, of an earlier time. */
        OLDER_FOR_NEWER,
        /** Any other: those that an earlier switch took away, or another tenant's for none. */
        OTHER
    }

    /** A job is, so the switch has to wait. */
    private static final class AtWork extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    Replaced exchange(Tenant tenant, String incoming, String outgoing, Kind kind, Account account) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        var hindrance = "its transactions";
        while (System.nanoTime() < end) {
            try (var connection = schema.administer()) {
                return attempt(connection, tenant, incoming, outgoing, kind, account);
            } catch (AtWork e) {
                hindrance = "a job";
            } catch (DataAccessException e) {
                if (!isGivenUp(e)) {
                    throw e;
                }
            } catch (SQLException e) {
                throw new IllegalStateException("cannot switch %s: %s".formatted(tenant.slug(), e.getMessage()), e);
            }
            pause();
        }
        throw new TenantBusy(
                "%s of %s did not end within %d minutes; nothing was changed: try again when there is less to do"
                        .formatted(hindrance, tenant.slug(), PATIENCE.toMinutes()));
    }

    private Replaced attempt(
            Connection connection, Tenant tenant, String incoming, String outgoing, Kind kind, Account account) {
        var source = new SingleConnectionDataSource(connection, true);
        var template = new JdbcTemplate(source);
        var jdbc = JdbcClient.create(template);
        var transaction = new TransactionTemplate(new JdbcTransactionManager(source));
        askJobsToEnd(jdbc, tenant);
        var replaced = transaction.execute(status -> {
            long begun = System.nanoTime();
            lock(jdbc, tenant);
            requireRest(jdbc, tenant);
            var schemaName = tenant.schema();
            jdbc.sql("alter schema %s rename to %s".formatted(schemaName, outgoing))
                    .update();
            jdbc.sql("alter schema %s rename to %s".formatted(incoming, schemaName))
                    .update();
            forget(jdbc, tenant);
            var gone = replaced(jdbc, outgoing, begun);
            open(template, tenant, gone, kind, account);
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
                .map(name -> tenant.schema() + "." + CopyText.quoted(name))
                .collect(Collectors.joining(", "));
        jdbc.sql("set local statement_timeout = " + LOCK_MILLIS).update();
        jdbc.sql("lock table %s in access exclusive mode".formatted(names)).update();
        jdbc.sql("set local statement_timeout = 0").update();
    }

    private static void askJobsToEnd(JdbcClient jdbc, Tenant tenant) {
        jdbc.sql("update %s.jobs set cancel_asked = true where state = 'running' and not cancel_asked"
                        .formatted(tenant.schema()))
                .update();
    }

    /** A job writes in many transactions: one that began with the old tables must not go on with the new. */
    private static void requireRest(JdbcClient jdbc, Tenant tenant) {
        boolean running = jdbc.sql(
                        "select exists (select from %s.jobs where state = 'running')".formatted(tenant.schema()))
                .query(Boolean.class)
                .single();
        if (running) {
            throw new AtWork();
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
                        select (select count(*) from %1$s.audit_entries) as entries,
                               (select encode(hash, 'hex') from %1$s.audit_chain order by seq desc limit 1) as hash
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

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS + ThreadLocalRandom.current().nextInt(PAUSE_MILLIS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a tenant to come to rest", e);
        }
    }
}
