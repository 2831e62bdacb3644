package io.foodflow.cli.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PatienceTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void doublesUpToTheLongestPause() {
        assertThat(Patience.USUAL.pause(1, null, NOW)).isEqualTo(Duration.ofMillis(250));
        assertThat(Patience.USUAL.pause(3, "", NOW)).isEqualTo(Duration.ofSeconds(1));
        assertThat(Patience.USUAL.pause(1_000, null, NOW)).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void obeysADateInRetryAfter() {
        assertThat(Patience.USUAL.pause(1, "Thu, 01 Jan 2026 00:00:30 GMT", NOW))
                .isEqualTo(Duration.ofSeconds(30));
        assertThat(Patience.USUAL.pause(1, "Wed, 31 Dec 2025 23:59:30 GMT", NOW))
                .isEqualTo(Duration.ZERO);
    }

    @Test
    void ignoresARetryAfterThatIsNeitherSecondsNorDate() {
        assertThat(Patience.USUAL.pause(1, "soon", NOW)).isEqualTo(Duration.ofMillis(250));
    }

    @Test
    void boundsAnAbsurdRetryAfter() {
        assertThat(Patience.USUAL.pause(1, "99999999999999999999", NOW)).isEqualTo(Duration.ofSeconds(999_999_999));
    }

    @Test
    void repeatsNothingThatARepeatCannotCure() {
        assertThat(Patience.USUAL.limit(400)).isEqualTo(Duration.ZERO);
        assertThat(Patience.USUAL.limit(500)).isEqualTo(Duration.ZERO);
    }
}
