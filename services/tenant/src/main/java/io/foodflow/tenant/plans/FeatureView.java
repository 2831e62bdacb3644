package io.foodflow.tenant.plans;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.foodflow.platform.entitlements.Entitled;
import io.foodflow.platform.entitlements.Entitled.Source;
import io.foodflow.platform.entitlements.Entitlements;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether a tenant has a feature, and why.
 *
 * @param inPlan whether its plan has it, whatever was switched
 * @param enforced whether anything in this version asks for it; where nothing does, it being off keeps nobody from anything
 * @param reason that was given for the switch
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record FeatureView(
        String feature,
        String title,
        boolean enabled,
        Source source,
        boolean inPlan,
        boolean enforced,
        String explanation,
        @Nullable String reason,
        @Nullable String changedBy,
        @Nullable Instant changedAt) {

    static FeatureView of(Entitled.Feature feature, Entitled entitled, Instant now) {
        var allowed = entitled.feature(feature.name(), now);
        var decisive = allowed.decisive();
        return new FeatureView(
                feature.name(),
                feature.title(),
                allowed.enabled(),
                allowed.source(),
                allowed.inPlan(),
                Entitlements.ENFORCED.contains(feature.name()),
                explanation(allowed, entitled.planAt(now).title()),
                decisive == null ? null : decisive.reason(),
                decisive == null ? null : decisive.changedBy(),
                decisive == null ? null : decisive.changedAt());
    }

    private static String explanation(Entitled.Allowed allowed, String plan) {
        return switch (allowed.source()) {
            case PLAN -> (allowed.enabled() ? "in the plan %s" : "not in the plan %s").formatted(plan);
            case TRIAL ->
                (allowed.enabled() ? "in the plan %s, on trial" : "not in the plan %s, on trial").formatted(plan);
            case PLATFORM -> "switched %s by who runs the platform".formatted(allowed.enabled() ? "on" : "off");
            case TENANT -> "switched off by the tenant's own administrator";
        };
    }
}
