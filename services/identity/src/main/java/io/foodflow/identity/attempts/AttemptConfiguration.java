package io.foodflow.identity.attempts;

import io.foodflow.platform.changes.PlatformWork;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({AttemptSettings.class, LetterSettings.class})
class AttemptConfiguration {

    @Bean
    AttemptLimits attemptLimits(PlatformWork work, JdbcClient jdbc, AttemptSettings settings, Clock clock) {
        return new AttemptLimits(work, jdbc, settings, clock);
    }

    @Bean
    LetterLimits letterLimits(
            PlatformWork work, JdbcClient jdbc, LetterSettings letters, AttemptSettings attempts, Clock clock) {
        // The pause never grows: whoever asks about somebody's address must not keep that person from a letter for
        // long.
        var settings =
                new AttemptSettings(letters.perMinute(), attempts.firstLockSeconds(), attempts.firstLockSeconds());
        return new LetterLimits(new AttemptLimits(work, jdbc, settings, clock));
    }

    @Bean
    SteadyPace steadyPace(LetterSettings settings) {
        return new SteadyPace(Duration.ofMillis(settings.answerMillis()), System::nanoTime);
    }
}
