package io.foodflow.tenant.billing;

import io.foodflow.platform.changes.Change;
import io.foodflow.platform.changes.PlatformWork;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.tenancy.TenantId;
import io.foodflow.platform.tenancy.Tenants;
import io.foodflow.tenant.subscriptions.Subscriptions;
import io.foodflow.tenant.tenants.Reach;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which customer of Stripe's each tenant is, as long as Stripe knows it. Thread-safe. */
final class StripeCustomers {

    private static final Logger log = LoggerFactory.getLogger(StripeCustomers.class);

    private final StripeApi stripe;
    private final BillingTable accounts;
    private final BillingEventTable events;
    private final Subscriptions subscriptions;
    private final Tenants tenants;
    private final PlatformWork work;
    private final Clock clock;

    StripeCustomers(
            StripeApi stripe,
            BillingTable accounts,
            BillingEventTable events,
            Subscriptions subscriptions,
            Tenants tenants,
            PlatformWork work,
            Clock clock) {
        this.stripe = stripe;
        this.accounts = accounts;
        this.events = events;
        this.subscriptions = subscriptions;
        this.tenants = tenants;
        this.work = work;
        this.clock = clock;
    }

    /** The customer that a tenant is. */
    Optional<String> of(TenantId tenant) {
        return work.read(() -> accounts.customer(tenant));
    }

    /** The customer that a tenant is, made if it is none. */
    String made(TenantId tenant) {
        var known = of(tenant);
        if (known.isPresent()) {
            return known.get();
        }
        var key = work.write((Function<Change, UUID>) change -> {
            change.nothing();
            return accounts.key(tenant, UUID.randomUUID());
        });
        var made = stripe.customer(
                tenants.find(tenant).orElseThrow(() -> Reach.absent(tenant.value())),
                key,
                () -> note(change -> accounts.forgetKey(tenant)));
        note(change -> {
            accounts.forgetKey(tenant);
            if (accounts.insert(tenant, made)) {
                events.matched(made, clock.instant());
                change.record(new BillingAccountOpened(tenant, made), null, null);
            }
        });
        return made;
    }

    /** What is asked of the customer that a tenant is; empty for one that is none, or none any more. */
    <T> Optional<T> ask(TenantId tenant, Function<String, T> asked) {
        var customer = of(tenant);
        if (customer.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(asked.apply(customer.get()));
        } catch (NoSuchCustomer e) {
            forget(tenant, customer.get(), e);
            return Optional.empty();
        }
    }

    /** The next checkout makes another customer; what this one paid for has ended. */
    void forget(TenantId tenant, String customer, NoSuchCustomer why) {
        log.error(
                "Stripe does not know tenant {} as customer {} any more ({}): deleted, or of another account; it is no customer now",
                tenant,
                customer,
                why.getMessage());
        note(change -> {
            if (accounts.remove(tenant, customer)) {
                change.record(new BillingAccountLost(tenant, customer), null, null);
                subscriptions.lose(change, tenant);
            }
        });
    }

    /** Writes something down; what is no more than our own notes is recorded nowhere else. */
    private void note(Consumer<Change> step) {
        var call = CallContext.find()
                .orElseGet(() -> CallContext.platform("billing", null))
                .with(null); // the key of a request stands for what was asked, not for a customer that it took
        call.run(() -> work.write((Function<Change, Boolean>) change -> {
            step.accept(change);
            change.nothing();
            return true;
        }));
    }
}
