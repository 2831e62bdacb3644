package io.foodflow.cli.home;

import io.foodflow.cli.api.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * The note that a ready server leaves in its home.
 *
 * @param address where it listens, for clients on this machine
 */
public record RunningServer(
        long pid,
        URI address,
        @Nullable String version,
        @Nullable Instant startedAt) {
    private static final Duration CLOCK_SLACK = Duration.ofSeconds(2);

    /** The note in {@code home}, whether or not its process still lives; empty where there is none, or an unreadable one. */
    public static Optional<RunningServer> noted(Home home) {
        try {
            return Optional.ofNullable(
                    Json.MAPPER.readValue(Files.readAllBytes(home.serverNote()), RunningServer.class));
        } catch (NoSuchFileException | JacksonException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The server that runs on {@code home} now. */
    public static Optional<RunningServer> alive(Home home) {
        return noted(home).filter(RunningServer::alive);
    }

    /**
     * Whether the process that wrote the note still lives. After a crash the number may belong to another process by now;
     * that one was started after the note was written.
     */
    public boolean alive() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(process -> process.info()
                        .startInstant()
                        .map(start -> startedAt == null || !start.isAfter(startedAt.plus(CLOCK_SLACK)))
                        .orElse(true))
                .isPresent();
    }
}
