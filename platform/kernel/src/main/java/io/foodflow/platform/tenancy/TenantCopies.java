package io.foodflow.platform.tenancy;

import io.foodflow.platform.audit.LedgerBranches;
import io.foodflow.platform.audit.TrailCheck;
import io.foodflow.platform.changes.Change;
import io.foodflow.platform.changes.ChangeRecorder;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.database.PlatformSchema;
import io.foodflow.platform.database.Statements;
import io.foodflow.platform.events.EventRelay;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Exact copies of tenants' tables: read while everybody writes, and put in place of what is there now.
 *
 * <p><b>Reading</b> sees one snapshot of the database and locks nobody out.
 *
 * <p><b>Putting in place.</b> A copy is loaded into a schema beside the tenant's own, which works on meanwhile: empty
 * tables by the very migrations that had made them, then the rows, then proofs that they are what was copied, then the
 * migrations that came since. Only then, in one transaction, do the schemas change names. Whatever fails before leaves the
 * tenant as it was. Both schemas belong to the tenant's role, so its search path, which begins with the schema of the role's name,
 * finds the new tables from that moment on, and the tenant's erasure takes everything along.
 *
 * <p>Each attempt builds up in a schema of its own name, so that one that is taken for dead and is not cannot touch what
 * the next one builds.
 *
 * <p>Names beside a tenant begin with {@code restoring_}, {@code before_} or {@code after_} and never with
 * {@code tenant_}, so that no slug can name one. Thread-safe; one restore of a tenant at a time.
 */
public final class TenantCopies {

    private final PlatformSchema schema;
    private final StagedMigrations migrations;
    private final CopyReader reader;
    private final CopyLoader loader;
    private final SettlingScripts scripts;
    private final SchemaSwitch change;
    private final EventRelay relay;
    private final Tenants tenants;
    private final RestoreWitness witness;

    TenantCopies(
            PlatformSchema schema,
            TenantMigrations migrations,
            ChangeRecorder changes,
            EventRelay relay,
            TrailCheck trail,
            LedgerBranches branches,
            Tenants tenants,
            RestoreWitness witness) {
        this.schema = schema;
        this.migrations = new StagedMigrations(schema.server(), migrations);
        this.reader = new CopyReader(schema, this.migrations);
        this.loader = new CopyLoader(schema, trail);
        this.scripts = new SettlingScripts(migrations);
        this.change = new SchemaSwitch(schema, scripts, changes, relay, branches);
        this.relay = relay;
        this.tenants = tenants;
        this.witness = witness;
    }

    /** Where the lines of tables go. */
    public interface TableFiles {
        /** Keeps what the content writes under that table's name. */
        void write(String table, Content content) throws IOException;
    }

    /** The lines of one table. */
    public interface Content {
        /** Writes them; the stream is left open. */
        void to(OutputStream out) throws IOException;
    }

    /** Where the lines of tables come from. */
    public interface TableSource {
        /** The lines of that table, to be closed by the reader. */
        InputStream open(String table) throws IOException;
    }

    /**
     * What was replaced.
     *
     * @param aside the schema that holds it now
     * @param auditEntries how many changes its audit ledger has
     * @param lastHash root of that ledger, hexadecimal; null where it had none
     * @param pause how long the tenant's transactions waited, at most, but for the commit itself
     */
    public record Replaced(
            String aside, long auditEntries, @Nullable String lastHash, Duration pause) {}

    /** What is to be written down in the transaction in which schemas change names. */
    public interface Account {
        /** In the tenant's own tables, which are the new ones by then. */
        void inTenant(Change change, Replaced replaced);

        /** In the platform's tables. */
        void inPlatform(JdbcClient jdbc, Replaced replaced);
    }

    /** Copies all of a tenant's tables as they are at one moment, the audit ledger complete to then. */
    public TenantCopy read(Tenant tenant, TableFiles files) throws IOException {
        relay.deliver(tenant);
        return reader.read(tenant, files);
    }

    /**
     * Refuses a copy that this version cannot read.
     *
     * @throws CopyRefused if it was made by migrations that this version does not have
     */
    public void requireKnown(TenantCopy copy) {
        migrations.requireKnown(copy.migrations());
    }

