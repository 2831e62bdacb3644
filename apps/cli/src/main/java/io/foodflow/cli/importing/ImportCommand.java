package io.foodflow.cli.importing;

import io.foodflow.cli.api.Api;
import io.foodflow.cli.home.Connection;
import io.foodflow.cli.home.Home;
import io.foodflow.cli.terminal.CommandFailure;
import io.foodflow.cli.terminal.ExitCode;
import io.foodflow.cli.terminal.Surroundings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code foodflow import}: sends a file, or all files of a folder. */
@Command(
        name = "import",
        description = {
            "Sends EPCIS documents (JSON, JSON-LD, XML) and FoodChain-Lab networks to the platform.",
            "Ends with 0 when something was taken, with 5 when nothing was; --strict wants everything taken."
        })
public final class ImportCommand implements Callable<Integer> {
    private static final int ON_THE_WAY = 4;

    private final Surroundings surroundings;

    @Parameters(
            paramLabel = "FILE|DIR",
            description = "What to send; of a folder everything below it, in order of names.")
    private String source = "";

    @ArgGroup
    private @Nullable Behaviour behaviour;

    @Option(names = "--strict", description = "End with 5 when anything was rejected or skipped.")
    private boolean strict;

    @Option(names = "--home", paramLabel = "DIR", description = "Data folder of the server to send to.")
    private @Nullable String home;

    private static final class Behaviour {
        @Option(names = "--proceed", description = "Keep the valid events of a document that holds invalid ones.")
        private boolean proceed;

        @Option(names = "--rollback", description = "Keep none of them (the default).")
        @SuppressWarnings("UnusedVariable") // the default, which may be said
        private boolean rollback;
    }

    private record OnTheWay(Path file, Supplier<FileOutcome> outcome) {}

    public ImportCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Path from = surroundings.resolve(source);
        List<Path> files = files(from);
        Api api = Connection.open(Home.of(home, surroundings), surroundings);
        ImportReport report = send(files, from, api);
        surroundings.terminal().print(report.summary());
        boolean refused = report.nothingTaken() || (strict && !report.complete());
        return (refused ? ExitCode.REFUSED : ExitCode.OK).code();
    }

    private ImportReport send(List<Path> files, Path from, Api api) {
        boolean proceed = behaviour != null && behaviour.proceed;
        var fileImport = new FileImport(api, proceed ? ErrorBehaviour.PROCEED : ErrorBehaviour.ROLLBACK);
        var report = new ImportReport();
        Queue<OnTheWay> queue = new ArrayDeque<>();
        for (Path file : files) {
            if (queue.size() == ON_THE_WAY) finish(queue.remove(), from, report);
            queue.add(new OnTheWay(file, fileImport.send(file)));
        }
        while (!queue.isEmpty()) finish(queue.remove(), from, report);
        return report;
    }

    private void finish(OnTheWay sent, Path from, ImportReport report) {
        FileOutcome outcome = sent.outcome().get();
        report.add(outcome);
        Path shown = sent.file().equals(from) ? sent.file().getFileName() : from.relativize(sent.file());
        surroundings.terminal().print(outcome.line(shown.toString()));
        outcome.reasons().forEach(reason -> surroundings.terminal().print("           " + reason));
    }

    private List<Path> files(Path from) {
        if (Files.isRegularFile(from)) return List.of(from);
        if (!Files.isDirectory(from)) {
            throw new CommandFailure(ExitCode.NOT_FOUND, "there is no file or folder " + from);
        }
        try (var all = Files.walk(from)) {
            List<Path> files = all.filter(Files::isRegularFile)
                    .filter(file -> !hidden(from.relativize(file)))
                    .sorted()
                    .toList();
            if (files.isEmpty()) throw new CommandFailure(ExitCode.NOT_FOUND, "there are no files in " + from);
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean hidden(Path relative) {
        for (Path part : relative) {
            if (part.toString().startsWith(".")) return true;
        }
        return false;
    }
}
