package io.foodflow.platform.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What happens after {@code kill -9}, of the platform and of the server. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CrashTest {

    @TempDir
    Path folder;

    @Test
    void stopsTheServerThatAKilledPlatformLeftBehind() throws Exception {
        var home = Homes.used(folder.resolve("home"));
        long orphan;
        try (var child = ChildPlatform.start(home)) {
            orphan = Long.parseLong(child.line().replace("ready ", ""));
            child.kill();
        }
        assertThat(ProcessHandle.of(orphan))
                .as("the server outlives its platform")
                .isPresent();

        try (var postgres = EmbeddedPostgres.start(PostgresSettings.of(home))) {
            assertThat(postgres.pid()).isNotEqualTo(orphan);
            assertThat(new ServerProcesses(PostgresHome.prepare(home)).isOurs(orphan))
                    .isFalse();
            assertThat(Sql.ask(postgres, "select count(*) from kept")).isEqualTo("1");
            assertThat(postgres.timings().total()).isLessThan(Duration.ofSeconds(50));
        }
    }

    @Test
    void stopsTheServerWithItsPlatform() throws Exception {
        var home = Homes.used(folder.resolve("home"));
        try (var child = ChildPlatform.start(home)) {
            var server = Long.parseLong(child.line().replace("ready ", ""));

            child.terminate();

            assertThat(ProcessHandle.of(server)).isEmpty();
            assertThat(home.resolve("postgres/data/postmaster.pid")).doesNotExist();
        }
    }

    @Test
    void namesTheProcessThatHoldsTheHome() throws Exception {
        var home = Homes.used(folder.resolve("home"));
        try (var child = ChildPlatform.start(home)) {
            assertThat(child.line()).startsWith("ready");

            assertThatThrownBy(() -> EmbeddedPostgres.start(PostgresSettings.of(home)))
                    .hasMessageContaining("in use by the process with pid " + child.pid());

            child.endInput();
            assertThat(child.line()).isEqualTo("ended");
        }
        EmbeddedPostgres.start(PostgresSettings.of(home)).close();
    }

    @Test
    void refusesASecondStartInTheSameProcessAndKeepsTheLock() throws Exception {
        var home = Homes.used(folder.resolve("home"));
        try (var postgres = EmbeddedPostgres.start(PostgresSettings.of(home))) {
            assertThatThrownBy(() -> EmbeddedPostgres.start(PostgresSettings.of(home)))
                    .isInstanceOf(EmbeddedPostgresException.class)
                    .hasMessageContaining("in use by this process");

            try (var child = ChildPlatform.start(home)) {
                assertThat(child.line()).startsWith("HOME_IN_USE");
            }
            assertThat(postgres.state()).isEqualTo(PostgresState.RUNNING);
        }
    }

    @Test
    void startsAKilledServerAgainWithAllThatWasCommitted() throws Exception {
        var home = Homes.used(folder.resolve("home"));
        try (var postgres = EmbeddedPostgres.start(PostgresSettings.of(home))) {
            Sql.run(postgres, "create table lot as select generate_series(1, 1000) as n");
            var killed = postgres.pid();

            ProcessHandle.of(killed).orElseThrow().destroyForcibly();

            assertThat(await(postgres, PostgresState.RUNNING, killed)).isTrue();
            assertThat(Sql.ask(postgres, "select count(*) from lot")).isEqualTo("1000");
        }
    }

    @Test
    void endsABackendThatDidNotNoticeItsServersDeath() throws Exception {
        var home = Homes.used(folder.resolve("home"));
        try (var postgres = EmbeddedPostgres.start(PostgresSettings.of(home));
                var held = ServerConnection.open(postgres.jdbcUrl(), postgres.user(), postgres.password());
                var statement = held.createStatement();
                var rows = statement.executeQuery("select pg_backend_pid()")) {
            rows.next();
            var backend = rows.getLong(1);
            var killed = postgres.pid();
            Homes.shell("kill -STOP " + backend);

            ProcessHandle.of(killed).orElseThrow().destroyForcibly();

            assertThat(await(postgres, PostgresState.RUNNING, killed)).isTrue();
            assertThat(new ServerProcesses(PostgresHome.prepare(home)).isOurs(backend))
                    .isFalse();
            assertThat(Sql.ask(postgres, "select 1")).isEqualTo("1");
        }
    }

    @Test
    void givesUpWhenTheServerCannotBeStartedAgain() throws Exception {
        var settings = PostgresSettings.of(Homes.used(folder.resolve("home")));
        var impatient = new RestartPolicy(3, Duration.ofMillis(10), Duration.ofMillis(20), Duration.ofSeconds(30));
        try (var postgres = new PostgresStart(settings, impatient).run()) {
            Files.writeString(folder.resolve("home/postgres/data/foodflow.conf"), "no such parameter\n");

            ProcessHandle.of(postgres.pid()).orElseThrow().destroyForcibly();

            assertThat(await(postgres, PostgresState.FAILED, 0)).isTrue();
            assertThatThrownBy(() -> Sql.ask(postgres, "select 1")).isInstanceOf(SQLException.class);
        }
        EmbeddedPostgres.start(settings).close();
    }

    @Test
    void leavesAStrangerAloneThatHasTheOldServersPid() throws Exception {
        var home = Homes.used(folder.resolve("home"));
        var stranger = new ProcessBuilder("sleep", "300").start();
        try {
            writePidFile(home, stranger.pid());

            try (var postgres = EmbeddedPostgres.start(PostgresSettings.of(home))) {
                assertThat(Sql.ask(postgres, "select 1")).isEqualTo("1");
            }
            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    void leavesAnotherHomesServerAloneThatHasTheOldServersPid() throws Exception {
        var home = Homes.used(folder.resolve("home"));
        try (var other = EmbeddedPostgres.start(PostgresSettings.of(Homes.used(folder.resolve("other"))))) {
            writePidFile(home, other.pid());

            try (var postgres = EmbeddedPostgres.start(PostgresSettings.of(home))) {
                assertThat(Sql.ask(postgres, "select 1")).isEqualTo("1");
            }
            assertThat(Sql.ask(other, "select 1")).isEqualTo("1");
        }
    }

    private static void writePidFile(Path home, long pid) throws Exception {
        var data = home.resolve("postgres/data");
        var lines = List.of("" + pid, data.toString(), "1700000000", "20000", "", "127.0.0.1", "  1234  0", "ready   ");
        Files.write(data.resolve("postmaster.pid"), lines);
    }

    private static boolean await(EmbeddedPostgres postgres, PostgresState wanted, long notPid) throws Exception {
        var end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (postgres.state() != wanted || postgres.pid() == notPid) {
            if (System.nanoTime() > end) {
                return false;
            }
            Thread.sleep(10);
        }
        return true;
    }
}
