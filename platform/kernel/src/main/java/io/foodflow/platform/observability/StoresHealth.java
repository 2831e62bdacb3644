package io.foodflow.platform.observability;

import io.foodflow.platform.events.EventRelay;
import io.foodflow.platform.postgres.EmbeddedPostgres;
import io.foodflow.platform.postgres.PostgresState;
import io.foodflow.platform.storage.StoreProbe;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Whether what this process keeps its data in is at work: embedded PostgreSQL, object store, event relay. */
final class StoresHealth {

    private static final Duration LONGEST_SILENCE = Duration.ofMinutes(1);

    private StoresHealth() {}

    static CompositeHealthContributor of(@Nullable EmbeddedPostgres postgres, StoreProbe objects, EventRelay relay) {
        var parts = new LinkedHashMap<String, HealthIndicator>();
        if (postgres != null) {
            parts.put("postgres", () -> postgres(postgres));
        }
        parts.put("objects", () -> objects(objects));
        parts.put("events", () -> events(relay));
        return CompositeHealthContributor.fromMap(parts);
    }

    private static Health postgres(EmbeddedPostgres postgres) {
        var state = postgres.state();
        return (state == PostgresState.RUNNING ? Health.up() : Health.down())
                .withDetail("state", state)
                .withDetail("version", postgres.version())
                .withDetail("pid", postgres.pid())
                .build();
    }

    private static Health objects(StoreProbe probe) {
        try {
            probe.run();
            return Health.up().build();
        } catch (IOException e) {
            return Health.down(e).build();
        }
    }

    private static Health events(EventRelay relay) {
        var silence = relay.silence();
        var lag = relay.lag();
        return (relay.isRunning() && silence.compareTo(LONGEST_SILENCE) < 0 ? Health.up() : Health.down())
                .withDetail("running", relay.isRunning())
                .withDetail("last_look_seconds", silence.toSeconds())
                .withDetail("oldest_waiting_seconds", lag.oldestWaitingSeconds())
                .withDetail("most_behind", lag.mostBehind())
                .build();
    }
}
