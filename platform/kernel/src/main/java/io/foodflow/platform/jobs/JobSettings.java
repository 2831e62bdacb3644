package io.foodflow.platform.jobs;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How this process does jobs.
 *
 * @param threads jobs at work together, 0 to 64; 0 leaves all jobs to other processes. They are platform threads: a job
 *     that computes for long must not take a carrier thread from the requests.
 * @param pollMillis how often to look for jobs that another process submitted, 100 to 60,000; own ones start at once
 * @param heartbeatMillis how often a run shows that it is alive, 500 to 60,000; after four beats missed it is taken for
 *     dead and its job run again
 * @param stopSeconds how long a stopping process waits for its runs to reach their next progress, 0 to 60
 */
@ConfigurationProperties("foodflow.jobs")
public record JobSettings(
        @DefaultValue("4") int threads,
        @DefaultValue("1000") int pollMillis,
        @DefaultValue("3000") int heartbeatMillis,
        @DefaultValue("4") int stopSeconds) {

    static final int MISSED_HEARTBEATS = 4;

    public JobSettings {
        require("threads", threads, 0, 64);
        require("poll-millis", pollMillis, 100, 60_000);
        require("heartbeat-millis", heartbeatMillis, 500, 60_000);
        require("stop-seconds", stopSeconds, 0, 60);
    }

    Duration poll() {
        return Duration.ofMillis(pollMillis);
    }

    Duration heartbeat() {
        return Duration.ofMillis(heartbeatMillis);
    }

    private static void require(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "foodflow.jobs.%s must be %d..%d, was %d".formatted(name, least, most, value));
        }
    }
}
