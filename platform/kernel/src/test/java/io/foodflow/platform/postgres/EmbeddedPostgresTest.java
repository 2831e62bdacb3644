package io.foodflow.platform.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EmbeddedPostgresTest {

    @TempDir
    Path folder;

    @Test
    void makesADurableDatabaseInAnEmptyHome() throws Exception {
        var steps = new ArrayList<String>();
        var settings = PostgresSettings.of(folder.resolve("new/home")).withProgress(steps::add);

        try (var postgres = EmbeddedPostgres.start(settings)) {
            assertThat(postgres.version()).isEqualTo("18.6");
            assertThat(Sql.ask(postgres, "show fsync")).isEqualTo("on");
            assertThat(Sql.ask(postgres, "show data_checksums")).isEqualTo("on");
            assertThat(Sql.ask(postgres, "show server_encoding")).isEqualTo("UTF8");
            if (OS.current() == OS.LINUX) {
                assertThat(Sql.ask(postgres, "show recovery_init_sync_method")).isEqualTo("syncfs");
            }
            assertThat(Sql.ask(
                            postgres,
                            "select concat(datlocprovider, datlocale) from pg_database where datname = 'foodflow'"))
                    .isEqualTo("bC.UTF-8");
            assertThat(Sql.ask(postgres, "select rolpassword from pg_authid where rolname = 'foodflow'"))
                    .startsWith("SCRAM-SHA-256$");
            assertThat(postgres.timings().create()).isPositive();
        }
        assertThat(steps).hasSize(3).first().asString().startsWith("Unpacking PostgreSQL 18.6.0");
    }

    @Test
    void keepsDataPortAndPasswordFromStartToStart() throws Exception {
        var settings = PostgresSettings.of(Homes.used(folder.resolve("home")));
        String url;
        try (var postgres = EmbeddedPostgres.start(settings)) {
            Sql.run(postgres, "create table lot as select 7 as n");
            url = postgres.jdbcUrl();
        }
        try (var postgres = EmbeddedPostgres.start(settings)) {
            assertThat(Sql.ask(postgres, "select n from lot")).isEqualTo("7");
            assertThat(postgres.jdbcUrl()).isEqualTo(url);
            assertThat(postgres.timings().create()).isZero();
        }
    }

    @Test
    void takesAnotherPortWhenItsOwnIsTaken() throws Exception {
        var settings = PostgresSettings.of(Homes.used(folder.resolve("home")));
        int port;
        try (var postgres = EmbeddedPostgres.start(settings)) {
            port = postgres.port();
        }
        try (var stranger = new java.net.ServerSocket(port, 1, java.net.InetAddress.ofLiteral("127.0.0.1"));
                var postgres = EmbeddedPostgres.start(settings)) {
            assertThat(postgres.port()).isNotEqualTo(stranger.getLocalPort());
            assertThat(Sql.ask(postgres, "select 1")).isEqualTo("1");
        }
    }

    @Test
    void listensOnThisMachineOnlyAndAsksForThePassword() throws Exception {
        var settings = PostgresSettings.of(Homes.used(folder.resolve("home")));
        try (var postgres = EmbeddedPostgres.start(settings)) {
            assertThat(Sql.ask(postgres, "show listen_addresses")).isEqualTo("127.0.0.1");
            assertThatThrownBy(() -> ServerConnection.open(postgres.jdbcUrl(), postgres.user(), "guess"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
            assertThat(postgres.toString()).doesNotContain(postgres.password());
        }
        var secret = folder.resolve("home/secret/postgres-password");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
                .isEqualTo("rw-------");
    }

    @Test
    void appliesParametersOfTheSettings() throws Exception {
        var settings = PostgresSettings.of(Homes.used(folder.resolve("home")))
                .withParameter("shared_buffers", "64MB")
                .withParameter("application_name", "it's \\ quoted")
                .withDatabase("other");
        try (var postgres = EmbeddedPostgres.start(settings)) {
            assertThat(Sql.ask(postgres, "show shared_buffers")).isEqualTo("64MB");
            assertThat(Sql.ask(postgres, "select boot_val || reset_val from pg_settings where name = 'jit'"))
                    .isEqualTo("onoff");
            assertThat(Sql.ask(postgres, "select setting from pg_file_settings where name = 'application_name'"))
                    .isEqualTo("it's \\ quoted");
            assertThat(Sql.ask(postgres, "select current_database()")).isEqualTo("other");
        }
    }

    @Test
    void backsUpAndRunsWithDataOnAnotherDisk() throws Exception {
        var home = Homes.used(folder.resolve("home"));
        var elsewhere = Files.move(home.resolve("postgres/data"), folder.resolve("elsewhere"));
        Files.createSymbolicLink(home.resolve("postgres/data"), elsewhere);
        var archive = folder.resolve("backup.tar.gz");

        try (var postgres = EmbeddedPostgres.start(PostgresSettings.of(home))) {
            assertThat(new ServerProcesses(new PostgresHome(home)).isOurs(postgres.pid()))
                    .isTrue();
            PostgresBackup.write(
                    postgres.backupSource(), archive, java.time.Clock.systemUTC(), PostgresProgress.silent());
        }
        assertThat(PostgresRestore.read(archive, folder.resolve("restored"), PostgresProgress.silent())
                        .files())
                .isGreaterThan(900);
    }

    @Test
    void stopsCleanlyAndOnlyOnce() throws Exception {
        var settings = PostgresSettings.of(Homes.used(folder.resolve("home")));
        var postgres = EmbeddedPostgres.start(settings);
        var idle = ServerConnection.open(postgres.jdbcUrl(), postgres.user(), postgres.password());
        var pid = postgres.pid();

        postgres.close();
        postgres.close();

        assertThat(postgres.state()).isEqualTo(PostgresState.STOPPED);
        assertThat(ProcessHandle.of(pid)).isEmpty();
        assertThat(folder.resolve("home/postgres/data/postmaster.pid")).doesNotExist();
        assertThat(idle.isValid(1)).isFalse();
        idle.close();
    }

    @Test
    void reportsWhatTheServerSaidWhenItDoesNotStart() throws Exception {
        var settings = PostgresSettings.of(Homes.used(folder.resolve("home"))).withParameter("shared_buffers", "a lot");

        assertThatThrownBy(() -> EmbeddedPostgres.start(settings))
                .isInstanceOf(EmbeddedPostgresException.class)
                .hasMessageContaining("invalid value for parameter \"shared_buffers\": \"a lot\"")
                .hasMessageContaining("logs/postgres.log");
        assertThat(new ServerProcesses(PostgresHome.prepare(settings.home())).running())
                .isEmpty();
    }

    @Test
    void unpacksTheProgramsAgainWhenTheirFolderIsNotWhole() throws Exception {
        var home = Homes.used(folder.resolve("home"));
        var binaries = home.resolve("postgres/bin-18.6.0");
        Files.delete(binaries.resolve("lib/libz.so.1"));
        var halfUnpacked = Files.createDirectories(home.resolve("postgres/bin-18.6.0.unfinished-1f/bin"));

        try (var postgres = EmbeddedPostgres.start(PostgresSettings.of(home))) {
            assertThat(Sql.ask(postgres, "select 1")).isEqualTo("1");
        }
        assertThat(binaries.resolve("lib/libz.so.1")).exists();
        assertThat(halfUnpacked).doesNotExist();
    }

    @Test
    void unpacksOverAFolderThatWasNeverFinished() throws Exception {
        var home = Homes.used(folder.resolve("home"));
        Files.delete(home.resolve("postgres/bin-18.6.0/.complete"));

        try (var postgres = EmbeddedPostgres.start(PostgresSettings.of(home))) {
            assertThat(postgres.timings().unpack()).isPositive();
        }
        assertThat(home.resolve("postgres/bin-18.6.0/.complete")).exists();
    }
}
