package io.foodflow.platform.entitlements;

import com.fasterxml.jackson.annotation.JsonValue;
import io.foodflow.platform.entitlements.Subscription.State;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * All that decides what one tenant may do, as it was at one moment. Immutable; the decisions are pure.
 *
 * @param plan the plan the tenant has where it has no subscription
 * @param plans all there are
 * @param features all there are
 * @param switches features switched for this tenant
 * @param overrides limits of this tenant's own
 */
public record Entitled(
        String plan,
        @Nullable Subscription subscription,
        List<Plan> plans,
        List<Feature> features,
        List<Switch> switches,
        List<OwnLimit> overrides) {

    public Entitled {
        plans = List.copyOf(plans);
        features = List.copyOf(features);
        switches = List.copyOf(switches);
        overrides = List.copyOf(overrides);
    }

    /** Something the platform can do. */
    public record Feature(String name, String title) {}

    /** A feature switched by {@code platform} or {@code tenant}. */
    public record Switch(
            String feature,
            String by,
            boolean enabled,
            @Nullable String reason,
            String changedBy,
            Instant changedAt) {}

    /** Another limit than the plan's; null is unlimited. */
    public record OwnLimit(String metric, @Nullable Long most) {}

    /** Why a decision is as it is. */
    public enum Source {
        PLAN,
        TRIAL,
        PLATFORM,
        TENANT;

        /** As {@code plan}. */
        @JsonValue
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Whether a feature is on.
     *
     * @param inPlan whether the plan has it, whatever was switched
     * @param decisive the switch that decided; null where the plan did
     */
    public record Allowed(
            boolean enabled,
            Source source,
            boolean inPlan,
            @Nullable Switch decisive) {}

    /** How much of a metric may be used; no value is unlimited. */
    public record Limit(OptionalLong most, Source source) {}

    /** The subscription; an active one of the tenant's plan where there is none. */
    public Subscription subscribed() {
        return subscription == null ? Subscription.active(plan) : subscription;
    }

    /** The plan that counts at that moment. */
    public Plan planAt(Instant now) {
        var name = subscribed().planAt(now);
        return plans.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("there is no plan '%s'".formatted(name)));
    }

    /** The decision about a feature: the platform's switch, then the tenant's own "off", then the plan. */
    public Allowed feature(String name, Instant now) {
        boolean inPlan = planAt(now).features().contains(name);
        var platform = switched(name, "platform");
        if (platform.isPresent()) {
            return new Allowed(platform.get().enabled(), Source.PLATFORM, inPlan, platform.get());
        }
        var own = switched(name, "tenant").filter(one -> !one.enabled());
        if (inPlan && own.isPresent()) {
            return new Allowed(false, Source.TENANT, true, own.get());
        }
        return new Allowed(inPlan, ofPlan(now), inPlan, null);
    }

    /** The decision about a metric: this tenant's own limit, then the plan's. */
    public Limit limit(Metric metric, Instant now) {
        return overrides.stream()
                .filter(one -> one.metric().equals(metric.text()))
                .findFirst()
                .map(one -> new Limit(
                        one.most() == null ? OptionalLong.empty() : OptionalLong.of(one.most()), Source.PLATFORM))
                .orElseGet(() -> new Limit(planAt(now).limit(metric), ofPlan(now)));
    }

    private Source ofPlan(Instant now) {
        return subscribed().stateAt(now) == State.TRIALING ? Source.TRIAL : Source.PLAN;
    }

    private Optional<Switch> switched(String feature, String by) {
        return switches.stream()
                .filter(one -> one.feature().equals(feature) && one.by().equals(by))
                .findFirst();
    }
}
