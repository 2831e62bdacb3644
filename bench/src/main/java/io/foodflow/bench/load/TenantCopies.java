package io.foodflow.bench.load;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Tenants made in the database as copies of one that the platform made: its role, schema, tables, indexes and rows, without
 * triggers and foreign keys. What a start has to do with a tenant it does with such a copy too, and a thousand take
 * minutes instead of ten.
 */
final class TenantCopies {
    private static final String MODEL = "company_1";

    private TenantCopies() {}

    /** Makes tenants {@code company_<from>} to {@code company_<to>}. */
    static void make(BenchHome home, int from, int to) throws SQLException {
        try (Connection connection = home.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            List<String> tables = tables(statement);
            for (int n = from; n <= to; n++) {
                copy(statement, tables, "company_" + n);
                connection.commit();
            }
        }
    }

    private static List<String> tables(Statement statement) throws SQLException {
        var tables = new ArrayList<String>();
        try (var found = statement.executeQuery(
                "select tablename from pg_tables where schemaname = 'tenant_%s' order by 1".formatted(MODEL))) {
            while (found.next()) tables.add(Objects.requireNonNull(found.getString(1)));
        }
        return tables;
    }

    private static void copy(Statement statement, List<String> tables, String slug) throws SQLException {
        String role = "tenant_" + slug;
        statement.execute("create role %s nologin".formatted(role));
        statement.execute("grant %s to foodflow_app".formatted(role));
        statement.execute("grant %s to current_user".formatted(role));
        statement.execute("create schema %s authorization %s".formatted(role, role));
        for (String table : tables) {
            statement.execute("create table %s.%s (like tenant_%s.%2$s including all)".formatted(role, table, MODEL));
            statement.execute("alter table %s.%s owner to %1$s".formatted(role, table));
            statement.execute("insert into %s.%s overriding system value select * from tenant_%s.%2$s"
                    .formatted(role, table, MODEL));
        }
        statement.execute("""
                insert into platform.tenants (id, slug, name, plan, status, schema_state)
                select gen_random_uuid(), '%s', '%1$s', plan, status, schema_state from platform.tenants
                where slug = '%s'""".formatted(slug, MODEL));
    }
}
