package io.foodflow.platform.tenancy;

import io.foodflow.platform.audit.AuditChain;
import io.foodflow.platform.audit.TrailCheck;
import io.foodflow.platform.database.PlatformSchema;
import io.foodflow.platform.database.Statements;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Fills the empty tables beside a tenant's own and proves that they hold what was copied: each table is read back and its
 * hash compared, each foreign key is made anew over the rows, the audit ledger is computed from its beginning. Triggers
 * and keys rest while rows come in, so the order of the tables does not matter. Constant in memory.
 */
final class CopyLoader {

    private static final int ROWS_AT_A_TIME = 1_000;

    private final PlatformSchema schema;
    private final TrailCheck trail;

    CopyLoader(PlatformSchema schema, TrailCheck trail) {
        this.schema = schema;
        this.trail = trail;
    }

    private record ForeignKey(String table, String name, String definition) {}

    /** Loads rows into {@code beside}; all of them or none. */
    void load(Tenant tenant, String beside, TenantCopy copy, TenantCopies.TableSource source) throws IOException {
        try (var connection = open(tenant, beside)) {
            connection.setAutoCommit(false);
            requireSameTables(connection, beside, copy);
            var keys = foreignKeys(connection, beside);
            for (var key : keys) {
                alter(connection, beside, key.table(), "drop constraint " + Statements.quoted(key.name()));
            }
            for (var table : copy.tables()) {
                alter(connection, beside, table.name(), "disable trigger user");
            }
            Statements.execute(
                    connection,
                    copy.tables().stream()
                            .map(table -> beside + "." + Statements.quoted(table.name()))
                            .collect(Collectors.joining(", ", "truncate ", "")));
            for (var table : copy.tables()) {
                copyIn(connection, beside, table, source);
            }
            for (var sequence : copy.sequences()) {
                goOn(connection, beside, sequence);
            }
            leaveTheFuture(connection, beside);
            for (var key : keys) {
                restore(connection, beside, key);
            }
            for (var table : copy.tables()) {
                alter(connection, beside, table.name(), "enable trigger user");
            }
            connection.commit();
            connection.setAutoCommit(true);
            for (var table : copy.tables()) {
                Statements.execute(connection, "analyze %s.%s".formatted(beside, Statements.quoted(table.name())));
            }
        } catch (SQLException e) {
            throw new IllegalStateException("cannot load %s: %s".formatted(beside, CopyText.said(e)));
        }
    }

