package io.foodflow.audit.lineage;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What lineage is called, how long it is kept, and who else is told of the platform's own jobs.
 *
 * @param namespace first part of the namespace of the platform's own jobs and data sets, before the company's short name: where
 *     several installations tell one receiver, each has one of its own
 * @param keepDays how long runs and events are kept, 1 to 3,650; jobs and data sets stay
 * @param sweepSeconds how often all companies are looked at for what another process left, 1 to 3,600
 * @param file events are appended to it, one a line
 * @param http events are posted there
 * @param kafka events are written to a topic there
 */
@ConfigurationProperties("foodflow.lineage")
record LineageSettings(
        @DefaultValue("foodflow") String namespace,
        @DefaultValue("90") int keepDays,
        @DefaultValue("120") int sweepSeconds,
        @Nullable Path file,
        @Nullable Http http,
        @Nullable Kafka kafka) {

    /**
     * A receiver that speaks OpenLineage over HTTP, as Marquez does.
     *
     * @param url where events are posted, as {@code http://marquez:5000/api/v1/lineage}
     * @param token sent as bearer token
     * @param totalMillis longest wait for an answer, 100 to 60,000
     */
    record Http(
            URI url,
            @Nullable String token,
            @DefaultValue("10000") int totalMillis) {

        Http {
            if (url.getHost() == null || !List.of("http", "https").contains(url.getScheme())) {
                throw new IllegalArgumentException(
                        "foodflow.lineage.http.url must be an address as http://marquez:5000/api/v1/lineage, was '%s'"
                                .formatted(url));
            }
            require("http.total-millis", totalMillis, 100, 60_000);
        }

        /** The token is not told. */
        @Override
        public String toString() {
            return "Http[%s]".formatted(url);
        }
    }

    /**
     * A Kafka cluster.
     *
     * @param bootstrapServers as {@code broker:9092}
     * @param topic the topic, which has to be there
     * @param properties further settings of the producer, as the security of the connection
     */
    record Kafka(
            String bootstrapServers,
            @DefaultValue("openlineage") String topic,
            @Nullable Map<String, String> properties) {

        Kafka {
            properties = properties == null ? Map.of() : Map.copyOf(properties);
        }

        /** Properties may have passwords. */
        @Override
        public String toString() {
            return "Kafka[%s, %s]".formatted(bootstrapServers, topic);
        }
    }

    LineageSettings {
        if (!namespace.matches("[A-Za-z0-9._:/-]{1,200}")) {
            throw new IllegalArgumentException(
                    "foodflow.lineage.namespace must be 1..200 letters, digits or any of . _ : / -, was '%s'"
                            .formatted(namespace));
        }
        require("keep-days", keepDays, 1, 3_650);
        require("sweep-seconds", sweepSeconds, 1, 3_600);
    }

    Duration kept() {
        return Duration.ofDays(keepDays);
    }

    private static void require(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "foodflow.lineage.%s must be %d..%d, was %d".formatted(name, least, most, value));
        }
    }
}
