package io.foodflow.cli.status;

import io.foodflow.cli.api.Health;
import io.foodflow.cli.home.Home;
import io.foodflow.cli.home.RunningServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The state of the server on one home; this is what {@code status --json} prints.
 *
 * @param running whether its process lives
 * @param ready whether it serves requests
 * @param stores the state of the database and of every other part, by name
 */
record Status(
        boolean running,
        boolean ready,
        String home,
        @Nullable URI address,
        @Nullable String version,
        @Nullable ProcessState process,
        Map<String, Health.Component> stores) {

    /**
     * @param state {@code running}, or {@code ended} when the server left without cleaning up
     * @param residentBytes memory of the server's process; null where the system does not tell
     */
    record ProcessState(
            long pid,
            String state,
            @Nullable Instant startedAt,
            @Nullable Long residentBytes) {}

    static Status of(Home home) {
        Optional<RunningServer> noted = RunningServer.noted(home);
        if (noted.isEmpty()) {
            return new Status(false, false, home.folder().toString(), null, null, null, Map.of());
        }
        RunningServer server = noted.get();
        boolean alive = server.alive();
        Optional<Health> health = alive ? Health.of(server.address()) : Optional.empty();
        return new Status(
                alive,
                health.map(Health::ready).orElse(false),
                home.folder().toString(),
                server.address(),
                server.version(),
                new ProcessState(
                        server.pid(),
                        alive ? "running" : "ended",
                        server.startedAt(),
                        alive ? residentBytes(server.pid()) : null),
                health.map(Status::stores).orElse(Map.of()));
    }

    /** Without the states of the process itself, which {@code ready} tells. */
    private static Map<String, Health.Component> stores(Health health) {
        var stores = new LinkedHashMap<>(health.components());
        stores.keySet().removeAll(Set.of("livenessState", "readinessState", "ping"));
        return stores;
    }

    private static @Nullable Long residentBytes(long pid) {
        try (var lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .map(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst()
                    .orElse(null);
        } catch (IOException e) {
            return null;
        }
    }
}
