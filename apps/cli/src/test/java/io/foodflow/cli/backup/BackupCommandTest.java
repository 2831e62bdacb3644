package io.foodflow.cli.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.cli.CommandRun;
import io.foodflow.cli.home.Home;
import io.foodflow.platform.postgres.EmbeddedPostgres;
import io.foodflow.platform.postgres.PostgresSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupCommandTest {
    @TempDir
    Path folder;

    private CommandRun run;
    private Home home;

    @BeforeEach
    void newRun() {
        run = new CommandRun(folder);
        home = run.home();
    }

    private static EmbeddedPostgres start(Path home) {
        return EmbeddedPostgres.start(PostgresSettings.of(home));
    }

    private static void execute(EmbeddedPostgres database, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static int lots(Path home) throws SQLException {
        try (var database = start(home);
                var connection = DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
                var rows = connection.createStatement().executeQuery("select count(*) from lot")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    @Test
    void savesARunningAndAStoppedHomeAndBringsBothBackWithTheDemosSignIns() throws Exception {
        try (var database = start(home.folder())) {
            execute(database, "create table lot (code text); insert into lot values ('A')");
            Files.writeString(home.demoNote(), "the note");
            run.serverNote(ProcessHandle.current().pid(), URI.create("http://localhost:1"));

            assertThat(run.run("backup", "running.tar.gz")).isZero();
            assertThat(run.out())
                    .startsWith("Saved to " + folder.resolve("running.tar.gz") + ": ")
                    .contains("PostgreSQL 18");
            execute(database, "insert into lot values ('B')");
        }
        Files.delete(home.serverNote());

        assertThat(run.run("backup")).isZero();
        Path stopped = folder.resolve("foodflow-backup-20260304-050607.tar.gz");
        assertThat(stopped).exists();
        assertThat(home.folder().resolve("secret/demo.json")).doesNotExist();

        assertThat(run.run("restore", "running.tar.gz", "--home", "one")).isZero();
        assertThat(run.run("restore", stopped.toString(), "--home", "two")).isZero();
        assertThat(run.out()).startsWith("Restored into " + folder.resolve("two"));
        assertThat(folder.resolve("one/demo.json")).hasContent("the note");
        assertThat(folder.resolve("two/secret/demo.json")).doesNotExist();
        assertThat(lots(folder.resolve("one"))).isEqualTo(1);
        assertThat(lots(folder.resolve("two"))).isEqualTo(2);
    }

    @Test
    void refusesToOverwriteAFile() throws IOException {
        Files.createDirectories(home.folder().resolve("postgres"));
        Files.createFile(folder.resolve("there"));

        assertThat(run.run("backup", "there")).isEqualTo(5);
        assertThat(run.err()).contains("a backup never overwrites a file");
    }

    @Test
    void hasNothingToSaveInAnEmptyHome() {
        assertThat(run.run("backup")).isEqualTo(4);
        assertThat(run.err()).contains("there is no embedded database in " + home.folder());
    }

    @Test
    void reportsADatabaseThatCannotBeReached() throws IOException {
        Files.createDirectories(home.folder().resolve("postgres"));
        run.serverNote(ProcessHandle.current().pid(), URI.create("http://localhost:1"));

        assertThat(run.run("backup")).isEqualTo(1);
        assertThat(run.err()).startsWith("foodflow: ").doesNotContain("\tat ");
    }

    @Test
    void refusesToRestoreOverDataOrUnderARunningServer() throws IOException {
        Files.createFile(folder.resolve("backup"));
        Files.createDirectories(home.folder());
        Files.createFile(home.folder().resolve("data"));

        assertThat(run.run("restore", "backup")).isEqualTo(5);
        assertThat(run.err()).contains("not empty");

        run.serverNote(ProcessHandle.current().pid(), URI.create("http://localhost:1"));
        assertThat(run.run("restore", "backup")).isEqualTo(5);
        assertThat(run.err()).contains("a server runs on");
    }

    @Test
    void refusesAFileThatIsNoBackup() throws IOException {
        Files.writeString(folder.resolve("backup"), "lot;quantity");

        assertThat(run.run("restore", "backup")).isEqualTo(5);
        assertThat(home.folder()).doesNotExist();
        assertThat(run.run("restore", "nowhere")).isEqualTo(4);
    }
}
