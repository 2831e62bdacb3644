package io.foodflow.server;

import io.foodflow.platform.home.FoodflowHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Objects;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes {@code run/server.json} under the home once the server is ready, and takes it away at the stop: process,
 * address, version and start, for {@code foodflow status} and the other commands.
 */
final class ServerRecord {

    private final FoodflowHome home;
    private final JsonMapper json;
    private final Clock clock;
    private final Environment environment;

    ServerRecord(FoodflowHome home, JsonMapper json, Clock clock, Environment environment) {
        this.home = home;
        this.json = json;
        this.clock = clock;
        this.environment = environment;
    }

    @EventListener
    void ready(ApplicationReadyEvent event) throws IOException {
        if (event.getApplicationContext() instanceof ServletWebServerApplicationContext web) {
            var facts = new LinkedHashMap<String, Object>();
            facts.put("pid", ProcessHandle.current().pid());
            facts.put(
                    "address",
                    "http://%s:%d"
                            .formatted(
                                    host(),
                                    Objects.requireNonNull(web.getWebServer()).getPort()));
            facts.put("version", version());
            facts.put("services", environment.getProperty("foodflow.services", "all"));
            facts.put("started_at", clock.instant().toString());
            Files.createDirectories(home.run());
            var draft = home.run().resolve("server.json.new");
            Files.writeString(draft, json.writeValueAsString(facts));
            Files.move(draft, file(), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    @EventListener(ContextClosedEvent.class)
    void stopped() throws IOException {
        Files.deleteIfExists(file());
    }

    private Path file() {
        return home.run().resolve("server.json");
    }

    private String host() {
        var address = environment.getProperty("server.address", "127.0.0.1");
        return address.equals("0.0.0.0") || address.equals("::") ? "127.0.0.1" : address;
    }

    private static String version() {
        var version = ServerRecord.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
