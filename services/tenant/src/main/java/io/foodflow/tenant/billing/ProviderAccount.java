package io.foodflow.tenant.billing;

/**
 * An account at the payment provider.
 *
 * @param live whether real money moves; the other side of the same account has customers of its own
 */
record ProviderAccount(String accountId, boolean live) {

    /** As {@code acct_1 (live)}. */
    String text() {
        return "%s (%s)".formatted(accountId, live ? "live" : "test");
    }
}
