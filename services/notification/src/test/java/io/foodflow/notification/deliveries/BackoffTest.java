package io.foodflow.notification.deliveries;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private final Backoff backoff = new Backoff(Duration.ofSeconds(5));
    private final Random random = new Random(7);

    @Test
    void triplesItsBoundUpToSixHours() {
        assertThat(IntStream.rangeClosed(1, 5).mapToObj(backoff::bound))
                .containsExactly(
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(15),
                        Duration.ofSeconds(45),
                        Duration.ofSeconds(135),
                        Duration.ofSeconds(405));
        assertThat(backoff.bound(9)).isEqualTo(Duration.ofHours(6));
        assertThat(backoff.bound(1_000)).isEqualTo(Duration.ofHours(6));
    }

    @Test
    void spreadsWhatFailedTogether() {
        var pauses = IntStream.range(0, 1_000)
                .mapToObj(n -> backoff.pause(3, null, random))
                .toList();
        assertThat(pauses).allMatch(pause -> !pause.isNegative() && pause.compareTo(Duration.ofSeconds(45)) <= 0);
        assertThat(pauses.stream().filter(pause -> pause.compareTo(Duration.ofMillis(22_500)) < 0))
                .hasSizeBetween(400, 600);
    }

    @Test
    void waitsAtLeastAsLongAsTheReceiverAsked() {
        assertThat(IntStream.range(0, 100).mapToObj(n -> backoff.pause(1, Duration.ofHours(8), random)))
                .allMatch(pause -> pause.compareTo(Duration.ofHours(8)) >= 0
                        && pause.compareTo(Duration.ofHours(8).plusSeconds(5)) <= 0);
    }
}
