package io.foodflow.identity.federation;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How identity providers are called.
 *
 * @param allowedNetworks networks, hosts or addresses of one's own where providers may be, besides the public Internet
 * @param httpOnLoopback whether a provider on the loopback may be called without TLS; for tests
 * @param connectMillis longest wait for a connection, 100 to 60,000
 * @param totalMillis longest wait for a whole answer, 100 to 60,000
 * @param keyPauseSeconds how long keys are not fetched again when one is asked for that is not among them, 0 to 3,600
 * @param dnsServer {@code host} or {@code host:port} of the DNS server that domains are proved by; null for the machine's
 * @param dnsMillis longest wait for its answer, 100 to 60,000
 */
@ConfigurationProperties("foodflow.identity.sso")
record FederationSettings(
        @Nullable List<String> allowedNetworks,
        @DefaultValue("false") boolean httpOnLoopback,
        @DefaultValue("3000") int connectMillis,
        @DefaultValue("5000") int totalMillis,
        @DefaultValue("30") int keyPauseSeconds,
        @Nullable String dnsServer,
        @DefaultValue("3000") int dnsMillis) {

    FederationSettings {
        require("connect-millis", connectMillis, 100, 60_000);
        require("total-millis", totalMillis, 100, 60_000);
        require("key-pause-seconds", keyPauseSeconds, 0, 3_600);
        require("dns-millis", dnsMillis, 100, 60_000);
        allowedNetworks = allowedNetworks == null ? List.of() : List.copyOf(allowedNetworks);
    }

    List<String> allowed() {
        return allowedNetworks == null ? List.of() : allowedNetworks;
    }

    Duration keyPause() {
        return Duration.ofSeconds(keyPauseSeconds);
    }

    private static void require(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "foodflow.identity.sso.%s must be %d..%d, was %d".formatted(name, least, most, value));
        }
    }
}
