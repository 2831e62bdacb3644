package io.foodflow.cli.backup;

import io.foodflow.cli.home.Home;
import io.foodflow.cli.home.RunningServer;
import io.foodflow.cli.terminal.CommandFailure;
import io.foodflow.cli.terminal.ExitCode;
import io.foodflow.cli.terminal.Surroundings;
import io.foodflow.platform.postgres.BackupReport;
import io.foodflow.platform.postgres.BackupSource;
import io.foodflow.platform.postgres.EmbeddedPostgres;
import io.foodflow.platform.postgres.EmbeddedPostgresException;
import io.foodflow.platform.postgres.PostgresBackup;
import io.foodflow.platform.postgres.PostgresSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code foodflow backup}: while the server works, or of a home that rests; then the database is started for it. */
@Command(
        name = "backup",
        description = {
            "Saves all data of the home folder to one file, while the server works or when it is stopped.",
            "The file holds secrets and is readable by its owner only."
        })
public final class BackupCommand implements Callable<Integer> {
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern(
                    "'foodflow-backup-'yyyyMMdd-HHmmss'.tar.gz'")
            .withZone(ZoneOffset.UTC);

    private final Surroundings surroundings;

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "File to write; foodflow-backup-<time>.tar.gz in this folder when left out.")
    private @Nullable String file;

    @Option(names = "--home", paramLabel = "DIR", description = "Data folder to save.")
    private @Nullable String folder;

    public BackupCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Home home = Home.of(folder, surroundings);
        if (!Files.isDirectory(home.folder().resolve("postgres"))) {
            throw new CommandFailure(ExitCode.NOT_FOUND, "there is no embedded database in " + home.folder());
        }
        String name = file == null ? NAME.format(surroundings.clock().instant()) : file;
        Path archive = surroundings.resolve(name);
        if (Files.exists(archive)) {
            throw new CommandFailure(ExitCode.REFUSED, archive + " exists; a backup never overwrites a file");
        }
        try {
            BackupReport report = write(home, archive);
            surroundings.terminal().print(Reports.line("Saved to " + archive, report));
            return ExitCode.OK.code();
        } catch (EmbeddedPostgresException e) {
            throw Reports.failure(e);
        }
    }

    @SuppressWarnings("try") // the note only has to be there while the backup is written
    private BackupReport write(Home home, Path archive) {
        try (var kept = KeptDemoNote.beside(home)) {
            if (RunningServer.alive(home).isPresent()) return write(BackupSource.of(home.folder()), archive);
            var settings =
                    PostgresSettings.of(home.folder()).withStopAtExit(true).withProgress(surroundings.terminal()::say);
            try (EmbeddedPostgres database = EmbeddedPostgres.start(settings)) {
                return write(database.backupSource(), archive);
            }
        }
    }

    private BackupReport write(BackupSource source, Path archive) {
        return PostgresBackup.write(source, archive, surroundings.clock(), surroundings.terminal()::say);
    }
}
