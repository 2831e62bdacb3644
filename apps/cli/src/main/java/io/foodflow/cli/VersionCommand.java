package io.foodflow.cli;

import io.foodflow.cli.terminal.ExitCode;
import io.foodflow.cli.terminal.Surroundings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code foodflow version}. */
@Command(name = "version", description = "Prints the version of FoodFlow OS, of the JVM and of the system.")
final class VersionCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    VersionCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        String built = FoodFlow.class.getPackage().getImplementationVersion();
        surroundings.terminal().print("FoodFlow OS " + (built == null ? "(not from a jar)" : built));
        surroundings
                .terminal()
                .print("JVM " + System.getProperty("java.vm.version") + ", " + System.getProperty("os.name") + " "
                        + System.getProperty("os.arch"));
        return ExitCode.OK.code();
    }
}
