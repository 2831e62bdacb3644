package io.foodflow.tenant.plans;

import io.foodflow.platform.entitlements.Plan;
import io.foodflow.platform.security.AtSites;
import io.foodflow.platform.security.RequiresPermission;
import io.foodflow.platform.web.Fields;
import io.foodflow.platform.web.Page;
import io.foodflow.tenant.tenants.Reach;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Plans", description = "What each plan has, and what a tenant has of it")
final class PlanController {

    private static final int LONGEST_REASON = 500;

    private final Plans plans;

    PlanController(Plans plans) {
        this.plans = plans;
    }

    @GetMapping("/plans")
    @RequiresPermission(value = "tenant:read", atSites = AtSites.OF_NO_SITE)
    @Operation(summary = "List the plans there are, from the smallest", description = "A limit of null is unlimited.")
    Page<Shown> list() {
        return new Page<>(plans.all().stream().map(Shown::of).toList(), null);
    }

    @GetMapping("/tenants/{id}/features")
    @RequiresPermission(value = "tenant:read", atSites = AtSites.OF_NO_SITE)
    @Operation(
            summary = "List every feature, whether the tenant has it, and why",
            description =
                    "source is plan, trial, platform (switched by who runs the platform) or tenant (switched off by its"
                            + " own administrator). enforced false: nothing in this version asks for it, so it being off"
                            + " keeps nobody from anything.")
    Page<FeatureView> features(@PathVariable UUID id) {
        return new Page<>(plans.features(Reach.toRead(id)), null);
    }

    @PutMapping("/tenants/{id}/features/{feature}")
    @RequiresPermission("feature:write")
    @Operation(
            summary = "FeatureSwitch a feature for a tenant",
            description =
                    "enabled null leaves it to the plan. A tenant's own administrator may switch off what the plan has,"
                            + " and on again; more answers 402 not-in-plan.")
    FeatureView switchFeature(@PathVariable UUID id, @PathVariable String feature, @RequestBody FeatureSwitch request) {
        var tenant = Reach.toChange(id);
        var fields = new Fields();
        var reason = fields.lineIfGiven("reason", request.reason(), LONGEST_REASON);
        fields.check();
        return plans.switchFeature(tenant, feature, request.enabled(), reason, Reach.isPlatform());
    }

    /** On, off, or (null) as the plan says. */
    record FeatureSwitch(
            @Nullable Boolean enabled, @Nullable String reason) {}

    /** A plan as people are shown it. */
    record Shown(
            String name,
            String title,
            String description,
            @Nullable Long priceMonthCents,
            String currency,
            List<String> features,
            Map<String, @Nullable Long> limits) {

        static Shown of(Plan plan) {
            return new Shown(
                    plan.name(),
                    plan.title(),
                    plan.description(),
                    plan.priceMonthCents(),
                    plan.currency(),
                    plan.features(),
                    plan.allLimits());
        }
    }
}
