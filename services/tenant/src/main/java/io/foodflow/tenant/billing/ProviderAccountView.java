package io.foodflow.tenant.billing;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The payment provider's account.
 *
 * @param state {@code not_connected}; {@code ours}: the key is of the account that has our customers; {@code other}: it is
 *     not, and is not used; {@code unknown}: the provider does not say whose key it is, for {@code reason}
 * @param accountId whose customers our tenants are
 * @param keyAccountId whose key it is
 * @param keyLive whether real money moves under it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ProviderAccountView(
        String state,
        @Nullable String accountId,
        @Nullable Boolean live,
        @Nullable String keyAccountId,
        @Nullable Boolean keyLive,
        @Nullable String reason) {

    static ProviderAccountView notConnected() {
        return new ProviderAccountView("not_connected", null, null, null, null, null);
    }

    static ProviderAccountView unknown(String reason) {
        return new ProviderAccountView("unknown", null, null, null, null, reason);
    }

    static ProviderAccountView of(ProviderAccounts.Standing standing) {
        var known = standing.known();
        return new ProviderAccountView(
                standing.isOurs() ? "ours" : "other",
                known == null ? null : known.accountId(),
                known == null ? null : known.live(),
                standing.key().accountId(),
                standing.key().live(),
                null);
    }
}
