package io.foodflow.tenant.billing;

import io.foodflow.platform.tenancy.TenantId;
import io.foodflow.tenant.subscriptions.PaymentProvider;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Payments as the rest of the service knows them. Thread-safe. */
public final class Billing {

    private static final Logger log = LoggerFactory.getLogger(Billing.class);

    private final Optional<StripeBilling> stripe;
    private final BillingAccounts accounts;

    Billing(Optional<StripeBilling> stripe, BillingAccounts accounts) {
        this.stripe = stripe;
        this.accounts = accounts;
    }

    /** Sees to it that a tenant that is being deleted pays for no further period. Repeat it where it failed. */
    public void endWithPeriod(TenantId tenant) {
        stripe.ifPresent(one -> one.endWithPeriod(tenant));
    }

    /** Sees to it that a tenant that is erased pays no more. Repeat it where it failed. */
    public void end(TenantId tenant) {
        if (stripe.isPresent()) {
            stripe.get().end(tenant);
        } else if (accounts.isCustomer(tenant)) {
            log.warn(
                    "tenant {} is erased, and may still have a subscription at Stripe, which is not connected now: cancel it there",
                    tenant);
        }
    }

    /** Stripe; 409 where it is not connected. */
    StripeBilling stripe() {
        return stripe.orElseThrow(ManualBilling::notConnected);
    }

    /** Whether Stripe is connected. */
    boolean isConnected() {
        return stripe.isPresent();
    }

    PaymentProvider provider() {
        return stripe.<PaymentProvider>map(one -> one).orElseGet(ManualBilling::new);
    }
}
