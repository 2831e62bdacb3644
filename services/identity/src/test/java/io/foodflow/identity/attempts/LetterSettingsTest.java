package io.foodflow.identity.attempts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LetterSettingsTest {

    @Test
    void refusesWhatMakesNoSense() {
        assertThatThrownBy(() -> new LetterSettings(0, 1)).hasMessageContaining("per-minute must be 1..100, was 0");
        assertThatThrownBy(() -> new LetterSettings(3, -1))
                .hasMessageContaining("answer-millis must be 0..10000, was -1");
    }

    @Test
    void answersNoSoonerThanThatHoweverShortTheWork() {
        var pace = new SteadyPace(Duration.ofMillis(30), System::nanoTime);
        long begin = System.nanoTime();
        assertThat(pace.answer(() -> "done")).isEqualTo("done");
        assertThatThrownBy(() -> pace.answer(() -> {
                    throw new IllegalStateException("broken");
                }))
                .hasMessage("broken");
        assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(60_000_000);
    }

    @Test
    void doesNotWaitAfterLongWork() {
        var time = new AtomicLong();
        var pace = new SteadyPace(
                Duration.ofDays(1), () -> time.getAndAdd(Duration.ofDays(2).toNanos()));
        assertThat(pace.answer(() -> 1)).isEqualTo(1);
    }
}
