package io.foodflow.tenant.onboarding;

import io.foodflow.identity.api.IdentityApi;
import io.foodflow.platform.changes.PlatformWork;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.entitlements.Metric;
import io.foodflow.platform.entitlements.Usage;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.platform.tenancy.TenantId;
import io.foodflow.platform.tenancy.Tenants;
import io.foodflow.tenant.onboarding.OnboardingView.StepView;
import io.foodflow.tenant.subscriptions.Subscriptions;
import io.foodflow.tenant.tenants.Reach;
import java.time.Clock;
import java.util.Arrays;

/** How far tenants are with what makes them ready. Thread-safe. */
final class Onboarding {

    /** Stands for the whole list. */
    static final String ALL = "all";

    private static final int TWO = 2;

    private final OnboardingTable table;
    private final Tenants tenants;
    private final Subscriptions subscriptions;
    private final IdentityApi identity;
    private final Usage usage;
    private final PlatformWork work;
    private final Clock clock;

    Onboarding(
            OnboardingTable table,
            Tenants tenants,
            Subscriptions subscriptions,
            IdentityApi identity,
            Usage usage,
            PlatformWork work,
            Clock clock) {
        this.table = table;
        this.tenants = tenants;
        this.subscriptions = subscriptions;
        this.identity = identity;
        this.usage = usage;
        this.work = work;
        this.clock = clock;
    }

    OnboardingView of(TenantId id) {
        var tenant = tenant(id);
        var skipped = work.read(() -> table.skipped(id));
        return new OnboardingView(
                skipped.contains(ALL),
                Arrays.stream(OnboardingStep.values())
                        .map(step -> new StepView(
                                step,
                                isDone(step, tenant) ? "done" : skipped.contains(step.text()) ? "skipped" : "open",
                                step.page()))
                        .toList());
    }

    /** Passes a step over, or the whole list; or takes that back. */
    OnboardingView skip(TenantId id, String step, boolean skipped) {
        tenant(id);
        work.write(change -> {
            boolean changed = skipped
                    ? table.skip(id, step, CallContext.current().actor().name(), clock.instant())
                    : table.unskip(id, step);
            if (changed) {
                change.record(new OnboardingStepSkipped(id, step, skipped), null, null);
            } else {
                change.nothing();
            }
            return changed;
        });
        return of(id);
    }

    private boolean isDone(OnboardingStep step, Tenant tenant) {
        return switch (step) {
            case BRANDING ->
                tenant.branding().primaryColor() != null || tenant.branding().logoUrl() != null;
            case PLAN -> subscriptions.isChosen(tenant.id());
            case PEOPLE, SECOND_STEP, EVENTS -> inside(step, tenant);
        };
    }

    /** Asked as the platform: who looks after another tenant learns no more of it than this. */
    private boolean inside(OnboardingStep step, Tenant tenant) {
        return CallContext.platform("onboarding", tenant).call(() -> switch (step) {
            case PEOPLE -> usage.used(Metric.USERS, "") >= TWO;
            case SECOND_STEP -> identity.accountRules().secondFactorRequired();
            case EVENTS -> usage.ever(Metric.EVENTS) > 0;
            case BRANDING, PLAN -> throw new IllegalArgumentException(step.text());
        });
    }

    private Tenant tenant(TenantId id) {
        return tenants.find(id)
                .filter(found -> found.status() != Tenant.Status.PROVISIONING)
                .orElseThrow(() -> Reach.absent(id.value()));
    }
}
