package io.foodflow.tenant.billing;

import io.foodflow.platform.changes.PlatformWork;
import java.time.Clock;

/** Stripe by the key of the settings, asked nothing while that is of another account than the one that has our customers. */
record StripeConnection(StripeApi api, ProviderAccounts accounts) {

    static StripeConnection of(StripeSettings settings, ProviderAccountTable table, PlatformWork work, Clock clock) {
        var unguarded = new StripeApi(settings, () -> {});
        var accounts = new ProviderAccounts(unguarded::account, unguarded::knows, table, work, clock);
        return new StripeConnection(new StripeApi(settings, accounts::require), accounts);
    }
}