    /**
     * Computes the audit ledger that was loaded, or the chain that earlier versions had in its place.
     *
     * @param ofAnother whether it may be another tenant's
     */
    void check(Tenant tenant, String beside, TenantCopy copy, boolean ofAnother) {
        try (var connection = open(tenant, beside)) {
            connection.setAutoCommit(false);
            var template = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
            template.setFetchSize(ROWS_AT_A_TIME);
            var jdbc = JdbcClient.create(template);
            boolean hasLedger = jdbc.sql("select to_regclass('audit_ledger') is not null")
                    .query(Boolean.class)
                    .single();
            if (hasLedger) {
                checkLedger(jdbc, tenant, copy, ofAnother);
            } else {
                checkChain(jdbc, copy);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("cannot check %s: %s".formatted(beside, e.getMessage()), e);
        }
    }

    private void checkLedger(JdbcClient jdbc, Tenant tenant, TenantCopy copy, boolean ofAnother) {
        var found = trail.checkCopy(jdbc, tenant, ofAnother);
        if (found.fault() != null) {
            throw new CopyRefused("its audit ledger is broken: %s".formatted(found.fault()));
        }
        if (found.entries() != copy.chainLength()) {
            throw new CopyRefused("its audit ledger has %d entries and should have %d"
                    .formatted(found.entries(), copy.chainLength()));
        }
    }

    private static void checkChain(JdbcClient jdbc, TenantCopy copy) {
        switch (new AuditChain(jdbc).verify()) {
            case AuditChain.Verification.Broken(var at) ->
                throw new CopyRefused("its audit chain is broken at entry %d".formatted(at));
            case AuditChain.Verification.Intact(var length) -> {
                if (length != copy.chainLength()) {
                    throw new CopyRefused(
                            "its audit chain has %d links and should have %d".formatted(length, copy.chainLength()));
                }
            }
        }
    }

    /** Runs scripts on the tables beside, all or none. */
    void run(Tenant tenant, String beside, List<String> scripts) {
        try (var connection = open(tenant, beside)) {
            connection.setAutoCommit(false);
            for (var script : scripts) {
                Statements.execute(connection, script);
            }
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException("cannot settle %s: %s".formatted(beside, CopyText.said(e)));
        }
    }

    private Connection open(Tenant tenant, String beside) throws SQLException {
        var connection = schema.administer();
        try {
            CopyText.fix(connection);
            Statements.execute(connection, "set role " + tenant.schema());
            Statements.execute(connection, "set search_path = %s, platform, reference".formatted(beside));
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private static void requireSameTables(Connection connection, String beside, TenantCopy copy) throws SQLException {
        var here = CopyText.tables(connection, beside).stream()
                .collect(Collectors.toMap(
                        CopyText.Columns::table,
                        table -> table.columns().stream().sorted().toList()));
        var there = copy.tables().stream()
                .collect(Collectors.toMap(
                        TenantCopy.Table::name,
                        table -> table.columns().stream().sorted().toList()));
        if (!here.equals(there)) {
            throw new CopyRefused(
                    "its tables are not those that its migrations make: %s, and they make %s".formatted(there, here));
        }
    }

    private static void copyIn(
            Connection connection, String beside, TenantCopy.Table table, TenantCopies.TableSource source)
            throws IOException, SQLException {
        var copies = connection.unwrap(PGConnection.class).getCopyAPI();
        var where = new CopyText.Columns(table.name(), table.columns()).in(beside);
        var digest = CopyText.sha256();
        long rows;
        try (InputStream in = new DigestInputStream(source.open(table.name()), digest)) {
            rows = copies.copyIn("copy %s from stdin".formatted(where), in);
        } catch (SQLException e) {
            requireOfTheRows(e);
            throw new CopyRefused("table %s is damaged: %s".formatted(table.name(), CopyText.said(e)));
        }
        if (!HexFormat.of().formatHex(digest.digest()).equals(table.sha256())) {
            throw new CopyRefused("table %s is damaged: its SHA-256 is not the one noted".formatted(table.name()));
        }
        if (rows != table.rows() || !sha256(copies, where).equals(table.sha256())) {
            throw new CopyRefused("table %s has %d rows that are not the %d that were copied"
                    .formatted(table.name(), rows, table.rows()));
        }
    }

    /** Of the rows that are in the database now. */
    private static String sha256(CopyManager copies, String where) throws SQLException, IOException {
        var digest = CopyText.sha256();
        copies.copyOut(
                "copy %s to stdout".formatted(where), new DigestOutputStream(OutputStream.nullOutputStream(), digest));
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void goOn(Connection connection, String beside, TenantCopy.Sequence sequence) throws SQLException {
        try (var statement =
                connection.prepareStatement("select setval(pg_get_serial_sequence(?, ?)::regclass, ?, ?)")) {
            statement.setString(1, beside + "." + Statements.quoted(sequence.table()));
            statement.setString(2, sequence.column());
            statement.setLong(3, sequence.last());
            statement.setBoolean(4, sequence.called());
            statement.execute();
        }
    }

    /** Rows that say which transaction wrote them must not speak of one that this server is still to see. */
    private static void leaveTheFuture(Connection connection, String beside) throws SQLException {
        var updates = new ArrayList<String>();
        try (var query = connection.prepareStatement("""
                select format('update %I.%I set %3$I = pg_current_xact_id() where %3$I > pg_current_xact_id()',
                              c.relnamespace::regnamespace::text, c.relname, a.attname)
                from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                where c.relnamespace = to_regnamespace(?) and c.relkind = 'r' and a.atttypid = 'xid8'::regtype""")) {
            query.setString(1, beside);
            try (var row = query.executeQuery()) {
                while (row.next()) {
                    updates.add(row.getString(1));
                }
            }
        }
        for (var update : updates) {
            Statements.execute(connection, update);
        }
    }

    private static List<ForeignKey> foreignKeys(Connection connection, String beside) throws SQLException {
        var keys = new ArrayList<ForeignKey>();
        try (var query = connection.prepareStatement("""
                select c.relname, k.conname, pg_get_constraintdef(k.oid)
                from pg_constraint k join pg_class c on c.oid = k.conrelid
                where k.contype = 'f' and k.connamespace = to_regnamespace(?) order by 1, 2""")) {
            query.setString(1, beside);
            try (var row = query.executeQuery()) {
                while (row.next()) {
                    keys.add(new ForeignKey(row.getString(1), row.getString(2), row.getString(3)));
                }
            }
        }
        return keys;
    }

    private static void restore(Connection connection, String beside, ForeignKey key) throws SQLException {
        try {
            alter(
                    connection,
                    beside,
                    key.table(),
                    "add constraint %s %s".formatted(Statements.quoted(key.name()), key.definition()));
        } catch (SQLException e) {
            requireOfTheRows(e);
            throw new CopyRefused(
                    "rows of table %s refer to rows that are not there: %s".formatted(key.table(), CopyText.said(e)));
        }
    }

    /** Goes on only if the rows are wrong; a database that stopped or has no room says nothing about them. */
    private static void requireOfTheRows(SQLException e) throws SQLException {
        var state = e.getSQLState();
        if (state == null || !(state.startsWith("22") || state.startsWith("23"))) {
            throw e;
        }
    }

    private static void alter(Connection connection, String beside, String table, String change) throws SQLException {
        Statements.execute(connection, "alter table %s.%s %s".formatted(beside, Statements.quoted(table), change));
    }
}
