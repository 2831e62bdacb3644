package io.foodflow.identity.factors;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FactorTest {

    private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");

    @ParameterizedTest
    @CsvSource({"9, PT1M", "10, PT2M", "15, PT64M", "19, PT17H4M", "20, P1D", "500, P1D"})
    void locksLongerWithEachWrongCodeInARow(int wrongCodes, Duration lock) {
        assertThat(factor(wrongCodes, null).lockAfterWrongCode(NOW)).isEqualTo(NOW.plus(lock));
    }

    @Test
    void forgivesTheFirst() {
        assertThat(factor(8, null).lockAfterWrongCode(NOW)).isNull();
    }

    @Test
    void isLockedUntilTheEndOfTheLock() {
        var factor = factor(10, NOW.plusSeconds(5));
        assertThat(factor.lockedAt(NOW)).contains(Duration.ofSeconds(5));
        assertThat(factor.lockedAt(NOW.plusSeconds(5))).isEmpty();
    }

    private static Factor factor(int wrongCodes, Instant lockedUntil) {
        return new Factor(UUID.randomUUID(), new byte[0], NOW, 0, wrongCodes, lockedUntil);
    }
}
