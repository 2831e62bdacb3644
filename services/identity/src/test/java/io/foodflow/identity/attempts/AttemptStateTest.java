package io.foodflow.identity.attempts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AttemptStateTest {

    private static final Instant START = Instant.parse("2026-03-01T08:00:00Z");
    private final AttemptSettings settings = new AttemptSettings(3, 60, 200);

    @Test
    void letsAsManyTryAsTheLimitAndNoMore() {
        var state = AttemptState.fresh(START).tried().tried();
        assertThat(state.wait(START, settings)).isZero();
        assertThat(state.tried().wait(START, settings)).isPositive();
    }

    @Test
    void givesARightPasswordsTryBack() {
        var state = AttemptState.fresh(START).tried().tried().tried().succeeded(START);
        assertThat(state.wait(START, settings)).isZero();
        assertThat(state.attempts()).isEqualTo(2);
    }

    @Test
    void keepsTheWrongTriesOfOthersWhenOneWasRight() {
        var state = AttemptState.fresh(START).tried().failed(START, START, settings);
        state = state.tried().succeeded(START);
        assertThat(state.failures()).isEqualTo(1);
        assertThat(state.attempts()).isEqualTo(1);
    }

    @Test
    void locksAfterTooManyWrongTries() {
        var state = failed(3, AttemptState.fresh(START), START);
        assertThat(state.wait(START.plusSeconds(10), settings)).isEqualTo(Duration.ofSeconds(50));
        assertThat(state.at(START.plusSeconds(59)).wait(START.plusSeconds(59), settings))
                .isPositive();
        assertThat(state.at(START.plusSeconds(60)).wait(START.plusSeconds(60), settings))
                .isZero();
    }

    @Test
    void locksTwiceAsLongEachTimeUpToTheLongest() {
        var state = AttemptState.fresh(START);
        var now = START;
        for (var expected : new int[] {60, 120, 200, 200}) {
            state = failed(3, state.at(now), now);
            assertThat(state.wait(now, settings)).isEqualTo(Duration.ofSeconds(expected));
            now = now.plusSeconds(expected);
        }
    }

    @Test
    void forgivesAfterADay() {
        var state = failed(3, AttemptState.fresh(START), START);
        var later = START.plus(Duration.ofDays(1)).plusSeconds(61);
        assertThat(state.at(later).lockouts()).isZero();
        assertThat(state.at(later.minusSeconds(2)).lockouts()).isEqualTo(1);
    }

    @Test
    void countsAnewAfterAMinute() {
        var state = failed(2, AttemptState.fresh(START), START);
        assertThat(state.at(START.plusSeconds(59)).failures()).isEqualTo(2);
        assertThat(state.at(START.plusSeconds(60)).failures()).isZero();
    }

    @Test
    void countsAWrongTryThatTookLongerThanTheMinuteInTheNextOne() {
        var state = AttemptState.fresh(START).tried().at(START.plusSeconds(61));
        state = state.failed(START, START.plusSeconds(62), settings);
        assertThat(state.failures()).isEqualTo(1);
        assertThat(state.attempts()).isEqualTo(1);
        assertThat(state.succeeded(START)).isEqualTo(state);
    }

    @Test
    void hasTheDefaultsOfTheProductDescription() {
        var defaults = new AttemptSettings(10, 60, 3600);
        assertThat(defaults.lock(1)).isEqualTo(Duration.ofMinutes(1));
        assertThat(defaults.lock(7)).isEqualTo(Duration.ofHours(1));
        assertThat(defaults.lock(1_000)).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void refusesSettingsThatMakeNoSense() {
        assertThatThrownBy(() -> new AttemptSettings(0, 60, 60)).hasMessageContaining("1..100, was 0");
        assertThatThrownBy(() -> new AttemptSettings(1, 60, 59)).hasMessageContaining("60 and 59");
    }

    private AttemptState failed(int times, AttemptState state, Instant now) {
        for (int i = 0; i < times; i++) {
            state = state.tried().failed(state.windowStart(), now, settings);
        }
        return state;
    }
}
