package io.foodflow.platform.http;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How this process calls out.
 *
 * @param connectMillis longest wait for a connection, 100 to 60,000
 * @param totalMillis longest wait for a whole answer, redirects and repeats included, where a request names no other
 * @param maxBytes largest answer, unpacked, where a request names no other
 * @param maxRedirects redirects followed, 0 to 10
 * @param attempts how often an idempotent request is sent, 1 to 10
 * @param allow addresses of this network that may be called: host names, addresses, or networks as {@code 10.1.0.0/16}
 */
@ConfigurationProperties("foodflow.http")
public record OutboundSettings(
        @DefaultValue("5000") int connectMillis,
        @DefaultValue("30000") int totalMillis,
        @DefaultValue("10485760") long maxBytes,
        @DefaultValue("5") int maxRedirects,
        @DefaultValue("3") int attempts,
        @Nullable List<String> allow) {

    public OutboundSettings {
        require("connect-millis", connectMillis, 100, 60_000);
        require("total-millis", totalMillis, 100, 3_600_000);
        require("max-bytes", maxBytes, 1, 1L << 31);
        require("max-redirects", maxRedirects, 0, 10);
        require("attempts", attempts, 1, 10);
        allow = allow == null ? List.of() : List.copyOf(allow);
    }

    private static void require(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "foodflow.http.%s must be %d..%d, was %d".formatted(name, least, most, value));
        }
    }
}
