package io.foodflow.tenant.billing;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The account at Stripe that collects the payments.
 *
 * @param secretKey {@code sk_…} or a restricted {@code rk_…}; without one invoices are written by hand
 * @param webhookSecrets {@code whsec_…} of the endpoint; two while one is being replaced
 * @param prices by plan the ids of its recurring prices, as {@code pro = price_new,price_old}: the first is sold, all are known
 * @param apiBase where Stripe is; only on this machine may it be without TLS
 * @param connectMillis longest wait for a connection
 * @param readMillis longest wait for an answer
 * @param retries how often what got no good answer is sent again, under the same idempotency key
 * @param automaticTax whether Stripe works out the tax, by the address that it then asks for
 */
@ConfigurationProperties("foodflow.billing.stripe")
record StripeSettings(
        @Nullable String secretKey,
        @Nullable List<String> webhookSecrets,
        @Nullable Map<String, List<String>> prices,
        @DefaultValue("https://api.stripe.com") URI apiBase,
        @DefaultValue("5000") int connectMillis,
        @DefaultValue("20000") int readMillis,
        @DefaultValue("2") int retries,
        @DefaultValue("false") boolean automaticTax) {

    private static final Set<String> THIS_MACHINE = Set.of("127.0.0.1", "localhost", "[::1]");
    private static final int MOST_SECRETS = 2;
    private static final Set<String> PLANS = Set.of("pro", "enterprise");

    StripeSettings {
        secretKey = secretKey == null || secretKey.isBlank() ? null : secretKey.strip();
        webhookSecrets = webhookSecrets == null ? List.of() : List.copyOf(webhookSecrets);
        prices = prices == null
                ? Map.of()
                : prices.entrySet().stream()
                        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, one -> List.copyOf(one.getValue())));
        within("connect-millis", connectMillis, 100, 60_000);
        within("read-millis", readMillis, 100, 120_000);
        within("retries", retries, 0, 5);
        if (secretKey != null) {
            requireWhole(webhookSecrets, prices, apiBase);
        }
    }

    private static void requireWhole(List<String> webhookSecrets, Map<String, List<String>> prices, URI apiBase) {
        if (webhookSecrets.isEmpty()
                || webhookSecrets.size() > MOST_SECRETS
                || webhookSecrets.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException(
                    "foodflow.billing.stripe.webhook-secrets must be one or two secrets (whsec_…) where there is a"
                            + " secret-key, were %d, of which none may be empty".formatted(webhookSecrets.size()));
        }
        var ids = prices.values().stream().flatMap(List::stream).toList();
        if (prices.isEmpty()
                || prices.values().stream().anyMatch(List::isEmpty)
                || ids.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException(
                    "foodflow.billing.stripe.prices must name the price of a plan where there is a secret-key, as prices.pro=price_…");
        }
        if (!PLANS.containsAll(prices.keySet())) {
            throw new IllegalArgumentException(
                    "foodflow.billing.stripe.prices must be of the plans %s, which can be paid for, were of %s"
                            .formatted(new TreeSet<>(PLANS), new TreeSet<>(prices.keySet())));
        }
        if (Set.copyOf(ids).size() != ids.size()) {
            throw new IllegalArgumentException(
                    "foodflow.billing.stripe.prices must be another one for each plan, were %s".formatted(prices));
        }
        boolean safe = "https".equals(apiBase.getScheme())
                || ("http".equals(apiBase.getScheme()) && THIS_MACHINE.contains(String.valueOf(apiBase.getHost())));
        if (!safe) {
            throw new IllegalArgumentException(
                    "foodflow.billing.stripe.api-base must be https, was '%s'".formatted(apiBase));
        }
    }

    private static void within(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "foodflow.billing.stripe.%s must be %d..%d, was %d".formatted(name, least, most, value));
        }
    }

    @Override
    public List<String> webhookSecrets() {
        return webhookSecrets == null ? List.of() : webhookSecrets;
    }

    @Override
    public Map<String, List<String>> prices() {
        return prices == null ? Map.of() : prices;
    }

    boolean isConnected() {
        return secretKey != null;
    }

    /** The price at which a plan is sold. */
    Optional<String> priceOf(String plan) {
        return Optional.ofNullable(prices().get(plan)).map(List::getFirst);
    }

    /** The plan of that price. */
    Optional<String> planOf(String price) {
        return prices().entrySet().stream()
                .filter(one -> one.getValue().contains(price))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "StripeSettings[%s, prices %s, %s]".formatted(apiBase, prices, isConnected() ? "connected" : "no key");
    }
}
