package io.foodflow.tenant.onboarding;

import io.foodflow.identity.api.IdentityApi;
import io.foodflow.platform.changes.PlatformWork;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.entitlements.Entitlements;
import io.foodflow.platform.entitlements.Metric;
import io.foodflow.platform.entitlements.Usage;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.platform.tenancy.TenantId;
import io.foodflow.platform.tenancy.Tenants;
import io.foodflow.tenant.api.KnownPlaces;
import io.foodflow.tenant.onboarding.OnboardingView.StepView;
import io.foodflow.tenant.subscriptions.Subscriptions;
import io.foodflow.tenant.tenants.Reach;
import java.time.Clock;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

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
    private final Entitlements entitlements;
    private final Optional<KnownPlaces> places;
    private final TestMail testMail;
    private final PlatformWork work;
    private final Clock clock;

    Onboarding(
            OnboardingTable table,
            Tenants tenants,
            Subscriptions subscriptions,
            IdentityApi identity,
            Usage usage,
            Entitlements entitlements,
            Optional<KnownPlaces> places,
            TestMail testMail,
            PlatformWork work,
            Clock clock) {
        this.table = table;
        this.tenants = tenants;
        this.subscriptions = subscriptions;
        this.identity = identity;
        this.usage = usage;
        this.entitlements = entitlements;
        this.places = places;
        this.testMail = testMail;
        this.work = work;
        this.clock = clock;
    }

    OnboardingView of(TenantId id) {
        var tenant = tenant(id);
        var skipped = work.read(() -> table.skipped(id));
        return new OnboardingView(
                skipped.contains(ALL),
                Arrays.stream(OnboardingStep.values())
                        .filter(step -> isOffered(step, tenant))
                        .map(step -> new StepView(
                                step,
                                isDone(step, tenant) ? "done" : skipped.contains(step.text()) ? "skipped" : "open",
                                step.page()))
                        .toList());
    }

    /** Has a test mail sent to the caller; the job that does it. */
    UUID sendTestMail(TenantId id, String language) {
        tenant(id);
        return testMail.order(id, language);
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

    private boolean isOffered(OnboardingStep step, Tenant tenant) {
        return switch (step) {
            case SITE -> places.isPresent();
            case SINGLE_SIGN_ON ->
                CallContext.platform("onboarding", tenant).call(() -> entitlements.allowed(Entitlements.SSO));
            case BRANDING, PEOPLE, SECOND_STEP, MAIL, EVENTS, PLAN -> true;
        };
    }

    private boolean isDone(OnboardingStep step, Tenant tenant) {
        return switch (step) {
            case BRANDING ->
                tenant.branding().primaryColor() != null || tenant.branding().logoUrl() != null;
            case PLAN -> subscriptions.isChosen(tenant.id());
            case SINGLE_SIGN_ON -> work.read(() -> table.signsInElsewhere(tenant.id()));
            case PEOPLE, SECOND_STEP, EVENTS, SITE, MAIL -> inside(step, tenant);
        };
    }

    /** Asked as the platform: who looks after another tenant learns no more of it than this. */
    private boolean inside(OnboardingStep step, Tenant tenant) {
        return CallContext.platform("onboarding", tenant).call(() -> switch (step) {
            case PEOPLE -> usage.used(Metric.USERS, "") >= TWO;
            case SECOND_STEP -> identity.accountRules().secondFactorRequired();
            case EVENTS -> usage.ever(Metric.EVENTS) > 0;
            case SITE -> places.map(KnownPlaces::any).orElse(false);
            case MAIL -> testMail.works();
            case BRANDING, PLAN, SINGLE_SIGN_ON -> throw new IllegalArgumentException(step.text());
        });
    }

    private Tenant tenant(TenantId id) {
        return tenants.find(id)
                .filter(found -> found.status() != Tenant.Status.PROVISIONING)
                .orElseThrow(() -> Reach.absent(id.value()));
    }
}
