package io.foodflow.platform.tenancy;

import io.foodflow.platform.database.Statements;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.postgresql.util.PSQLException;

/** How rows are written in a copy: PostgreSQL's own text, which each of its versions reads, independent of any setting. */
final class CopyText {

    private static final List<String> FORMATS = List.of(
            "set time zone 'UTC'",
            "set datestyle = 'ISO, YMD'",
            "set intervalstyle = 'postgres'",
            "set bytea_output = 'hex'",
            "set extra_float_digits = 1",
            "set xmloption = 'content'");

    private CopyText() {}

    /** A table and those of its columns that are kept, not computed. */
    record Columns(String table, List<String> columns) {

        Columns {
            columns = List.copyOf(columns);
        }

        String in(String schema) {
            return "%s.%s (%s)"
                    .formatted(
                            schema,
                            Statements.quoted(table),
                            columns.stream().map(Statements::quoted).collect(Collectors.joining(", ")));
        }
    }

    /** Sets the session's formats, on which the text of values depends. */
    static void fix(Connection connection) throws SQLException {
        for (var format : FORMATS) {
            Statements.execute(connection, format);
        }
    }

    /** The tables of a schema but those of the migrations, by name. */
    static List<Columns> tables(Connection connection, String schema) throws SQLException {
        var tables = new ArrayList<Columns>();
        try (var query = connection.prepareStatement("""
                select c.relname, c.relkind,
                       array(select a.attname::text from pg_attribute a
                             where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
                             order by a.attnum)
                from pg_class c
                where c.relnamespace = to_regnamespace(?) and c.relkind in ('r', 'p') and left(c.relname, 7) <> 'flyway_'
                order by c.relname
                """)) {
            query.setString(1, schema);
            try (var row = query.executeQuery()) {
                while (row.next()) {
                    if (row.getString(2).equals("p")) {
                        throw new IllegalStateException("table %s of %s is partitioned, and copies know no partitions"
                                .formatted(row.getString(1), schema));
                    }
                    tables.add(new Columns(row.getString(1), strings(row.getArray(3))));
                }
            }
        }
        return tables;
    }

    static List<String> strings(java.sql.Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }

    /** What PostgreSQL says is wrong, without the row that it is wrong with: rows may hold secrets, and this is shown. */
    static String said(SQLException e) {
        var server = e instanceof PSQLException ofPostgres ? ofPostgres.getServerErrorMessage() : null;
        return String.valueOf(server == null ? e.getMessage() : server.getMessage());
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime lacks SHA-256", e);
        }
    }
}
