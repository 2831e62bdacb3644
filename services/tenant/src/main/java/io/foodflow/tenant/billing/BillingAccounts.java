package io.foodflow.tenant.billing;

import io.foodflow.platform.changes.PlatformWork;
import io.foodflow.platform.tenancy.TenantId;

/** Which tenants are customers of the payment provider. */
final class BillingAccounts {

    private final BillingTable table;
    private final PlatformWork work;

    BillingAccounts(BillingTable table, PlatformWork work) {
        this.table = table;
        this.work = work;
    }

    boolean isCustomer(TenantId tenant) {
        return work.read(() -> table.customer(tenant)).isPresent();
    }
}
