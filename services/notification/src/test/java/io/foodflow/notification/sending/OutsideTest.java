package io.foodflow.notification.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foodflow.platform.http.OutboundSettings;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutsideTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final URI SOMEWHERE = URI.create("https://example.com");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0|0",
                "30|30",
                "999999999|86400",
                "Sun, 01 Mar 2026 10:02:00 GMT|120",
                "Sun, 01 Mar 2026 09:00:00 GMT|0",
                "Sun, 01 Mar 2037 10:00:00 GMT|86400"
            })
    void readsHowLongToWait(String header, long seconds) {
        assertThat(Outside.waiting(header, NOW)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"soon", "-1", "1.5", "''", "99999999999999999999"})
    void takesNoWaitFromWhatIsNone(String header) {
        assertThat(Outside.waiting(header, NOW)).isNull();
    }

    @Test
    void callsOnlyByHttpsUnlessTheInstallationAllowsOtherwise() throws IOException {
        try (var strict = outside(settings(false));
                var open = outside(settings(true))) {
            assertThat(strict.refusal(URI.create("https://example.com/hook"))).isEmpty();
            assertThat(strict.refusal(URI.create("http://example.com/hook")))
                    .contains("only https:// addresses are called");
            assertThat(open.refusal(URI.create("http://example.com/hook"))).isEmpty();
            assertThat(open.refusal(URI.create("ftp://example.com/hook"))).isPresent();
        }
    }

    @Test
    void cutsAnswersToTheirBeginning() {
        assertThat(Outside.head("a\r\nb\u0000c")).isEqualTo("a b c");
        assertThat(Outside.head("🍎".repeat(400))).isEqualTo("🍎".repeat(300));
    }

    @Test
    void namesTheSettingThatIsWrong() {
        assertThatThrownBy(() -> new NotificationSettings(null, false, 99, 10_000, 30_000, SOMEWHERE, SOMEWHERE))
                .hasMessage("foodflow.notification.connect-millis must be 100..60000, was 99");
        assertThatThrownBy(() -> new NotificationSettings(null, false, 3_000, 60_001, 30_000, SOMEWHERE, SOMEWHERE))
                .hasMessage("foodflow.notification.total-millis must be 100..60000, was 60001");
    }

    static NotificationSettings settings(boolean withoutTls, String... allowed) {
        return new NotificationSettings(List.of(allowed), withoutTls, 2_000, 20_000, 20_000, SOMEWHERE, SOMEWHERE);
    }

    static Outside outside(NotificationSettings settings) {
        return new Outside(settings, new OutboundSettings(1_000, 20_000, 1_000, 5, 3, List.of()), Clock.systemUTC());
    }
}
