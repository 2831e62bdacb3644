package io.foodflow.identity.attempts;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How often one may try to sign in to an account.
 *
 * @param attemptsPerMinute wrong passwords within a minute before the account is locked, 1 to 100
 * @param firstLockSeconds how long the first lock lasts; each further one lasts twice as long, until a day without any
 * @param longestLockSeconds where the doubling ends
 */
@ConfigurationProperties("foodflow.identity.sign-in")
public record AttemptSettings(
        @DefaultValue("10") int attemptsPerMinute,
        @DefaultValue("60") int firstLockSeconds,
        @DefaultValue("3600") int longestLockSeconds) {

    public AttemptSettings {
        if (attemptsPerMinute < 1 || attemptsPerMinute > 100) {
            throw new IllegalArgumentException("foodflow.identity.sign-in.attempts-per-minute must be 1..100, was %d"
                    .formatted(attemptsPerMinute));
        }
        if (firstLockSeconds < 1 || longestLockSeconds < firstLockSeconds) {
            throw new IllegalArgumentException(
                    "foodflow.identity.sign-in: first-lock-seconds must be 1 or more and longest-lock-seconds not less, were %d and %d"
                            .formatted(firstLockSeconds, longestLockSeconds));
        }
    }

    /** How long a lock lasts, if it is the {@code n}th in a row, from 1. */
    Duration lock(int n) {
        long seconds = n > 20 ? longestLockSeconds : (long) firstLockSeconds << (n - 1);
        return Duration.ofSeconds(Math.min(seconds, longestLockSeconds));
    }
}
