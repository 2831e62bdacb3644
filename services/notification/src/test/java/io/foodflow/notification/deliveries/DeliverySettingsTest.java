package io.foodflow.notification.deliveries;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeliverySettingsTest {

    private final DeliverySettings settings = new DeliverySettings(32, 16, 12, 5_000, 30, 30);

    @Test
    void letsNoLeaseEndWithinAnAttempt() {
        assertThatCode(() -> settings.requireLongerLeaseThan(Duration.ofMillis(29_999)))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> settings.requireLongerLeaseThan(Duration.ofSeconds(30)))
                .hasMessageContaining("lease-seconds must be longer than the 30000 ms");
    }
}