    /**
     * Builds a copy up beside a tenant's own tables. Takes about twice as long as the copy took to make. The tenant notices
     * nothing.
     *
     * @param attempt counts from 1; what those before it left is removed
     * @param ofAnother whether the copy is of another tenant than the one it is built up for
     * @throws CopyRefused if it is not what was copied
     */
    public void stage(Tenant tenant, int attempt, TenantCopy copy, TableSource source, boolean ofAnother)
            throws IOException {
        var beside = beside(tenant, attempt);
        witness.before(RestoreStep.CLEAR, tenant.slug());
        for (int earlier = 1; earlier <= attempt; earlier++) {
            discard(tenant, earlier);
        }
        requireKnown(copy);
        witness.before(RestoreStep.TABLES, tenant.slug());
        administer("create schema %s authorization %s".formatted(beside, tenant.schema()));
        migrations.run(beside, tenant.schema(), copy.migrations());
        witness.before(RestoreStep.LOAD, tenant.slug());
        loader.load(tenant, beside, copy, source);
        witness.before(RestoreStep.CHECK, tenant.slug());
        loader.check(tenant, beside, copy, ofAnother);
        witness.before(RestoreStep.MIGRATE, tenant.slug());
        migrations.runRest(beside, tenant.schema(), copy.migrations());
        witness.before(RestoreStep.SETTLE, tenant.slug());
        loader.run(tenant, beside, scripts.afterLoading(ofAnother));
    }

    /** Removes what an attempt built up beside a tenant and did not put in place. */
    public void discard(Tenant tenant, int attempt) {
        drop(beside(tenant, attempt));
    }

    /**
     * Puts in place what an attempt built up. The tenant's transactions wait, for a second at most where its tables are
     * small; its jobs are put back and begin again afterwards. Committed when this returns.
     *
     * @param restore names the schema in which the old tables are kept
     * @throws TenantBusy if the tenant does not come to rest within a few minutes
     */
    public Replaced putInPlace(Tenant tenant, UUID restore, int attempt, Account account) {
        witness.before(RestoreStep.SWITCH, tenant.slug());
        return exchange(
                tenant,
                beside(tenant, attempt),
                aside("before", tenant, restore),
                SchemaSwitch.Kind.OLDER_FOR_NEWER,
                account);
    }

    /** Puts in place what was built up for a tenant that nobody uses yet, and drops the tables it had. */
    public void putInPlaceOfEmpty(Tenant tenant, UUID restore, int attempt, Account account) {
        witness.before(RestoreStep.SWITCH, tenant.slug());
        var empty = exchange(
                tenant,
                beside(tenant, attempt),
                aside("before", tenant, restore),
                SchemaSwitch.Kind.FOR_EMPTY,
                account);
        drop(empty.aside());
    }

    /**
     * Puts back what a restore replaced, brought to this version's tables, with nobody signed in. What was restored is kept
     * as the other was.
     *
     * @throws TenantBusy as in {@link #putInPlace}
     */
    public Replaced putBack(Tenant tenant, UUID restore, String aside, Account account) {
        migrations.runRest(aside, tenant.schema(), List.of());
        loader.run(tenant, aside, scripts.beforeReturning());
        return exchange(tenant, aside, aside("after", tenant, restore), SchemaSwitch.Kind.NEWER_FOR_OLDER, account);
    }

    /** Removes tables that were kept beside a tenant, for good. Nothing where they are gone already. */
    public void drop(String aside) {
        if (!aside.matches("(restoring_[1-9][0-9]?|(before|after)_[0-9a-f]{12})_[a-z][a-z0-9_]{1,40}")) {
            throw new IllegalArgumentException("no name of tables beside a tenant: '%s'".formatted(aside));
        }
        administer("drop schema if exists %s cascade".formatted(aside));
    }

    private Replaced exchange(
            Tenant tenant, String incoming, String outgoing, SchemaSwitch.Kind kind, Account account) {
        var replaced = CallContext.platform("restore", tenant)
                .call(() -> change.exchange(tenant, incoming, outgoing, kind, account));
        tenants.forget();
        return replaced;
    }

    private static String beside(Tenant tenant, int attempt) {
        return "restoring_%d_%s".formatted(attempt, tenant.slug());
    }

    private static String aside(String when, Tenant tenant, UUID restore) {
        var text = restore.toString();
        return "%s_%s_%s".formatted(when, text.substring(text.length() - 12), tenant.slug());
    }

    private void administer(String sql) {
        try (var connection = schema.administer()) {
            Statements.execute(connection, sql);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot work beside a tenant: " + e.getMessage(), e);
        }
    }
}
