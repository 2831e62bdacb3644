package io.foodflow.cli.launch;

import io.foodflow.cli.api.Health;
import io.foodflow.cli.terminal.CommandFailure;
import io.foodflow.cli.terminal.ExitCode;
import io.foodflow.cli.terminal.Surroundings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A server started by this command. It is the command's child: whatever ends the command (Ctrl-C, a signal, an error) stops
 * the server first, and with it the database, which is the server's child.
 */
public final class ServerProcess implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);
    private static final Duration REHEARSAL_LIMIT = Duration.ofMinutes(3);
    private static final long LOG_LIMIT_BYTES = 16L << 20;
    private static final int LOG_LINES_SHOWN = 15;
    private static final int INTERRUPTED = 130;
    private static final int TERMINATED = 143;

    private final Surroundings surroundings;
    private final ServerSettings settings;
    private final Process process;
    private final Thread hook = new Thread(this::stop, "stop-server");
    private volatile boolean stopping;

    private ServerProcess(Surroundings surroundings, ServerSettings settings, Process process) {
        this.surroundings = surroundings;
        this.settings = settings;
        this.process = process;
    }

    /**
     * Starts the process and returns at once; {@link #awaitReady} tells when it serves.
     *
     * @param jvmOptions beside those that every server has
     */
    static ServerProcess start(ServerSettings settings, List<String> jvmOptions, Surroundings surroundings) {
        ServerInstallation installation = ServerInstallation.in(surroundings);
        Path log = settings.home().serverLog();
        var builder = new ProcessBuilder(installation.command(settings, jvmOptions, surroundings));
        builder.environment().putAll(settings.environment());
        try {
            makeRoom(log);
            builder.redirectErrorStream(true);
            builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            var server = new ServerProcess(surroundings, settings, builder.start());
            Runtime.getRuntime().addShutdownHook(server.hook);
            server.process.getOutputStream().close();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void makeRoom(Path log) throws IOException {
        Files.createDirectories(log.getParent());
        if (Files.exists(log) && Files.size(log) > LOG_LIMIT_BYTES) {
            Files.move(log, log.resolveSibling("server.log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + settings.port());
    }

    public long pid() {
        return process.pid();
    }

    /** Waits until the server serves requests; fails when it ends or stays silent for three minutes. */
    public void awaitReady() {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (!Health.of(address()).map(Health::ready).orElse(false)) {
            if (endedWithin(Duration.ofMillis(150))) {
                throw startFailure("the server ended while it started (exit code " + process.exitValue() + ")");
            }
            if (System.nanoTime() > deadline) {
                throw startFailure("the server was not ready after " + START_LIMIT.toSeconds() + " s");
            }
        }
    }

    /** Waits until the server ends; fails when nobody asked it to. */
    public void awaitEnd() {
        while (!endedWithin(Duration.ofDays(1))) {
            // still serving
        }
        int code = process.exitValue();
        if (stopping || code == 0 || code == INTERRUPTED || code == TERMINATED) return;
        throw startFailure("the server ended by itself (exit code " + code + ")");
    }

    private boolean endedWithin(Duration duration) {
        try {
            return process.waitFor(duration.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(ExitCode.FAILURE, "interrupted", e);
        }
    }

    private CommandFailure startFailure(String what) {
        Path log = settings.home().serverLog();
        lastLines(log).forEach(line -> surroundings.terminal().say("  | " + line));
        return new CommandFailure(ExitCode.FAILURE, what + "; its log is " + log);
    }

    private static List<String> lastLines(Path log) {
        try {
            List<String> lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return lines.subList(Math.max(0, lines.size() - LOG_LINES_SHOWN), lines.size());
        } catch (IOException e) {
            return List.of();
        }
    }

    /** Stops the server and waits until it and its database are gone. */
    @Override
    public void close() {
        stop();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is ending already: this runs beside the hook, which has done the same.
        }
    }

    private synchronized void stop() {
        stopping = true;
        if (!process.isAlive()) return;
        surroundings.terminal().say("Stopping ...");
        process.destroy();
        long deadline = System.nanoTime() + STOP_LIMIT.toNanos();
        while (!endedWithin(Duration.ofMillis(100))) {
            // An interrupted rehearsal would go on to assemble its cache, in a JVM of its own.
            process.descendants().filter(ServerProcess::isJava).forEach(ProcessHandle::destroyForcibly);
            if (System.nanoTime() > deadline) process.destroyForcibly();
        }
    }

    /** Ends a rehearsal and lets its JVM write the cache that it recorded. */
    void finishRehearsal() {
        process.destroy();
        if (!endedWithin(REHEARSAL_LIMIT)) throw startFailure("the rehearsal did not end");
    }

    private static boolean isJava(ProcessHandle handle) {
        return handle.info()
                .command()
                .filter(command -> command.endsWith("java"))
                .isPresent();
    }
}
