package io.foodflow.cli.status;

import io.foodflow.cli.api.Json;
import io.foodflow.cli.home.Home;
import io.foodflow.cli.terminal.ExitCode;
import io.foodflow.cli.terminal.Surroundings;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code foodflow status}: 0 when the server serves, 3 when none runs, 1 when it runs but does not serve. */
@Command(
        name = "status",
        description = {
            "Tells whether the server runs, where, and how its stores are.",
            "Ends with 0 when it serves, with 3 when none runs, with 1 when it runs but is not ready."
        })
public final class StatusCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Option(names = "--json", description = "Print it as JSON.")
    private boolean json;

    @Option(names = "--home", paramLabel = "DIR", description = "Data folder of the server to look at.")
    private @Nullable String home;

    public StatusCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Status status = Status.of(Home.of(home, surroundings));
        if (json) surroundings.terminal().print(Json.INDENTED.writeValueAsString(status));
        else print(status);
        ExitCode end = status.ready() ? ExitCode.OK : status.running() ? ExitCode.FAILURE : ExitCode.NOT_RUNNING;
        return end.code();
    }

    private void print(Status status) {
        line("state", status.ready() ? "serving" : status.running() ? "running, but not ready" : "not running");
        line("home", status.home());
        if (status.address() != null) line("address", status.address() + (status.running() ? "" : " (last time)"));
        if (status.version() != null) line("version", status.version());
        Status.ProcessState process = status.process();
        if (process != null) line("process", describe(process));
        status.stores().forEach((name, part) -> line(name, part.status()));
    }

    private static String describe(Status.ProcessState process) {
        if (!process.state().equals("running")) {
            return process.pid() + " ended without cleaning up; the next 'foodflow up' does it";
        }
        String memory = process.residentBytes() == null
                ? ""
                : String.format(Locale.ROOT, ", %,d MB", process.residentBytes() >> 20);
        return process.pid() + (process.startedAt() == null ? "" : ", since " + process.startedAt()) + memory;
    }

    private void line(String name, String value) {
        surroundings.terminal().print(String.format(Locale.ROOT, "%-14s %s", name, value));
    }
}
