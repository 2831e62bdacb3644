package io.foodflow.identity.sessions;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long a sign-in lasts.
 *
 * @param refreshTokenDays days within which a refresh token must be used, 1 to 90; each use begins them anew
 */
@ConfigurationProperties("foodflow.identity.sessions")
record SessionSettings(@DefaultValue("7") int refreshTokenDays) {

    SessionSettings {
        if (refreshTokenDays < 1 || refreshTokenDays > 90) {
            throw new IllegalArgumentException(
                    "foodflow.identity.sessions.refresh-token-days must be 1..90, was %d".formatted(refreshTokenDays));
        }
    }

    Duration refreshTokenLife() {
        return Duration.ofDays(refreshTokenDays);
    }
}
