package io.foodflow.tenant.billing;

import io.foodflow.platform.tenancy.TenantId;
import io.foodflow.platform.web.ProblemException;
import io.foodflow.platform.web.Problems;
import io.foodflow.tenant.subscriptions.PaymentProvider;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** No payment provider is connected: invoices are written by hand. */
final class ManualBilling implements PaymentProvider {

    @Override
    public Set<String> plans() {
        return Set.of();
    }

    @Override
    public void changePlan(TenantId tenant, String plan) {
        throw notConnected();
    }

    @Override
    public void cancel(TenantId tenant, boolean atOnce, @Nullable String reason) {
        throw notConnected();
    }

    @Override
    public void reactivate(TenantId tenant) {
        throw notConnected();
    }

    @Override
    public void refresh(TenantId tenant) {
        // There is nobody to ask.
    }

    /**
     * 409: there is no payment provider. A subscription that one had is seen as it was last, until who runs the platform
     * chooses a plan for it or cancels it.
     */
    static ProblemException notConnected() {
        return new ProblemException(
                Problems.conflict(
                        "no-payment-provider",
                        "No payment provider",
                        "no payment provider is connected to this installation: invoices are written by hand; ask who runs the platform"));
    }
}
