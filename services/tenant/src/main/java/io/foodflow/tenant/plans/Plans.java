package io.foodflow.tenant.plans;

import io.foodflow.platform.changes.PlatformWork;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.entitlements.Entitled;
import io.foodflow.platform.entitlements.Entitlements;
import io.foodflow.platform.entitlements.Metric;
import io.foodflow.platform.entitlements.Plan;
import io.foodflow.platform.tenancy.TenantId;
import io.foodflow.platform.web.ProblemException;
import io.foodflow.platform.web.Problems;
import io.foodflow.tenant.tenants.Acting;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The plans there are, and what single tenants have otherwise. Thread-safe. */
final class Plans {

    private static final String PLATFORM = "platform";
    private static final String TENANT = "tenant";

    private final PlanTable table;
    private final Entitlements entitlements;
    private final Acting acting;
    private final PlatformWork work;
    private final Clock clock;

    Plans(PlanTable table, Entitlements entitlements, Acting acting, PlatformWork work, Clock clock) {
        this.table = table;
        this.entitlements = entitlements;
        this.acting = acting;
        this.work = work;
        this.clock = clock;
    }

    /** All plans, from the smallest. */
    List<Plan> all() {
        return entitlements.current().plans();
    }

    /** Every feature there is and whether that tenant has it. */
    List<FeatureView> features(TenantId tenant) {
        var entitled = entitled(tenant);
        var now = clock.instant();
        return entitled.features().stream()
                .map(feature -> FeatureView.of(feature, entitled, now))
                .toList();
    }

    /**
     * Switches a feature for a tenant; null leaves it to the plan. Who runs the platform may switch either way. A tenant
     * may switch off what it has, and on again; beyond that the request ends with 402.
     */
    FeatureView switchFeature(
            TenantId tenant, String name, @Nullable Boolean enabled, @Nullable String reason, boolean ofThePlatform) {
        var feature = entitled(tenant).features().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ProblemException(Problems.notFound("feature", name)));
        if (!ofThePlatform && Boolean.TRUE.equals(enabled)) {
            requireWithin(tenant, name);
        }
        boolean off = Boolean.FALSE.equals(enabled);
        var by = ofThePlatform ? PLATFORM : TENANT;
        var before = view(feature, tenant); // read as the tenant, so before the platform's transaction begins
        work.write(change -> {
            hold(tenant);
            if (enabled != null && (ofThePlatform || off)) {
                table.switchFeature(tenant, name, by, enabled, reason, who(), clock.instant());
            } else {
                table.leaveToPlan(tenant, name, by);
            }
            entitlements.forgetAfterCommit();
            change.record(new FeatureSwitched(tenant, name, enabled, by), before, null, reason);
            return true;
        });
        return view(feature, tenant);
    }

    /** A tenant cannot give itself what its plan lacks, nor what the platform switched off. */
    private void requireWithin(TenantId tenant, String feature) {
        var entitled = entitled(tenant);
        var now = clock.instant();
        var allowed = entitled.feature(feature, now);
        boolean own = allowed.source() == Entitled.Source.TENANT;
        if (!allowed.enabled() && !own) {
            throw new ProblemException(
                    Entitlements.notInPlan(feature, entitled.planAt(now).title()));
        }
    }

    /** Gives a tenant a limit of its own. */
    void limit(TenantId tenant, Metric metric, @Nullable Long most, String reason) {
        work.write(change -> {
            hold(tenant);
            table.limit(tenant, metric, most, reason, who(), clock.instant());
            entitlements.forgetAfterCommit();
            change.record(new LimitChanged(tenant, metric.text(), false, most), null, null, reason);
            return true;
        });
    }

    /** Gives a tenant the limit of its plan again. */
    void limitOfPlan(TenantId tenant, Metric metric, String reason) {
        work.write(change -> {
            hold(tenant);
            table.leaveToPlan(tenant, metric);
            entitlements.forgetAfterCommit();
            change.record(new LimitChanged(tenant, metric.text(), true, null), null, null, reason);
            return true;
        });
    }

    private void hold(TenantId tenant) {
        if (!table.hold(tenant)) {
            throw acting.absent(tenant);
        }
    }

    private FeatureView view(Entitled.Feature feature, TenantId tenant) {
        return FeatureView.of(feature, entitled(tenant), clock.instant());
    }

    private Entitled entitled(TenantId tenant) {
        return acting.in(tenant, entitlements::current);
    }

    private static String who() {
        return CallContext.current().actor().name();
    }
}
