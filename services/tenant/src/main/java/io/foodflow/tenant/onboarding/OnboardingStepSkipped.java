package io.foodflow.tenant.onboarding;

import io.foodflow.platform.changes.DomainEvent;
import io.foodflow.platform.tenancy.TenantId;

/** Somebody passed a step over, or the whole list ({@code all}); or takes that back. */
record OnboardingStepSkipped(TenantId tenantId, String step, boolean skipped) implements DomainEvent {

    @Override
    public String resourceType() {
        return "tenant";
    }

    @Override
    public String resourceId() {
        return tenantId.toString();
    }
}
