package io.foodflow.tenant.subscriptions;

import io.foodflow.platform.tenancy.TenantId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who collects the money for subscriptions. What is ordered here happens at the provider first; then the provider is asked
 * how things are, and {@link Subscriptions#follow} writes that down. Each order may be repeated.
 */
public interface PaymentProvider {

    /** The plans that tenants can pay for by themselves; none where no provider is connected. */
    Set<String> plans();

    /** Has a tenant that pays already pay for that plan from now on; what was paid too much is set off. */
    void changePlan(TenantId tenant, String plan);

    /** Ends a tenant's subscription, now or when what is paid for is over. */
    void cancel(TenantId tenant, boolean atOnce, @Nullable String reason);

    /** Takes a cancellation back that has not come into force. */
    void reactivate(TenantId tenant);

    /** Asks the provider how things are; does nothing for a tenant it does not know. */
    void refresh(TenantId tenant);
}
