package io.foodflow.tenant.billing;

import io.foodflow.platform.changes.PlatformWork;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.web.Problem;
import io.foodflow.platform.web.ProblemException;
import io.foodflow.platform.web.Problems;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds that the key in the settings is of the account whose customers our tenants are. To a key of any other every
 * customer is unknown, and every company that pays would look as if it had ended; so nothing is asked or ordered under
 * one until somebody confirms the change. The account is remembered at the first contact. Thread-safe.
 */
final class ProviderAccounts {

    private static final Logger log = LoggerFactory.getLogger(ProviderAccounts.class);
    private static final Duration BETWEEN_COMPLAINTS = Duration.ofMinutes(10);

    private final Supplier<ProviderAccount> ofTheKey;
    private final Predicate<String> knowsCustomer;
    private final ProviderAccountTable table;
    private final PlatformWork work;
    private final Clock clock;
    private volatile @Nullable ProviderAccount key;
    private volatile Instant quietUntil = Instant.EPOCH;

    /**
     * @param ofTheKey asks the provider whose key it is
     * @param knowsCustomer asks the provider whether that is a customer of the key's account
     */
    ProviderAccounts(
            Supplier<ProviderAccount> ofTheKey,
            Predicate<String> knowsCustomer,
            ProviderAccountTable table,
            PlatformWork work,
            Clock clock) {
        this.ofTheKey = ofTheKey;
        this.knowsCustomer = knowsCustomer;
        this.table = table;
        this.work = work;
        this.clock = clock;
    }

    /**
     * How it stands.
     *
     * @param known whose customers our tenants are; null before the first contact
     * @param key whose key it is
     */
    record Standing(@Nullable ProviderAccount known, ProviderAccount key) {

        boolean isOurs() {
            return key.equals(known);
        }
    }

    /** 503 where the key is of another account. */
    void require() {
        var standing = look();
        if (!standing.isOurs()) {
            throw new ProblemException(Problem.of(
                    503,
                    "billing-account-changed",
                    "Another account",
                    "the payment provider's key is of another account than the one that has our customers, so nothing was"
                            + " asked or ordered; who runs the platform confirms the change by POST /billing/account/confirm,"
                            + " or sets the key back"));
        }
    }

    /** Whether the provider may be asked; the log says why not, every ten minutes. */
    boolean isOurs() {
        Standing standing;
        try {
            standing = look();
        } catch (ProblemException e) {
            if (isTimeToComplain()) {
                log.error(
                        "Stripe does not say whose our key is: {}; trying again",
                        e.problem().detail());
            }
            return false;
        }
        if (!standing.isOurs() && isTimeToComplain()) {
            log.error(
                    "foodflow.billing.stripe.secret-key is of the account {}, and our customers are of {}: nothing is asked or"
                            + " ordered, and what Stripe tells waits, until the key is set back or POST /billing/account/confirm",
                    standing.key().text(),
                    text(standing.known()));
        }
        return standing.isOurs();
    }

    private boolean isTimeToComplain() {
        var now = clock.instant();
        if (now.isBefore(quietUntil)) {
            return false;
        }
        quietUntil = now.plus(BETWEEN_COMPLAINTS);
        return true;
    }

    /** Whose key it is and whose customers we have; the first contact makes them one. */
    Standing look() {
        var own = key();
        var known = work.read(table::find);
        return known.isPresent() ? new Standing(known.get(), own) : new Standing(first(own), own);
    }

    /** Customers of a time when no account was remembered must be the key's, or somebody has to say so. */
    private @Nullable ProviderAccount first(ProviderAccount own) {
        Optional<String> customer = work.read(table::newestCustomer);
        if (customer.isPresent() && !knowsCustomer.test(customer.get())) {
            return null;
        }
        return CallContext.platform("billing", null)
                .call(() -> work.write(change -> {
                    if (table.insert(own, clock.instant())) {
                        change.record(new ProviderAccountSet(own.accountId(), own.live()), null, own);
                    } else {
                        change.nothing();
                    }
                    return table.find().orElseThrow();
                }));
    }

    /** Makes the key's account the one that counts; 409 where that is not the account which the caller names. */
    Standing confirm(String accountId) {
        var own = key();
        if (!own.accountId().equals(accountId)) {
            throw new ProblemException(Problems.conflict(
                    "another-account",
                    "Another account",
                    "the key is of the account %s; name that one to confirm it".formatted(own.accountId())));
        }
        return work.write(change -> {
            var before = table.find().orElse(null);
            if (own.equals(before)) {
                change.nothing();
            } else {
                table.put(own, CallContext.current().actor().name(), clock.instant());
                change.record(new ProviderAccountSet(own.accountId(), own.live()), before, own);
            }
            return new Standing(own, own);
        });
    }

    /** A key is of one account for ever. */
    private ProviderAccount key() {
        var known = key;
        if (known == null) {
            known = ofTheKey.get();
            key = known;
        }
        return known;
    }

    private static String text(@Nullable ProviderAccount account) {
        return account == null ? "one that was never noted and does not have them" : account.text();
    }
}
