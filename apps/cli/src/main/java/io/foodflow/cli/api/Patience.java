package io.foodflow.cli.api;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * How long to wait before a request is sent again. A server that says {@code Retry-After} is obeyed; otherwise the pause
 * doubles from {@code first} to {@code longest}.
 *
 * @param whileBusy how long to go on altogether while the server answers that there were too many requests (429)
 * @param whileFailing how long to go on altogether while the server fails (502, 503, 504, a broken connection)
 */
public record Patience(Duration first, Duration longest, Duration whileBusy, Duration whileFailing) {

    /** Half an hour of rate limits, a minute of failures. */
    public static final Patience USUAL =
            new Patience(Duration.ofMillis(250), Duration.ofSeconds(10), Duration.ofMinutes(30), Duration.ofMinutes(1));

    /** The pause before attempt {@code attempt + 1}; {@code attempt} counts from 1. */
    Duration pause(int attempt, @Nullable String retryAfter, Instant now) {
        Duration asked = asked(retryAfter, now);
        if (asked != null) return asked.isNegative() ? Duration.ZERO : asked;
        long factor = 1L << Math.min(attempt - 1, 20);
        Duration doubled = first.multipliedBy(factor);
        return doubled.compareTo(longest) > 0 ? longest : doubled;
    }

    /** The whole time that may be spent on a request that is answered with {@code status}; zero where a repeat is useless. */
    Duration limit(int status) {
        return switch (status) {
            case 429 -> whileBusy;
            case 502, 503, 504 -> whileFailing;
            default -> Duration.ZERO;
        };
    }

    private static @Nullable Duration asked(@Nullable String retryAfter, Instant now) {
        if (retryAfter == null || retryAfter.isBlank()) return null;
        String text = retryAfter.strip();
        if (text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Duration.ofSeconds(Long.parseLong(text.length() > 9 ? "999999999" : text));
        }
        try {
            return Duration.between(
                    now,
                    ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
        } catch (DateTimeException e) {
            return null;
        }
    }
}
