package io.foodflow.tenant.tenants;

import io.foodflow.tenant.api.TenantApi;
import io.foodflow.tenant.api.TenantView;
import java.util.UUID;

/** Answers other services that run in this process. */
final class InProcessTenants implements TenantApi {

    private final TenantLife tenants;

    InProcessTenants(TenantLife tenants) {
        this.tenants = tenants;
    }

    @Override
    public TenantView tenant(UUID id) {
        return tenants.find(Reach.toRead(id)).orElseThrow(() -> Reach.absent(id));
    }
}
