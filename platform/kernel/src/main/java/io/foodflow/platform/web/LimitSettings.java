package io.foodflow.platform.web;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What one caller may ask for.
 *
 * @param plans requests by plan; {@code free}, {@code pro} and {@code enterprise} have defaults
 * @param anonymous requests of one address without a token
 * @param bodyBytes largest body of an ordinary request; operations that take documents name their own
 */
@ConfigurationProperties("foodflow.limits")
public record LimitSettings(
        @Nullable Map<String, Rate> plans,
        @Nullable Rate anonymous,
        @DefaultValue("1048576") long bodyBytes) {

    private static final Map<String, Rate> DEFAULTS = Map.of(
            "free", new Rate(100, 1_000),
            "pro", new Rate(1_000, 20_000),
            "enterprise", new Rate(600_000, 36_000_000));

    public LimitSettings {
        var all = new java.util.HashMap<>(DEFAULTS);
        if (plans != null) {
            all.putAll(plans);
        }
        plans = Map.copyOf(all);
        anonymous = anonymous == null ? new Rate(300, 6_000) : anonymous;
        if (bodyBytes < 1_024) {
            throw new IllegalArgumentException(
                    "foodflow.limits.body-bytes must be 1024 or more, was %d".formatted(bodyBytes));
        }
    }

    @Override
    public Rate anonymous() {
        return Objects.requireNonNull(anonymous);
    }

    /** The rate of a plan; that of {@code free} for one that has none. */
    Rate of(String plan) {
        var rates = Objects.requireNonNull(plans);
        return Objects.requireNonNull(rates.getOrDefault(plan, rates.get("free")));
    }

    /** Requests a minute and an hour. */
    public record Rate(long perMinute, long perHour) {
        public Rate {
            if (perMinute < 1 || perHour < 1) {
                throw new IllegalArgumentException(
                        "a rate must be 1 or more, was %d a minute and %d an hour".formatted(perMinute, perHour));
            }
        }
    }
}
