package io.foodflow.platform.postgres;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * The server's side of an online backup: one connection that must live as long as the copying does. If it ends early,
 * the server forgets the backup and its hold on the write-ahead log.
 */
final class BackupSession implements AutoCloseable {

    private final Connection connection;

    private BackupSession(Connection connection) {
        this.connection = connection;
    }

    static BackupSession open(BackupSource source) throws SQLException {
        return new BackupSession(ServerConnection.open(source.jdbcUrl(), source.user(), source.password()));
    }

    String dataFolder() throws SQLException {
        return text("show data_directory");
    }

    String serverVersion() throws SQLException {
        return text("show server_version");
    }

    /**
     * Makes the server keep its log from here on (a temporary slot, gone with this connection), write full pages, and
     * do a checkpoint at once; answers its position.
     */
    String begin() throws SQLException {
        text("select pg_create_physical_replication_slot('foodflow_backup_' || pg_backend_pid(), true, true)");
        return text("select pg_backup_start('foodflow', fast => true)");
    }

    /** What the server gives at the end. Both files go into the copy's data folder, never into the server's own. */
    record End(String stop, String backupLabel, String tablespaceMap) {

        /** From the label's line {@code START TIMELINE: 1}. */
        int timeline() {
            return backupLabel
                    .lines()
                    .filter(line -> line.startsWith("START TIMELINE: "))
                    .mapToInt(line -> Integer.parseInt(line.substring("START TIMELINE: ".length())))
                    .findFirst()
                    .orElse(1);
        }
    }

    End end() throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("select * from pg_backup_stop(wait_for_archive => false)")) {
            rows.next();
            return new End(rows.getString("lsn"), rows.getString("labelfile"), rows.getString("spcmapfile"));
        }
    }

    long walSegmentBytes() throws SQLException {
        return Long.parseLong(text("select setting from pg_settings where name = 'wal_segment_size'"));
    }

    private String text(String query) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
