package io.foodflow.platform.events;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the relay works.
 *
 * @param batch events put in order or handed on in one transaction, 1 to 10,000
 * @param pollMillis longest wait for a signal before looking again
 * @param sweepSeconds how often all tenants are looked at, for events that a dead process left
 */
@ConfigurationProperties("foodflow.events")
public record RelaySettings(
        @DefaultValue("500") int batch,
        @DefaultValue("500") int pollMillis,
        @DefaultValue("10") int sweepSeconds) {

    public RelaySettings {
        if (batch < 1 || batch > 10_000) {
            throw new IllegalArgumentException("foodflow.events.batch must be 1..10000, was %d".formatted(batch));
        }
    }
}
