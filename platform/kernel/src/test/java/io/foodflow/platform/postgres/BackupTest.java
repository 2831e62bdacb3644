package io.foodflow.platform.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foodflow.platform.postgres.EmbeddedPostgresException.Reason;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BackupTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final PostgresProgress SILENT = PostgresProgress.silent();

    @TempDir
    Path folder;

    @Test
    void restoresEverythingAcknowledgedBeforeABackupMadeDuringWrites() throws Exception {
        var archive = folder.resolve("backup.tar.gz");
        long acknowledged;
        try (var postgres = EmbeddedPostgres.start(PostgresSettings.of(Homes.used(folder.resolve("home"))));
                var writers = Writers.start(postgres)) {
            writers.awaitRows(2000);
            acknowledged = writers.acknowledged();
            PostgresBackup.write(postgres.backupSource(), archive, CLOCK, SILENT);
            writers.awaitRows(acknowledged + 500);
            assertThat(Sql.ask(postgres, "select count(*) from pg_replication_slots"))
                    .as("nothing holds the log back any more")
                    .isEqualTo("0");
        }

        PostgresRestore.read(archive, folder.resolve("restored"), SILENT);

        try (var restored = Homes.start(folder.resolve("restored"))) {
            var rows = Long.parseLong(Sql.ask(restored, "select count(*) from lot"));
            assertThat(rows).isGreaterThanOrEqualTo(acknowledged);
            assertThat(Sql.ask(restored, "select max(n) from lot")).as("no gap").isEqualTo(Long.toString(rows));
            assertThat(Sql.ask(restored, "select sum(amount) from stock"))
                    .as("no half transfer")
                    .isEqualTo("100000");
            assertThat(Sql.ask(restored, "select count(*) from lot where payload = repeat(md5(n::text), 20)"))
                    .isEqualTo(Long.toString(rows));
            assertThat(
                            Sql.ask(
                                    restored,
                                    "select count(*) from (select n from lot order by n offset 0) i where n = any(select n from lot)"))
                    .as("index and table agree")
                    .isEqualTo(Long.toString(rows));
            Sql.run(restored, "insert into lot select max(n) + 1, 'after' from lot");
        }
    }

    @Test
    void backsUpThePlatformOfAnotherProcessWithWhatLiesBesideTheDatabase() throws Exception {
        var home = Homes.used(folder.resolve("home"));
        Files.createDirectories(home.resolve("objects/ab"));
        Files.writeString(home.resolve("objects/ab/abc"), "a picture");
        Files.writeString(home.resolve("secret/signing-key"), "a key");
        Files.writeString(home.resolve("unrelated"), "a file");
        var archive = folder.resolve("backup.tar.gz");
        BackupReport report;
        try (var child = ChildPlatform.start(home)) {
            assertThat(child.line()).startsWith("ready");
            report = PostgresBackup.write(BackupSource.of(home), archive, CLOCK, SILENT);
        }
        var restored = PostgresRestore.read(archive, folder.resolve("restored"), SILENT);

        assertThat(report.created()).isEqualTo(NOW);
        assertThat(report.version()).isEqualTo("18.6");
        assertThat(restored.files()).isEqualTo(report.files()).isGreaterThan(900);
        assertThat(folder.resolve("restored/objects/ab/abc")).hasContent("a picture");
        assertThat(folder.resolve("restored/secret/signing-key")).hasContent("a key");
        assertThat(folder.resolve("restored/unrelated")).doesNotExist();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(archive)))
                .isEqualTo("rw-------");
        try (var postgres = Homes.start(folder.resolve("restored"))) {
            assertThat(Sql.ask(postgres, "select n from kept")).isEqualTo("1");
        }
        EmbeddedPostgres.start(PostgresSettings.of(home)).close();
    }

    @Test
    void leavesNoFileWhenNoServerRuns() throws Exception {
        var home = Homes.used(folder.resolve("home"));
        EmbeddedPostgres.start(PostgresSettings.of(home)).close();

        assertThatThrownBy(() ->
                        PostgresBackup.write(BackupSource.of(home), folder.resolve("backup.tar.gz"), CLOCK, SILENT))
                .hasMessageContaining("Is the platform running on this home?")
                .extracting("reason")
                .isEqualTo(Reason.BACKUP_FAILED);
        assertThat(folder).isDirectoryNotContaining("glob:**backup*");
    }

    @Test
    void neverOverwritesAFile() throws Exception {
        var existing = Files.writeString(folder.resolve("backup.tar.gz"), "last week's");
        var source = new BackupSource(folder, "jdbc:postgresql://127.0.0.1:1/x", "x", "hush", List.of("secret"));

        assertThatThrownBy(() -> PostgresBackup.write(source, existing, CLOCK, SILENT))
                .hasMessageContaining("never overwrites");
        assertThat(existing).hasContent("last week's");
        assertThat(source.toString()).doesNotContain("hush");
    }

    @Test
    void refusesTheServerOfAnotherHome() throws Exception {
        var home = Homes.used(folder.resolve("home"));
        var other = Homes.used(folder.resolve("other"));
        try (var postgres = EmbeddedPostgres.start(PostgresSettings.of(home))) {
            var mixed = new BackupSource(
                    other, postgres.jdbcUrl(), postgres.user(), postgres.password(), List.of("secret"));

            assertThatThrownBy(() -> PostgresBackup.write(mixed, new ByteArrayOutputStream(), CLOCK, SILENT))
                    .hasMessageContaining("the server works on " + home.resolve("postgres/data"));
        }
    }

    @Test
    void saysThatThereIsNothingToBackUp() {
        assertThatThrownBy(() -> BackupSource.of(folder)).hasMessageContaining("No platform was ever started");
        assertThatThrownBy(() -> BackupSource.of(folder.resolve("nowhere"))).hasMessageContaining("cannot be read");
    }

    @Test
    void keepsOnlyFoldersOfTheHomeAlongside() {
        var source = new BackupSource(folder, "jdbc:postgresql://127.0.0.1:1/x", "x", "x", List.of("secret"));

        assertThatThrownBy(() -> source.withAlongside(List.of("secret", "../etc")))
                .hasMessageContaining("'../etc'");
        assertThatThrownBy(() -> source.withAlongside(List.of("secret", "postgres")))
                .hasMessageContaining("other than postgres");
        assertThatThrownBy(() -> source.withAlongside(List.of("objects"))).hasMessageContaining("secret must be kept");
        assertThat(source.withAlongside(List.of("secret", "models")).alongside())
                .containsExactly("secret", "models");
    }
}
