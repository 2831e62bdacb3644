package io.foodflow.platform.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PostgresSettingsTest {

    private static final PostgresSettings DEFAULTS = PostgresSettings.of(Path.of("home"));

    @Test
    void hasDefaultsThatNeedNoThought() {
        assertThat(DEFAULTS.user()).isEqualTo("foodflow");
        assertThat(DEFAULTS.database()).isEqualTo("foodflow");
        assertThat(DEFAULTS.parameters()).isEmpty();
        assertThat(DEFAULTS.startLimit()).isEqualTo(Duration.ofMinutes(3));
        assertThat(DEFAULTS.stopLimit()).isEqualTo(Duration.ofSeconds(20));
        assertThat(DEFAULTS.stopAtExit()).isFalse();
    }

    @Test
    void refusesToTradeDurabilityForSpeed() {
        assertThatThrownBy(() -> DEFAULTS.withParameter("fsync", "off"))
                .hasMessageContaining("server parameter fsync is fixed by the platform, was set to 'off'");
    }

    @Test
    void refusesNamesThatAreNotIdentifiers() {
        assertThatThrownBy(() -> DEFAULTS.withDatabase("x; drop database y")).hasMessageContaining("database must be");
        assertThatThrownBy(() -> DEFAULTS.withParameter("Work Mem", "1MB")).hasMessageContaining("'Work Mem'");
    }

    @Test
    void refusesParametersOfSeveralLines() {
        assertThatThrownBy(() -> DEFAULTS.withParameter("work_mem", "1MB\nfsync=off"))
                .hasMessageContaining("work_mem must be one line");
    }

    @Test
    void refusesLimitsOfNoTime() {
        assertThatThrownBy(() -> DEFAULTS.withLimits(Duration.ZERO, Duration.ofSeconds(1)))
                .hasMessageContaining("startLimit must be longer than zero, was PT0S");
    }

    @Test
    void doublesTheRestartPauseUpToItsLimit() {
        var policy = RestartPolicy.PATIENT;

        assertThat(policy.pause(1)).isZero();
        assertThat(policy.pause(2)).isEqualTo(Duration.ofMillis(100));
        assertThat(policy.pause(5)).isEqualTo(Duration.ofMillis(800));
        assertThat(policy.pause(400)).isEqualTo(Duration.ofSeconds(5));
    }
}
