package io.foodflow.tenant.usage;

import io.foodflow.platform.entitlements.Metric;
import io.foodflow.platform.entitlements.Usage;
import io.foodflow.platform.events.EventConsumer;
import io.foodflow.platform.events.RecordedEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Counts what tenants use from what happened. The counters commit with the position in the stream of events, so each
 * event counts once, whatever is delivered twice.
 */
final class UsageMeter implements EventConsumer {

    private final Usage usage;
    private final QuotaNotices notices;

    UsageMeter(Usage usage, QuotaNotices notices) {
        this.usage = usage;
        this.notices = notices;
    }

    private record Counter(Metric metric, String period) {}

    private record Quantity(Metric metric, long quantity) {}

    @Override
    public String name() {
        return "usage-meter";
    }

    @Override
    public void on(List<RecordedEvent> events) {
        var sums = new HashMap<Counter, Long>();
        for (var event : events) {
            quantity(event)
                    .ifPresent(one -> sums.merge(
                            new Counter(one.metric(), one.metric().period(event.time())), one.quantity(), Long::sum));
        }
        for (Map.Entry<Counter, Long> sum : sums.entrySet()) {
            var counter = sum.getKey();
            long used = usage.add(counter.metric(), counter.period(), sum.getValue());
            notices.look(counter.metric(), counter.period(), used);
        }
    }

    private static Optional<Quantity> quantity(RecordedEvent event) {
        var data = event.data();
        return switch (event.type()) {
            case "UserCreated" -> Optional.of(new Quantity(Metric.USERS, 1));
            case "UserDeleted" -> Optional.of(new Quantity(Metric.USERS, -1));
            case "EventRecorded" -> Optional.of(new Quantity(Metric.EVENTS, 1));
            case "EventsCaptured" ->
                Optional.of(new Quantity(Metric.EVENTS, data.path("accepted").asLong(0)));
            case "DocumentReceived" ->
                Optional.of(new Quantity(
                        Metric.STORAGE_BYTES,
                        data.path("added_bytes").asLong(data.path("bytes").asLong(0)))); // older ones have bytes only
            default -> Optional.empty();
        };
    }
}
