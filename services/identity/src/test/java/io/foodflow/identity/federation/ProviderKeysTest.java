package io.foodflow.identity.federation;

import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.platform.http.OutboundSettings;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProviderKeysTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private final FederationSettings settings =
            new FederationSettings(List.of("127.0.0.0/8"), true, 3_000, 5_000, 30, null, 3_000);

    @Test
    void fetchesKeysForMadeUpNamesOnlyEverySoOften() throws Exception {
        try (var provider = new LocalProvider();
                var calls = new ProviderCalls(settings, new OutboundSettings(1_000, 5_000, 1_000, 0, 1, null))) {
            var uri = URI.create(provider.issuer() + "/jwks");
            var clock = new Settable();
            var keys = new ProviderKeys(calls, settings.keyPause(), clock);
            assertThat(keys.of(uri, "first").size()).isEqualTo(1);
            for (int n = 0; n < 5; n++) {
                keys.of(uri, "made up " + n);
            }
            assertThat(provider.keysFetched).isEqualTo(1);
            clock.now = NOON.plus(Duration.ofSeconds(31));
            keys.of(uri, "made up");
            keys.of(uri, "made up");
            assertThat(provider.keysFetched).isEqualTo(2);
        }
    }

    @Test
    void refusesSettingsOutOfRange() {
        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> new FederationSettings(null, false, 99, 5_000, 30, null, 3_000))
                .hasMessage("foodflow.identity.sso.connect-millis must be 100..60000, was 99");
    }

    private static final class Settable extends Clock {

        private Instant now = NOON;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public java.time.ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }
    }
}
