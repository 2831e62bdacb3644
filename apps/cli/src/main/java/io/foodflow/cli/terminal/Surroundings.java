package io.foodflow.cli.terminal;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * What a command is given by the machine: nothing in the command line asks the operating system behind its back, so tests
 * can place a command anywhere.
 *
 * @param environment the environment variables
 * @param installation the folder that holds {@code apps/server/target}, the root of the checkout
 * @param workingFolder the folder that relative file names start from
 * @param terminal where output goes
 * @param clock the time for file names and waiting
 */
public record Surroundings(
        Map<String, String> environment, Path installation, Path workingFolder, Terminal terminal, Clock clock) {

    public Surroundings {
        environment = Map.copyOf(environment);
    }

    /** The value of an environment variable; one that is set to nothing counts as not set. */
    public Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    /** A file that the user named, seen from the folder where the command was typed. */
    public Path resolve(String file) {
        return workingFolder.resolve(file).normalize();
    }
}
