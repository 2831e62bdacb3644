package io.foodflow.cli.launch;

import io.foodflow.cli.home.Home;
import io.foodflow.cli.home.RunningServer;
import io.foodflow.cli.terminal.CommandFailure;
import io.foodflow.cli.terminal.ExitCode;
import io.foodflow.cli.terminal.Surroundings;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code foodflow up}: serves until it is stopped. */
@Command(name = "up", description = "Starts the platform and serves until Ctrl-C.")
public final class UpCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private final ServerOptions options = new ServerOptions();

    @Option(
            names = "--services",
            paramLabel = "A,B",
            description = "Services to run in this process, by name; all when left out.")
    private @Nullable String services;

    public UpCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Home home = options.home(surroundings);
        RunningServer.alive(home).ifPresent(running -> {
            throw new CommandFailure(
                    ExitCode.REFUSED,
                    "a server already runs on " + home.folder() + " at " + running.address() + " (process "
                            + running.pid() + "); stop it first, or choose another folder with --home");
        });
        try (ServerProcess server = options.start(services, null, surroundings)) {
            surroundings.terminal().print("FoodFlow OS   " + server.address() + "/app");
            surroundings.terminal().say("Log " + home.serverLog() + "; Ctrl-C stops it.");
            server.awaitEnd();
        }
        return ExitCode.OK.code();
    }
}
