package io.foodflow.identity.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SessionSettingsTest {

    @Test
    void livesSevenDaysUnlessSetOtherwise() {
        assertThat(new SessionSettings(7).refreshTokenLife()).isEqualTo(Duration.ofDays(7));
        assertThatThrownBy(() -> new SessionSettings(0)).hasMessageContaining("1..90, was 0");
    }
}
