package io.foodflow.cli.backup;

import io.foodflow.cli.home.Home;
import io.foodflow.cli.home.RunningServer;
import io.foodflow.cli.terminal.CommandFailure;
import io.foodflow.cli.terminal.ExitCode;
import io.foodflow.cli.terminal.Surroundings;
import io.foodflow.platform.postgres.BackupReport;
import io.foodflow.platform.postgres.EmbeddedPostgresException;
import io.foodflow.platform.postgres.PostgresRestore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code foodflow restore}: never over existing data. */
@Command(name = "restore", description = "Puts a backup into a home folder that is empty or not there yet.")
public final class RestoreCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(paramLabel = "FILE", description = "A file that 'foodflow backup' wrote.")
    private String file = "";

    @Option(names = "--home", paramLabel = "DIR", description = "Data folder to restore into.")
    private @Nullable String folder;

    public RestoreCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Home home = Home.of(folder, surroundings);
        Path archive = surroundings.resolve(file);
        if (!Files.isRegularFile(archive)) {
            throw new CommandFailure(ExitCode.NOT_FOUND, "there is no file " + archive);
        }
        RunningServer.alive(home).ifPresent(server -> {
            throw new CommandFailure(
                    ExitCode.REFUSED,
                    "a server runs on " + home.folder() + " (process " + server.pid()
                            + "); stop it, or restore into another folder with --home");
        });
        try {
            BackupReport report = PostgresRestore.read(archive, home.folder(), surroundings.terminal()::say);
            KeptDemoNote.putBack(home);
            surroundings.terminal().print(Reports.line("Restored into " + home.folder(), report));
            return ExitCode.OK.code();
        } catch (EmbeddedPostgresException e) {
            throw Reports.failure(e);
        }
    }
}
