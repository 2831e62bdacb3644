package io.foodflow.notification.preferences;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DigestTest {

    @ParameterizedTest
    @CsvSource({
        "hourly, 2026-11-22T08:00:00Z, 2026-11-22T09:00:00Z",
        "hourly, 2026-11-22T08:59:59Z, 2026-11-22T09:00:00Z",
        "daily, 2026-11-22T06:29:59Z, 2026-11-22T06:30:00Z",
        "daily, 2026-11-22T06:30:00Z, 2026-11-23T06:30:00Z",
        "daily, 2026-03-28T06:30:00Z, 2026-03-29T05:30:00Z", // over the hour that is left out
        "daily, 2026-10-24T05:30:00Z, 2026-10-25T06:30:00Z", // over the hour that comes twice
        "weekly, 2026-11-22T08:00:00Z, 2026-11-23T06:30:00Z",
        "weekly, 2026-11-23T06:29:00Z, 2026-11-23T06:30:00Z",
        "weekly, 2026-11-23T06:30:00Z, 2026-11-30T06:30:00Z"
    })
    void comesAtTheNextTimeOfItsZone(String every, Instant now, Instant next) {
        var digest = new Digest(
                Digest.Every.find(every).orElseThrow(),
                LocalTime.parse("07:30"),
                DayOfWeek.MONDAY,
                ZoneId.of("Europe/Berlin"),
                "en");
        assertThat(digest.next(now)).isEqualTo(next);
    }
}
