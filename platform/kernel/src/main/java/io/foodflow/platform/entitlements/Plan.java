package io.foodflow.platform.entitlements;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A plan, as the table of plans has it.
 *
 * @param priceMonthCents a month's price; null is by agreement
 * @param limits by the name of a {@link Metric}; what has none is unlimited
 */
public record Plan(
        String name,
        String title,
        String description,
        @Nullable Long priceMonthCents,
        String currency,
        List<String> features,
        Map<String, Long> limits) {

    public Plan {
        features = List.copyOf(features);
        limits = Map.copyOf(limits);
    }

    OptionalLong limit(Metric metric) {
        var most = limits.get(metric.text());
        return most == null ? OptionalLong.empty() : OptionalLong.of(most);
    }

    /** Every metric with its limit, null where there is none: as people are shown it. */
    public Map<String, @Nullable Long> allLimits() {
        var all = new LinkedHashMap<String, @Nullable Long>();
        for (var metric : Metric.values()) {
            all.put(metric.text(), limits.get(metric.text()));
        }
        return all;
    }
}
