package io.foodflow.notification.notifications;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long notifications are kept, with their deliveries and attempts. One of which a delivery is open always is.
 *
 * @param settledDays what everybody has read and of which every delivery has ended, 1 to 3,650
 * @param days the rest, from settledDays to 3,650
 */
@ConfigurationProperties("foodflow.notification.kept")
record RetentionSettings(
        @DefaultValue("90") int settledDays,
        @DefaultValue("400") int days) {

    RetentionSettings {
        if (settledDays < 1 || days < settledDays || days > 3_650) {
            throw new IllegalArgumentException(
                    "foodflow.notification.kept.settled-days must be 1..3650 and at most .days, which is up to 3650; were %d and %d"
                            .formatted(settledDays, days));
        }
    }

    Duration settled() {
        return Duration.ofDays(settledDays);
    }

    Duration rest() {
        return Duration.ofDays(days);
    }
}
