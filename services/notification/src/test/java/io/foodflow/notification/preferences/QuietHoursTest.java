package io.foodflow.notification.preferences;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuietHoursTest {

    /** Berlin is at UTC+1 in winter; on 2026-03-29 it goes from 02:00 to 03:00, on 2026-10-25 from 03:00 to 02:00. */
    @ParameterizedTest
    @CsvSource({
        "22:00, 06:00, 2026-01-10T20:59:59Z, 2026-01-10T20:59:59Z",
        "22:00, 06:00, 2026-01-10T21:00:00Z, 2026-01-11T05:00:00Z",
        "22:00, 06:00, 2026-01-10T23:30:00Z, 2026-01-11T05:00:00Z",
        "22:00, 06:00, 2026-01-11T04:59:59Z, 2026-01-11T05:00:00Z",
        "22:00, 06:00, 2026-01-11T05:00:00Z, 2026-01-11T05:00:00Z",
        "12:00, 13:00, 2026-01-10T11:30:00Z, 2026-01-10T12:00:00Z",
        "12:00, 13:00, 2026-01-10T12:00:00Z, 2026-01-10T12:00:00Z",
        "12:00, 13:00, 2026-01-10T10:59:00Z, 2026-01-10T10:59:00Z",
        "22:00, 06:00, 2026-03-28T22:00:00Z, 2026-03-29T04:00:00Z",
        "22:00, 02:30, 2026-03-28T22:00:00Z, 2026-03-29T01:30:00Z",
        "22:00, 06:00, 2026-10-24T22:00:00Z, 2026-10-25T05:00:00Z",
        "00:00, 06:00, 2026-01-10T23:00:00Z, 2026-01-11T05:00:00Z",
        "22:00, 00:00, 2026-01-10T22:30:00Z, 2026-01-10T23:00:00Z"
    })
    void endAtTheTimeOfTheDayThere(String from, String to, Instant then, Instant notBefore) {
        var hours = new QuietHours(ZoneId.of("Europe/Berlin"), LocalTime.parse(from), LocalTime.parse(to));
        assertThat(hours.notBefore(then)).isEqualTo(notBefore);
    }
}
