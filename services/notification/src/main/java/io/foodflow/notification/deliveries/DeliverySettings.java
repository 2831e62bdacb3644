package io.foodflow.notification.deliveries;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the queue of messages is worked off.
 *
 * @param workers how many messages a process hands over at once, 1 to 500, and as many critical ones besides
 * @param workersPerTenant how many of those may be one tenant's, 1 to 500
 * @param attempts how often a message is tried, 1 to 50
 * @param firstPauseMillis longest pause after the first attempt, which each further one triples, 10 to 600,000
 * @param leaseSeconds after how long a message is taken from a process that says nothing more about it, 1 to 3,600; longer
 *     than any attempt takes
 * @param sweepSeconds how often all tenants are looked at, for messages that another process left, 1 to 3,600
 */
@ConfigurationProperties("foodflow.notification.queue")
public record DeliverySettings(
        @DefaultValue("32") int workers,
        @DefaultValue("16") int workersPerTenant,
        @DefaultValue("12") int attempts,
        @DefaultValue("5000") int firstPauseMillis,
        @DefaultValue("180") int leaseSeconds,
        @DefaultValue("30") int sweepSeconds) {

    public DeliverySettings {
        require("workers", workers, 1, 500);
        require("workers-per-tenant", workersPerTenant, 1, 500);
        require("attempts", attempts, 1, 50);
        require("first-pause-millis", firstPauseMillis, 10, 600_000);
        require("lease-seconds", leaseSeconds, 1, 3_600);
        require("sweep-seconds", sweepSeconds, 1, 3_600);
    }

    /**
     * Makes sure that no message is taken from a process that is still sending it.
     *
     * @throws IllegalArgumentException if a lease may end within an attempt that lasts so long
     */
    void requireLongerLeaseThan(Duration attempt) {
        if (lease().compareTo(attempt) <= 0) {
            throw new IllegalArgumentException(
                    "foodflow.notification.queue.lease-seconds must be longer than the %s ms that an attempt may take, was %d"
                            .formatted(attempt.toMillis(), leaseSeconds));
        }
    }

    Duration lease() {
        return Duration.ofSeconds(leaseSeconds);
    }

    Duration sweep() {
        return Duration.ofSeconds(sweepSeconds);
    }

    private static void require(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "foodflow.notification.queue.%s must be %d..%d, was %d".formatted(name, least, most, value));
        }
    }
}
