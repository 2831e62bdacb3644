package io.foodflow.notification.preferences;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When somebody hears of everything that is not critical, in one message.
 *
 * @param at of the day, in the zone; each full hour where it is hourly
 * @param weekday of a weekly one
 * @param language of its texts, as {@code de}
 */
public record Digest(Every every, LocalTime at, DayOfWeek weekday, ZoneId zone, String language) {

    /** How often. */
    public enum Every {
        HOURLY,
        DAILY,
        WEEKLY;

        /** As {@code daily}. */
        @JsonValue
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<Every> find(@Nullable String text) {
            return Arrays.stream(values())
                    .filter(every -> every.text().equals(text))
                    .findFirst();
        }

        static List<String> texts() {
            return Arrays.stream(values()).map(Every::text).toList();
        }
    }

    /** The next time after that moment. Where clocks are put forward over it, it is as much later. */
    Instant next(Instant then) {
        var local = then.atZone(zone);
        return switch (every) {
            case HOURLY -> local.truncatedTo(ChronoUnit.HOURS).plusHours(1).toInstant();
            case DAILY -> {
                var today = local.toLocalDate().atTime(at).atZone(zone).toInstant();
                yield today.isAfter(then)
                        ? today
                        : local.toLocalDate()
                                .plusDays(1)
                                .atTime(at)
                                .atZone(zone)
                                .toInstant();
            }
            case WEEKLY -> {
                var day = local.toLocalDate().with(TemporalAdjusters.nextOrSame(weekday));
                var thisWeek = day.atTime(at).atZone(zone).toInstant();
                yield thisWeek.isAfter(then)
                        ? thisWeek
                        : day.plusWeeks(1).atTime(at).atZone(zone).toInstant();
            }
        };
    }
}
