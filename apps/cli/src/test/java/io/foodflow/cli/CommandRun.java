package io.foodflow.cli;

import io.foodflow.cli.api.Json;
import io.foodflow.cli.home.Home;
import io.foodflow.cli.terminal.Surroundings;
import io.foodflow.cli.terminal.Terminal;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;

/** A folder, an environment and a captured terminal in which commands are run as a user would. */
public final class CommandRun {
    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    public CommandRun(Path folder) {
        this.folder = folder;
        environment.put("HOME", folder.toString());
    }

    public CommandRun with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** A server elsewhere, and a user who may sign in to it. */
    public CommandRun signedInTo(StubFoodFlow server) {
        server.user("eva@example.com", "secret");
        return with("FOODFLOW_URL", server.address().toString())
                .with("FOODFLOW_EMAIL", "eva@example.com")
                .with("FOODFLOW_PASSWORD", "secret");
    }

    public Surroundings surroundings() {
        return new Surroundings(
                environment,
                folder.resolve("checkout"),
                folder,
                new Terminal(new PrintWriter(out), new PrintWriter(err), false),
                Clock.fixed(Instant.parse("2026-03-04T05:06:07Z"), ZoneOffset.UTC));
    }

    public Home home() {
        return Home.of(null, surroundings());
    }

    /** Leaves the note of a ready server in the home. */
    public CommandRun serverNote(long pid, URI address) {
        return serverNote(Json.MAPPER.writeValueAsString(Map.of(
                "pid",
                pid,
                "address",
                address,
                "version",
                "0.1.0",
                "started_at",
                Instant.now().plusSeconds(1))));
    }

    public CommandRun serverNote(String content) {
        try {
            Files.createDirectories(home().serverNote().getParent());
            Files.writeString(home().serverNote(), content);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a command line and returns its exit code. */
    public int run(String... arguments) {
        return run(FoodFlow::commandLine, arguments);
    }

    public int run(Function<Surroundings, CommandLine> line, String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return line.apply(surroundings())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    public String out() {
        return out.toString();
    }

    public String err() {
        return err.toString();
    }
}
