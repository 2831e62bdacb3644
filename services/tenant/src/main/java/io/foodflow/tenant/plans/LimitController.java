package io.foodflow.tenant.plans;

import io.foodflow.platform.entitlements.Metric;
import io.foodflow.platform.security.RequiresPermission;
import io.foodflow.platform.tenancy.TenantId;
import io.foodflow.platform.web.Fields;
import io.foodflow.platform.web.ProblemException;
import io.foodflow.platform.web.Problems;
import io.foodflow.tenant.usage.TenantUsage;
import io.foodflow.tenant.usage.TenantUsage.MetricView;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Plans")
final class LimitController {

    private static final int LONGEST_REASON = 500;

    private final Plans plans;
    private final TenantUsage usage;

    LimitController(Plans plans, TenantUsage usage) {
        this.plans = plans;
        this.usage = usage;
    }

    @PutMapping("/tenants/{id}/limits/{metric}")
    @RequiresPermission("platform_tenant:write")
    @Operation(
            summary = "Give a tenant a limit of its own",
            description =
                    "limit is a number; unlimited true takes the limit away; neither leaves it to the plan again.")
    MetricView limit(@PathVariable UUID id, @PathVariable String metric, @RequestBody Wanted request) {
        var known = Metric.of(metric).orElseThrow(() -> new ProblemException(Problems.notFound("metric", metric)));
        var fields = new Fields();
        var reason = fields.line("reason", request.reason(), LONGEST_REASON);
        var limit = request.limit();
        boolean unlimited = Boolean.TRUE.equals(request.unlimited());
        if (limit != null && limit < 0) {
            fields.add("limit", "range", "limit must be 0 or more, was %d".formatted(limit));
        }
        if (limit != null && unlimited) {
            fields.add(
                    "unlimited",
                    "exclusive",
                    "unlimited must be left out where there is a limit, which is %d".formatted(limit));
        }
        fields.check();
        var tenant = new TenantId(id);
        if (limit == null && !unlimited) {
            plans.limitOfPlan(tenant, known, reason);
        } else {
            plans.limit(tenant, known, limit, reason);
        }
        return usage.now(tenant, known);
    }

    /** A limit of its own. */
    record Wanted(
            @Nullable Long limit,
            @Nullable Boolean unlimited,
            @Nullable String reason) {}
}
