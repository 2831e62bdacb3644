package io.foodflow.engine.epcis.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {

    @ParameterizedTest
    @CsvSource({
        "2005-04-03T20:33:31.116-06:00, 2005-04-04T02:33:31.116Z",
        "2022-04-13T12:35:29.017069617Z, 2022-04-13T12:35:29.017069617Z",
        "2022-04-13t12:35:29z, 2022-04-13T12:35:29Z",
        "2020-02-29T00:00:00.1+14:00, 2020-02-28T10:00:00.100Z",
        "2022-02-16T08:40:21.31427151234Z, 2022-02-16T08:40:21.314271512Z",
    })
    void readsTimesWithZone(String text, String expected) {
        assertThat(Times.parse(text)).isEqualTo(Instant.parse(expected));
    }

    @ParameterizedTest
    @CsvSource({
        "22-07-2026, no date-time",
        "2023-06-29T12:04:13, zone",
        "2023-06-29T12:04:13.5, zone",
        "2023-06-29T12:04:13.Z, zone",
        "2023-06-29T12:04:13+0200, zone",
        "2023-02-30T12:04:13Z, no day 30 in 2023-02",
        "2023-13-01T12:04:13Z, no month 13",
        "2023-12-01T24:00:00Z, no time 24:00:00",
        "2023-12-01T12:61:00Z, no time",
        "2023/12/01T12:00:00Z, no date-time",
        "'', no date-time",
    })
    void saysWhatIsWrongWithATime(String text, String words) {
        assertThat(Times.parse(text)).isNull();
        assertThat(Times.fault(text)).contains(words);
    }

    @Test
    void agreesWithTheJdkOnRandomTimes() {
        Random random = new Random(3);
        for (int i = 0; i < 20_000; i++) {
            OffsetDateTime time = OffsetDateTime.ofInstant(
                    Instant.ofEpochSecond(
                            random.nextLong(-20_000_000_000L, 60_000_000_000L), random.nextInt(1_000_000_000)),
                    ZoneOffset.ofTotalSeconds(random.nextInt(-14 * 60, 14 * 60) * 60));
            String text = "%tFT%<tT.%09d%s".formatted(time, time.getNano(), time.getOffset());
            assertThat(Times.parse(text)).as(text).isEqualTo(time.toInstant());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"+01:00", "-06:00", "+14:00", "-13:59", "+00:00"})
    void takesOffsets(String offset) {
        assertThat(Times.isOffset(offset)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"01:00", "+14:01", "+15:00", "+1:00", "Z", "+01:60", "+0100", ""})
    void refusesOtherOffsets(String offset) {
        assertThat(Times.isOffset(offset)).isFalse();
    }
}
