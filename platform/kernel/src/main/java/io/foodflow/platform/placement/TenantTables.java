package io.foodflow.platform.placement;

import static io.foodflow.platform.database.Statements.execute;
import static io.foodflow.platform.database.Statements.quoted;

import io.foodflow.platform.database.Statements;
import io.foodflow.platform.tenancy.Tenant;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * A tenant's tables, copied and compared between two databases. Flyway's own tables are left out: each database has its
 * own, written by the migrations that made the tables there.
 */
final class TenantTables {

    private static final String TABLES = """
        select c.relname, pg_total_relation_size(c.oid) as bytes,
               array_agg(a.attname order by a.attname collate "C") as columns
        from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
          and a.attgenerated = ''
        where c.relnamespace = to_regnamespace(?) and c.relkind = 'r' and c.relname not like 'flyway\\_%'
        group by c.oid, c.relname order by c.relname collate "C"
        """;

    private TenantTables() {}

    /** A table and its columns, in the order of their names. */
    record Table(String name, List<String> columns, long bytes) {

        String columnList() {
            return columns.stream().map(Statements::quoted).collect(Collectors.joining(", "));
        }

        boolean isLike(Table other) {
            return name.equals(other.name) && columns.equals(other.columns);
        }
    }

    /** How many rows a table has, and the checksum of their values. */
    record Contents(long rows, BigDecimal sum) {

        String checksum() {
            return sum.toBigInteger().toString(16);
        }
    }

    static List<Table> of(Connection connection, Tenant tenant) throws SQLException {
        try (var select = connection.prepareStatement(TABLES)) {
            select.setString(1, tenant.schema());
            try (var rows = select.executeQuery()) {
                var tables = new ArrayList<Table>();
                while (rows.next()) {
                    var columns = (String[]) rows.getArray("columns").getArray();
                    tables.add(new Table(rows.getString("relname"), List.of(columns), rows.getLong("bytes")));
                }
                return tables;
            }
        }
    }

    /** Refuses tables that differ between the two databases in name or columns: rows could not travel between them. */
    static void requireAlike(List<Table> here, List<Table> there) {
        boolean alike = here.size() == there.size();
        for (int i = 0; alike && i < here.size(); i++) {
            alike = here.get(i).isLike(there.get(i));
        }
        if (!alike) {
            throw new IllegalStateException("the tables of the two databases differ: %s and %s"
                    .formatted(
                            here.stream().map(Table::name).toList(),
                            there.stream().map(Table::name).toList()));
        }
    }

    /** Hears of each table that is copied. */
    interface Progress {
        void copied(Table table);
    }

    /**
     * Copies all rows, as they were in that exported snapshot, into tables that are emptied first: all of them or none.
     * Neither triggers nor foreign keys act: the rows did all that where they come from.
     */
    static void copy(
            Connection source, String snapshot, Connection target, Tenant tenant, List<Table> tables, Progress progress)
            throws SQLException {
        source.setAutoCommit(false);
        target.setAutoCommit(false);
        execute(source, "set transaction isolation level repeatable read, read only");
        execute(source, "set transaction snapshot '%s'".formatted(snapshot));
        execute(target, "set local session_replication_role = replica");
        execute(
                target,
                "truncate " + tables.stream().map(table -> in(tenant, table)).collect(Collectors.joining(", ")));
        for (var table : tables) {
            pipe(source, target, tenant, table);
            progress.copied(table);
        }
        target.commit();
        source.rollback();
        source.setAutoCommit(true);
        target.setAutoCommit(true);
        for (var table : tables) {
            execute(target, "analyze " + in(tenant, table));
        }
    }

    private static void pipe(Connection source, Connection target, Tenant tenant, Table table) throws SQLException {
        var columns = table.columnList();
        var out =
                copies(source).copyOut("copy %s (%s) to stdout (format binary)".formatted(in(tenant, table), columns));
        var in = copies(target).copyIn("copy %s (%s) from stdin (format binary)".formatted(in(tenant, table), columns));
        try {
            for (var part = out.readFromCopy(); part != null; part = out.readFromCopy()) {
                in.writeToCopy(part, 0, part.length);
            }
            in.endCopy();
        } finally {
            if (in.isActive()) {
                in.cancelCopy();
            }
            if (out.isActive()) {
                out.cancelCopy();
            }
        }
    }

    private static CopyManager copies(Connection connection) throws SQLException {
        return connection.unwrap(PGConnection.class).getCopyAPI();
    }

    /** What these tables hold, by name. Reads every row; a checksum is the sum of a hash of each, in whatever order. */
    static Map<String, Contents> contents(Connection connection, Tenant tenant, List<Table> tables)
            throws SQLException {
        var contents = new LinkedHashMap<String, Contents>();
        if (tables.isEmpty()) {
            return contents;
        }
        var query = tables.stream()
                .map(table -> """
                    select '%s' as name, count(*) as rows,
                      coalesce(sum(hashtextextended(cast(row(%s) as text), 0)), 0) as sum from %s
                    """.formatted(table.name().replace("'", "''"), table.columnList(), in(tenant, table)))
                .collect(Collectors.joining(" union all "));
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            while (rows.next()) {
                contents.put(rows.getString("name"), new Contents(rows.getLong("rows"), rows.getBigDecimal("sum")));
            }
        }
        return contents;
    }

    /** About how many rows each table has, by name; costs nothing. */
    static Map<String, Long> estimatedRows(Connection connection, Tenant tenant) throws SQLException {
        try (var select = connection.prepareStatement("""
            select relname, cast(greatest(reltuples, 0) as bigint) from pg_class
            where relnamespace = to_regnamespace(?) and relkind = 'r'
            """)) {
            select.setString(1, tenant.schema());
            try (var rows = select.executeQuery()) {
                var estimates = new LinkedHashMap<String, Long>();
                while (rows.next()) {
                    estimates.put(rows.getString(1), rows.getLong(2));
                }
                return estimates;
            }
        }
    }

    /** Lets the target's sequences go on where the source's are. */
    static void continueSequences(Connection source, Connection target, Tenant tenant) throws SQLException {
        try (var select = source.prepareStatement(
                        "select sequencename, last_value from pg_sequences where schemaname = ? and last_value is not"
                                + " null");
                var set = target.prepareStatement("select setval(cast(? as regclass), ?)")) {
            select.setString(1, tenant.schema());
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    set.setString(1, tenant.schema() + "." + quoted(rows.getString(1)));
                    set.setLong(2, rows.getLong(2));
                    set.execute();
                }
            }
        }
    }

    private static String in(Tenant tenant, Table table) {
        return tenant.schema() + "." + quoted(table.name());
    }
}
