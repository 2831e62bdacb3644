package io.foodflow.cli.home;

import io.foodflow.cli.terminal.Surroundings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The folder where one installation keeps everything: {@code --home}, else {@code FOODFLOW_HOME}, else {@code ~/.foodflow}.
 *
 * @param folder its absolute path; it need not exist
 */
public record Home(Path folder) {

    public static Home of(@Nullable String option, Surroundings surroundings) {
        String named =
                option != null ? option : surroundings.variable("FOODFLOW_HOME").orElse(null);
        if (named != null) return new Home(surroundings.resolve(named));
        String user = surroundings.variable("HOME").orElseGet(() -> System.getProperty("user.home"));
        return new Home(Path.of(user, ".foodflow"));
    }

    /** Written by the server when it is ready, removed when it stops. */
    public Path serverNote() {
        return folder.resolve("run").resolve("server.json");
    }

    /** The demo company's sign-ins, and how much of its history is loaded. */
    public Path demoNote() {
        return folder.resolve("demo.json");
    }

    /** Everything that the server says on its standard output. */
    public Path serverLog() {
        return folder.resolve("logs").resolve("server.log");
    }
}
