package io.foodflow.tenant.work;

import io.foodflow.platform.tenancy.TenantId;
import io.foodflow.platform.tenancy.TenantProvisioning;
import java.util.Set;

/** Clears away tenants whose making was cut short by the end of a process. */
final class AbandonedTenants implements BackgroundWork {

    private final TenantProvisioning provisioning;

    AbandonedTenants(TenantProvisioning provisioning) {
        this.provisioning = provisioning;
    }

    @Override
    public Set<TenantId> due() {
        return Set.of();
    }

    @Override
    public void advance(TenantId tenant) {
        throw new IllegalStateException("nothing of this is due for one tenant");
    }

    @Override
    public void tidy() {
        provisioning.clearAbandoned();
    }
}
