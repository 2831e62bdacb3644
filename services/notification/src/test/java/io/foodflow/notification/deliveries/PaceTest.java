package io.foodflow.notification.deliveries;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaceTest {

    private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");

    /** A lane that looks each 100 ms, for ten minutes. */
    @ParameterizedTest
    @CsvSource({"1, 10", "60, 600", "600, 6009", "6000, 60099"})
    void letsSoManyThroughInTenMinutes(int perMinute, int taken) {
        var freeAt = START;
        int through = 0;
        for (int look = 0; look < 6_000; look++) {
            var pace = new Pace(perMinute, freeAt, START.plusMillis(100L * look));
            while (pace.hasRoom(false)) {
                pace.take();
                through++;
            }
            freeAt = pace.freeAt();
        }
        assertThat(through).isBetween(taken * 97 / 100, taken);
    }

    @Test
    void countsWhatIsTakenAllTheSame() {
        var pace = new Pace(60, START, START);
        for (int n = 0; n < 3; n++) {
            assertThat(pace.hasRoom(true)).isTrue();
            pace.take();
        }
        assertThat(pace.hasRoom(false)).isFalse();
        assertThat(pace.freeAt()).isEqualTo(START.plusSeconds(3));
    }

    @Test
    void makesNobodyWaitLongerThanAMinute() {
        var pace = new Pace(60, START, START);
        IntStream.range(0, 1_000).forEach(n -> pace.take());
        assertThat(pace.freeAt()).isEqualTo(START.plusSeconds(60));
        assertThat(new Pace(60, START.plusSeconds(60_000), START).freeAt()).isEqualTo(START.plusSeconds(60));
    }
}
