package io.foodflow.cli.bench;

import io.foodflow.cli.terminal.CommandFailure;
import io.foodflow.cli.terminal.ExitCode;
import io.foodflow.cli.terminal.Surroundings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code foodflow bench}: lists the benchmarks, or runs one. */
@Command(name = "bench", description = "Runs a benchmark by name; lists them when none is named.")
public final class BenchCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(index = "0", arity = "0..1", paramLabel = "NAME", description = "The benchmark to run.")
    private @Nullable String name;

    @Parameters(index = "1..*", paramLabel = "ARG", description = "Handed to the benchmark; write -- before options.")
    private List<String> arguments = new ArrayList<>();

    public BenchCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        BenchCatalogue catalogue = BenchCatalogue.in(surroundings);
        if (name == null) {
            catalogue
                    .benchmarks()
                    .values()
                    .forEach(each -> surroundings
                            .terminal()
                            .print(String.format(Locale.ROOT, "%-20s %s", each.name(), each.description())));
            return ExitCode.OK.code();
        }
        Benchmark benchmark = catalogue.benchmarks().get(name);
        if (benchmark == null) {
            throw new CommandFailure(
                    ExitCode.NOT_FOUND,
                    "there is no benchmark '" + name + "'; there are "
                            + String.join(", ", catalogue.benchmarks().keySet()));
        }
        return run(benchmark, catalogue.jar());
    }

    private Integer run(Benchmark benchmark, Path jar) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("-cp");
        command.add(jar.toString());
        command.addAll(benchmark.command());
        command.addAll(arguments);
        try {
            Process process = new ProcessBuilder(command).inheritIO().start();
            var hook = new Thread(process::destroy, "stop-benchmark");
            Runtime.getRuntime().addShutdownHook(hook);
            int code = process.waitFor();
            Runtime.getRuntime().removeShutdownHook(hook);
            if (code == 0) return ExitCode.OK.code();
            throw new CommandFailure(
                    ExitCode.FAILURE, "the benchmark '" + benchmark.name() + "' ended with exit code " + code);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(ExitCode.FAILURE, "interrupted", e);
        }
    }
}
