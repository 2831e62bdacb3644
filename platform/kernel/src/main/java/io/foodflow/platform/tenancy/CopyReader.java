package io.foodflow.platform.tenancy;

import io.foodflow.platform.database.PlatformSchema;
import io.foodflow.platform.database.Statements;
import java.io.IOException;
import java.security.DigestOutputStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.postgresql.PGConnection;

/**
 * Reads all of a tenant's tables in one snapshot, on a connection of its own and with no right but the tenant's. It locks
 * nothing that a reader does not, so everybody goes on writing. Constant in memory.
 */
final class CopyReader {

    private final PlatformSchema schema;
    private final StagedMigrations migrations;

    CopyReader(PlatformSchema schema, StagedMigrations migrations) {
        this.schema = schema;
        this.migrations = migrations;
    }

    TenantCopy read(Tenant tenant, TenantCopies.TableFiles files) throws IOException {
        try (var connection = schema.connect()) {
            CopyText.fix(connection);
            connection.setAutoCommit(false);
            Statements.execute(connection, "set transaction isolation level repeatable read, read only");
            requireHere(connection, tenant);
            Statements.execute(connection, "set local role " + tenant.schema());
            var copy = read(connection, tenant.schema(), files);
            connection.rollback();
            return copy;
        } catch (SQLException e) {
            throw new IllegalStateException("cannot copy %s: %s".formatted(tenant.slug(), e.getMessage()), e);
        }
    }

    /** In the snapshot that is read: a tenant that left since is read as it was when it was here. */
    private static void requireHere(Connection connection, Tenant tenant) throws SQLException {
        if (Statements.text(
                        connection,
                        "select 1 from platform.tenants where database is null and id = '%s'".formatted(tenant.id()))
                == null) {
            throw new IllegalStateException(
                    "%s works in a database of its own, which is not read".formatted(tenant.slug()));
        }
    }

    private TenantCopy read(Connection connection, String from, TenantCopies.TableFiles files)
            throws SQLException, IOException {
        var position = Statements.text(connection, "select pg_current_wal_lsn()::text");
        var tables = new ArrayList<TenantCopy.Table>();
        for (var table : CopyText.tables(connection, from)) {
            tables.add(copyOut(connection, from, table, files));
        }
        return new TenantCopy(
                applied(connection, from),
                tables,
                sequences(connection, from),
                number(connection, "select count(*) from audit_entries"),
                number(connection, "select size from audit_ledger"),
                Statements.text(
                        connection,
                        "select encode(decode(split_part(note, E'\\n', 3), 'base64'), 'hex') from audit_ledger"),
                position == null ? "" : position);
    }

    private static TenantCopy.Table copyOut(
            Connection connection, String from, CopyText.Columns table, TenantCopies.TableFiles files)
            throws IOException, SQLException {
        var digest = CopyText.sha256();
        var rows = new long[1];
        var copies = connection.unwrap(PGConnection.class).getCopyAPI();
        files.write(table.table(), out -> {
            try {
                rows[0] = copies.copyOut(
                        "copy %s to stdout".formatted(table.in(from)), new DigestOutputStream(out, digest));
            } catch (SQLException e) {
                throw new IOException("cannot read table %s: %s".formatted(table.table(), e.getMessage()), e);
            }
        });
        return new TenantCopy.Table(
                table.table(), table.columns(), rows[0], HexFormat.of().formatHex(digest.digest()));
    }

    private List<AppliedMigration> applied(Connection connection, String from) throws SQLException {
        var applied = new ArrayList<AppliedMigration>();
        for (var owner : migrations.owners()) {
            try (var statement = connection.createStatement();
                    var row = statement.executeQuery("""
                            select version, script, checksum from %s.%s
                            where success and type = 'SQL' order by installed_rank""".formatted(from, Statements.quoted("flyway_" + owner)))) {
                while (row.next()) {
                    applied.add(new AppliedMigration(
                            owner, row.getString(1), row.getString(2), (Integer) row.getObject(3)));
                }
            }
        }
        return applied;
    }

    /** Read after the tables: a sequence obeys no snapshot, and a number too high does no harm. */
    private static List<TenantCopy.Sequence> sequences(Connection connection, String from) throws SQLException {
        var sequences = new ArrayList<TenantCopy.Sequence>();
        try (var query = connection.prepareStatement("""
                select s.relname, t.relname, a.attname
                from pg_class s
                join pg_depend d on d.objid = s.oid and d.classid = 'pg_class'::regclass
                  and d.refclassid = 'pg_class'::regclass and d.deptype in ('a', 'i')
                join pg_class t on t.oid = d.refobjid
                join pg_attribute a on a.attrelid = t.oid and a.attnum = d.refobjsubid
                where s.relkind = 'S' and s.relnamespace = to_regnamespace(?) order by 2, 3""")) {
            query.setString(1, from);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    sequences.add(sequence(connection, from, row));
                }
            }
        }
        return sequences;
    }

    private static TenantCopy.Sequence sequence(Connection connection, String from, ResultSet named)
            throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("select last_value, is_called from %s.%s"
                        .formatted(from, Statements.quoted(named.getString(1))))) {
            row.next();
            return new TenantCopy.Sequence(named.getString(2), named.getString(3), row.getLong(1), row.getBoolean(2));
        }
    }

    private static long number(Connection connection, String query) throws SQLException {
        var text = Statements.text(connection, query);
        return text == null ? 0 : Long.parseLong(text);
    }
}
