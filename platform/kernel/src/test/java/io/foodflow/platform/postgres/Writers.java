package io.foodflow.platform.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * Writes without pause: numbered rows without gaps, transfers that keep a sum, and tables that come and go; each
 * transaction is counted when the server has acknowledged it.
 */
final class Writers implements AutoCloseable {

    private final EmbeddedPostgres postgres;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicLong acknowledged = new AtomicLong();
    private volatile boolean stopped;
    private List<Future<?>> running = List.of();

    private Writers(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    static Writers start(EmbeddedPostgres postgres) throws SQLException {
        Sql.run(
                postgres,
                "create table lot (n bigint primary key, payload text);"
                        + "create table stock as select n, 1000 as amount from generate_series(1, 100) n;"
                        + "alter table stock add primary key (n)");
        var writers = new Writers(postgres);
        writers.running = List.of(
                writers.threads.submit(() -> writers.rows()),
                writers.threads.submit(() -> writers.transfers()),
                writers.threads.submit(() -> writers.tables()),
                writers.threads.submit(() -> writers.files()));
        return writers;
    }

    long acknowledged() {
        return acknowledged.get();
    }

    void awaitRows(long rows) throws Exception {
        while (acknowledged.get() < rows) {
            for (var task : running) {
                if (task.isDone()) {
                    task.get();
                }
            }
            Thread.sleep(5);
        }
    }

    private Object rows() throws SQLException {
        try (var connection = connect();
                var insert = connection.prepareStatement("insert into lot values (?, repeat(md5(?::text), 20))")) {
            for (var n = 1L; !stopped; n++) {
                insert.setLong(1, n);
                insert.setLong(2, n);
                insert.executeUpdate();
                acknowledged.set(n);
            }
            return acknowledged;
        }
    }

    private Object transfers() throws SQLException {
        var random = RandomGenerator.of("L64X128MixRandom");
        try (var connection = connect();
                var update = connection.prepareStatement("update stock set amount = amount + ? where n = ?")) {
            connection.setAutoCommit(false);
            while (!stopped) {
                var amount = random.nextInt(100);
                for (var sign : new int[] {-1, 1}) {
                    update.setInt(1, sign * amount);
                    update.setInt(2, random.nextInt(1, 101));
                    update.executeUpdate();
                }
                connection.commit();
            }
            return update;
        }
    }

    private Object tables() throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            while (!stopped) {
                statement.execute("create table passing as select repeat('x', 500) as x from generate_series(1, 2000)");
                statement.execute("create temporary table own as select * from passing");
                statement.execute("truncate own");
                statement.execute("drop table passing, own");
            }
            return statement;
        }
    }

    private Object files() throws IOException {
        var folder = Files.createDirectories(postgres.home().resolve("objects/passing"));
        for (var n = 0; !stopped; n++) {
            var file = Files.writeString(folder.resolve("object-" + n % 100), "x".repeat(n % 5000));
            Files.delete(n % 3 == 0 ? file : Files.move(file, folder.resolve("moved")));
        }
        return folder;
    }

    private Connection connect() throws SQLException {
        return ServerConnection.open(postgres.jdbcUrl(), postgres.user(), postgres.password());
    }

    @Override
    public void close() throws Exception {
        stopped = true;
        threads.shutdown();
        threads.awaitTermination(10, TimeUnit.SECONDS);
    }
}
