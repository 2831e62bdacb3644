package io.foodflow.platform.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A client keeps a ledger of what the database acknowledged, through twenty kills; afterwards both agree. */
@Tag("long")
@Timeout(value = 180, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LedgerTest {

    private static final int KILLS = 20;
    private static final Duration LONGEST_OUTAGE = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private final RandomGenerator random = RandomGenerator.getDefault();

    @Test
    void losesNothingThroughTwentyKillsOfTheServer() throws Exception {
        var home = Homes.used(folder.resolve("home"));
        try (var postgres = EmbeddedPostgres.start(PostgresSettings.of(home));
                var ledger = Ledger.open(home)) {
            var killed = 0L;
            for (var kill = 0; kill < KILLS; kill++) {
                while (postgres.pid() == killed || postgres.state() != PostgresState.RUNNING) {
                    ledger.write(1);
                }
                ledger.write(random.nextInt(50, 400));
                killed = postgres.pid();
                ProcessHandle.of(killed).orElseThrow().destroyForcibly();
            }
            ledger.write(100);
            ledger.assertAgrees();
        }
    }

    @Test
    void losesNothingThroughTwentyKillsOfThePlatform() throws Exception {
        var home = Homes.used(folder.resolve("home"));
        var child = ChildPlatform.start(home);
        assertThat(child.line()).startsWith("ready");
        try (var ledger = Ledger.open(home)) {
            for (var kill = 0; kill < KILLS; kill++) {
                ledger.write(random.nextInt(50, 400));
                child.kill();
                ledger.write(10);
                child = ChildPlatform.start(home);
                assertThat(child.line()).startsWith("ready");
            }
            ledger.write(100);
            ledger.assertAgrees();
        } finally {
            child.close();
        }
        EmbeddedPostgres.start(PostgresSettings.of(home)).close();
    }

    /** One writer that inserts the same number again until it is acknowledged or found. */
    private static final class Ledger implements AutoCloseable {
        private final BackupSource source;
        private long acknowledged;
        private java.sql.Connection connection;

        private Ledger(BackupSource source) throws SQLException {
            this.source = source;
            this.connection = connect();
        }

        static Ledger open(Path home) throws SQLException {
            var ledger = new Ledger(BackupSource.of(home));
            try (var statement = ledger.connection.createStatement()) {
                statement.execute("create table ledger (n bigint primary key, payload text)");
            }
            return ledger;
        }

        /** Returns when so many more rows are acknowledged, however often the connection breaks meanwhile. */
        void write(int rows) throws Exception {
            var goal = acknowledged + rows;
            var end = System.nanoTime() + LONGEST_OUTAGE.toNanos();
            while (acknowledged < goal) {
                try {
                    writeNext();
                    end = System.nanoTime() + LONGEST_OUTAGE.toNanos();
                } catch (SQLException e) {
                    if (System.nanoTime() > end) {
                        throw e;
                    }
                    reconnect();
                }
            }
        }

        private void writeNext() throws SQLException {
            try (var insert =
                    connection.prepareStatement("insert into ledger values (?, 'x') on conflict do nothing")) {
                insert.setLong(1, acknowledged + 1);
                insert.executeUpdate();
                acknowledged++;
            }
        }

        private void reconnect() throws InterruptedException {
            try {
                connection.close();
                connection = connect();
            } catch (SQLException e) {
                Thread.sleep(10);
            }
        }

        private java.sql.Connection connect() throws SQLException {
            return ServerConnection.open(source.jdbcUrl(), source.user(), source.password());
        }

        void assertAgrees() throws SQLException {
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery("select count(*), max(n), count(distinct n) from ledger")) {
                rows.next();
                assertThat(acknowledged).isGreaterThan(KILLS);
                assertThat(rows.getLong(1)).as("none lost").isEqualTo(acknowledged);
                assertThat(rows.getLong(2)).as("none that was never sent").isEqualTo(acknowledged);
                assertThat(rows.getLong(3)).as("none double").isEqualTo(acknowledged);
            }
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }
}
