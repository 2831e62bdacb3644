package io.foodflow.platform.services;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the services that do not run in this process are, and how they are called.
 *
 * @param remote base address by service name, as {@code foodflow.remote.identity=http://identity:8080}
 * @param remoteCalls bounds of such calls
 */
@ConfigurationProperties("foodflow")
public record RemoteSettings(
        @Nullable Map<String, URI> remote, @DefaultValue Calls remoteCalls) {

    public RemoteSettings {
        remote = remote == null ? Map.of() : Map.copyOf(remote);
        remote.forEach((service, address) -> {
            var scheme = address.getScheme();
            if (address.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
                throw new IllegalArgumentException(
                        "foodflow.remote.%s must be an http or https address, was '%s'".formatted(service, address));
            }
        });
    }

    /** Where that service is. */
    Optional<URI> address(String service) {
        return Optional.ofNullable(remote).map(addresses -> addresses.get(service));
    }

    /**
     * Bounds of a call to another service.
     *
     * @param connectMillis longest wait for a connection, 10 to 60,000
     * @param readMillis longest wait for an answer, 10 to 600,000
     * @param attempts how often a read (GET, HEAD) is sent, 1 to 10; a write is sent again only if nobody listened
     */
    public record Calls(
            @DefaultValue("1000") int connectMillis,
            @DefaultValue("30000") int readMillis,
            @DefaultValue("3") int attempts) {

        public Calls {
            require("connect-millis", connectMillis, 10, 60_000);
            require("read-millis", readMillis, 10, 600_000);
            require("attempts", attempts, 1, 10);
        }

        private static void require(String name, int value, int least, int most) {
            if (value < least || value > most) {
                throw new IllegalArgumentException(
                        "foodflow.remote-calls.%s must be %d..%d, was %d".formatted(name, least, most, value));
            }
        }
    }
}
