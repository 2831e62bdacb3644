package io.foodflow.platform.tenancy;

import static io.foodflow.platform.database.Statements.text;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** What a PostgreSQL must be for tenants to move from it or to it. */
final class ServerFitness {

    /** Before it, rows that came by replication cannot be told from others, and would be sent back. */
    private static final int OLDEST = 160_000;

    private ServerFitness() {}

    /** What it lacks, as in "a server that ..."; empty if nothing. */
    static Optional<String> lacking(Connection connection) throws SQLException {
        if (Integer.parseInt(String.valueOf(text(connection, "show server_version_num"))) < OLDEST) {
            return Optional.of("is older than PostgreSQL 16");
        }
        if (!"logical".equals(text(connection, "show wal_level"))) {
            return Optional.of("does not have wal_level = logical");
        }
        return Optional.empty();
    }
}
