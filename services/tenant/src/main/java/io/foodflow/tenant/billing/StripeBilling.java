package io.foodflow.tenant.billing;

import io.foodflow.platform.changes.Change;
import io.foodflow.platform.changes.PlatformWork;
import io.foodflow.platform.tenancy.TenantId;
import io.foodflow.platform.web.Problem;
import io.foodflow.platform.web.ProblemException;
import io.foodflow.platform.web.Problems;
import io.foodflow.platform.web.PublicAddress;
import io.foodflow.tenant.billing.StripeApi.CheckoutOrder;
import io.foodflow.tenant.billing.StripeApi.CheckoutPage;
import io.foodflow.tenant.billing.StripeApi.Invoices;
import io.foodflow.tenant.subscriptions.PaymentProvider;
import io.foodflow.tenant.subscriptions.ProvidedSubscription;
import io.foodflow.tenant.subscriptions.Subscriptions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Subscriptions paid through Stripe. Whatever is ordered is ordered at Stripe; what is written down here is only ever what
 * Stripe says when it is asked, so neither a lost answer nor an event that is late, twice or out of order can make it
 * wrong. Before each order the tenant is noted as one to ask about again: who dies in between has left that behind.
 * Thread-safe.
 */
final class StripeBilling implements PaymentProvider {

    private static final Logger log = LoggerFactory.getLogger(StripeBilling.class);
    private static final String PAGE = "/app/company/plan";
    private static final Duration UNHEARD = Duration.ofMinutes(2);
    private static final Duration UNTOLD = Duration.ofDays(1);
    private static final Duration WHILE_UNPAID = Duration.ofHours(1);
    private static final Duration AFTER_THE_PERIOD = Duration.ofHours(2);
    private static final Duration PAGE_LEFT = Duration.ofMinutes(30);
    /** Stripe's own rule for a page with a trial. */
    private static final Duration SHORTEST_TRIAL = Duration.ofHours(49);

    private final StripeSettings settings;
    private final StripeApi stripe;
    private final StripeCustomers customers;
    private final BillingTable accounts;
    private final BillingEventTable events;
    private final OtherContractTable contracts;
    private final BillingLocks locks;
    private final Subscriptions subscriptions;
    private final PlatformWork work;
    private final PublicAddress address;
    private final Clock clock;

    StripeBilling(
            StripeSettings settings,
            StripeApi stripe,
            StripeCustomers customers,
            BillingTable accounts,
            BillingEventTable events,
            OtherContractTable contracts,
            BillingLocks locks,
            Subscriptions subscriptions,
            PlatformWork work,
            PublicAddress address,
            Clock clock) {
        this.settings = settings;
        this.stripe = stripe;
        this.customers = customers;
        this.accounts = accounts;
        this.events = events;
        this.contracts = contracts;
        this.locks = locks;
        this.subscriptions = subscriptions;
        this.work = work;
        this.address = address;
        this.clock = clock;
    }

    @Override
    public Set<String> plans() {
        return settings.prices().keySet();
    }

    /**
     * The page on which a plan is paid for: the one that is open already, or a new one, and then every other is closed,
     * so that nobody pays on two.
     */
    CheckoutPage checkout(TenantId tenant, String plan) {
        var price = price(plan);
        subscriptions.requireNothingUnpaid(tenant);
        return locks.alone(tenant, () -> {
            customers.made(tenant);
            return customers
                    .ask(tenant, customer -> page(tenant, customer, plan, price))
                    .orElseGet(() -> page(tenant, customers.made(tenant), plan, price));
        });
    }

    private CheckoutPage page(TenantId tenant, String customer, String plan, String price) {
        var freeUntil = subscriptions
                .triedUntil(tenant, plan)
                .filter(end -> end.isAfter(clock.instant().plus(SHORTEST_TRIAL)))
                .orElse(null);
        Optional<CheckoutPage> open = Optional.empty();
        for (var page : stripe.openPages(customer)) {
            if (open.isEmpty() && isUsable(page, price, freeUntil)) {
                open = Optional.of(page);
            } else {
                close(page);
            }
        }
        if (told(tenant, customer, null).filter(StripeSubscription::isLive).isPresent()) {
            throw new ProblemException(Problems.conflict(
                    "already-subscribed",
                    "Already paid for",
                    "this tenant has a subscription with the payment provider; change its plan by PUT …/subscription"));
        }
        boolean known = open.isPresent();
        var page = open.orElseGet(
                () -> stripe.open(new CheckoutOrder(tenant, customer, plan, price, freeUntil, address.link(PAGE))));
        note(change -> {
            if (known) {
                change.nothing(); // it was started when the page was made
            } else {
                change.record(new CheckoutStarted(tenant, plan), null, null);
            }
            accounts.readAgain(tenant, page.expiresAt()); // by then it is paid or closed, even if nobody tells
        });
        return page;
    }

    /** On a page that cannot be closed somebody has just paid: whoever asked must look again. */
    private void close(CheckoutPage page) {
        if (!stripe.close(page)) {
            throw new ProblemException(Problem.of(
                    409,
                    "billing-busy",
                    "Being changed",
                    "somebody is just paying for this tenant; repeat in a moment"));
        }
    }

    private boolean isUsable(CheckoutPage page, String price, @Nullable Instant freeUntil) {
        return page.offers(price, freeUntil)
                && !page.url().isEmpty()
                && page.expiresAt().isAfter(clock.instant().plus(PAGE_LEFT));
    }

    /** Stripe's page on which people change cards and addresses and see invoices. */
    String portal(TenantId tenant) {
        var url = customers
                .ask(tenant, customer -> stripe.portal(customer, address.link(PAGE)))
                .orElseThrow(StripeBilling::noCustomer);
        note(change -> change.record(new PortalOpened(tenant), null, null));
        return url;
    }

    /** A tenant's invoices, newest first; none for one that is no customer. */
    Invoices invoices(TenantId tenant, int count, @Nullable String after) {
        return customers
                .ask(tenant, customer -> stripe.invoices(customer, count, after))
                .orElseGet(() -> new Invoices(List.of(), false));
    }

    @Override
    public void changePlan(TenantId tenant, String plan) {
        var price = price(plan);
        order(tenant, null, live -> {
            if (settings.planOf(live.price()).equals(Optional.of(plan))) { // at whatever price it began
                stripe.keep(live);
            } else {
                stripe.changePrice(live, price);
            }
        });
    }

    @Override
    public void cancel(TenantId tenant, boolean atOnce, @Nullable String reason) {
        order(tenant, reason, atOnce ? stripe::cancelNow : stripe::cancelAtPeriodEnd);
    }

    @Override
    public void reactivate(TenantId tenant) {
        order(tenant, null, stripe::keep);
    }

    @Override
    public void refresh(TenantId tenant) {
        if (customers.of(tenant).isPresent()) {
            locks.alone(tenant, () -> customers.ask(tenant, customer -> told(tenant, customer, null)));
        }
    }

    /** Ends what a tenant pays for when the period is over, and takes no orders any more: for one that is being deleted. */
    void endWithPeriod(TenantId tenant) {
        if (customers.of(tenant).isPresent()) {
            locks.alone(
                    tenant,
                    () -> customers.ask(tenant, customer -> {
                        stripe.openPages(customer).forEach(this::close);
                        ours(tenant, customer).stream()
                                .filter(StripeSubscription::isLive)
                                .forEach(stripe::cancelAtPeriodEnd);
                        note(change -> accounts.readAgain(tenant, clock.instant()));
                        return customer;
                    }));
        }
    }

    /** Ends what a tenant pays for, for good: for one that is erased. */
    void end(TenantId tenant) {
        if (customers.of(tenant).isPresent()) {
            locks.alone(
                    tenant,
                    () -> customers.ask(tenant, customer -> {
                        stripe.openPages(customer).forEach(this::close);
                        ours(tenant, customer).stream()
                                .filter(StripeSubscription::isLive)
                                .forEach(stripe::cancelNow);
                        note(change -> events.erase(customer));
                        return customer;
                    }));
        }
    }

    /** Deals with what Stripe told of a customer, and asks about him. Alone in all processes, or not at all. */
    void advance(String customer) {
        var tenant = work.read(() -> accounts.tenant(customer));
        if (tenant.isEmpty()) {
            note(change -> {
                var now = clock.instant();
                for (var event : events.due(customer, now)) {
                    log.warn(
                            "Stripe's event {} ({}) is of {}, who is no tenant; it is kept and changes nothing",
                            event.id(),
                            event.type(),
                            customer);
                    events.finish(event.id(), "unmatched", null, now);
                }
            });
            return;
        }
        locks.alone(tenant.get(), () -> {
            try {
                return settle(tenant.get(), customer);
            } catch (NoSuchCustomer e) {
                customers.forget(tenant.get(), customer, e);
                return false;
            } catch (RuntimeException e) {
                note(change -> {
                    events.failed(customer, String.valueOf(e.getMessage()), clock.instant());
                    accounts.readAgain(tenant.get(), clock.instant().plus(UNHEARD));
                });
                throw e;
            }
        });
    }

    /** The events take effect in the transaction that says so, with what Stripe says of the subscription now. */
    private boolean settle(TenantId tenant, String customer) {
        var before = clock.instant();
        var due = work.read(() -> events.due(customer, before)); // what comes later may say more than Stripe does now
        var counts = StripeSubscription.thatCounts(ours(tenant, customer));
        var told = counts.map(this::provided);
        return work.write(change -> {
            for (var event : due) {
                if (events.finish(event.id(), "done", tenant, before)) {
                    BillingFacts.of(tenant, event).ifPresent(fact -> change.record(fact, null, null));
                }
            }
            told.ifPresent(subscription -> subscriptions.follow(change, tenant, subscription, null));
            accounts.readAgain(tenant, nextLook(counts));
            change.nothing(); // or that which is recorded above
            return true;
        });
    }

    private void order(TenantId tenant, @Nullable String reason, Consumer<StripeSubscription> order) {
        var known =
                locks.alone(tenant, () -> customers.ask(tenant, customer -> ordered(tenant, customer, reason, order)));
        if (known.isEmpty()) {
            throw noCustomer();
        }
    }

    private String ordered(
            TenantId tenant, String customer, @Nullable String reason, Consumer<StripeSubscription> order) {
        note(change -> accounts.readAgain(tenant, clock.instant().plus(UNHEARD)));
        var live = StripeSubscription.thatCounts(ours(tenant, customer)).filter(StripeSubscription::isLive);
        live.ifPresent(this::provided); // or nothing is ordered of what could not be written down
        live.ifPresent(order);
        told(tenant, customer, reason);
        if (live.isEmpty()) {
            throw new ProblemException(
                    Problems.conflict(
                            "no-such-change",
                            "No such change",
                            "the subscription has ended with the payment provider; begin anew by POST …/subscription/checkout"));
        }
        return customer;
    }

    /**
     * The subscriptions that are for FoodFlow: at a price of ours, or begun on a page of ours. What else Stripe collects
     * from the customer, as for another contract, is neither counted nor changed, only noted.
     */
    private List<StripeSubscription> ours(TenantId tenant, String customer) {
        var all = stripe.subscriptions(customer).stream()
                .collect(Collectors.partitioningBy(
                        one -> settings.planOf(one.price()).isPresent()
                                || tenant.toString().equals(one.tenant())));
        var others = all.getOrDefault(false, List.of()).stream()
                .filter(StripeSubscription::isLive)
                .toList();
        note(change -> contracts.put(tenant, customer, others, clock.instant()));
        return all.getOrDefault(true, List.of());
    }

    /** Writes down what Stripe says of a tenant's subscription now. */
    private Optional<StripeSubscription> told(TenantId tenant, String customer, @Nullable String reason) {
        var counts = StripeSubscription.thatCounts(ours(tenant, customer));
        var told = counts.map(this::provided);
        note(change -> {
            told.ifPresent(subscription -> subscriptions.follow(change, tenant, subscription, reason));
            accounts.readAgain(tenant, nextLook(counts));
        });
        return counts;
    }

    /** Stripe tells of what happens; if that got lost it is asked, soon where somebody is losing something. */
    private @Nullable Instant nextLook(Optional<StripeSubscription> counts) {
        return counts.filter(StripeSubscription::isLive)
                .map(one -> {
                    var now = clock.instant();
                    var look = now.plus(one.isUnpaid() ? WHILE_UNPAID : UNTOLD);
                    var end = one.periodEndsAt().plus(AFTER_THE_PERIOD);
                    return end.isAfter(now) && end.isBefore(look) ? end : look;
                })
                .orElse(null);
    }

    private ProvidedSubscription provided(StripeSubscription subscription) {
        var plan = settings.planOf(subscription.price());
        if (plan.isEmpty() && subscription.isLive()) {
            throw new ProblemException(Problem.of(
                    502,
                    "unknown-price",
                    "Unknown price",
                    "the subscription %s has the price %s, which is that of no plan; name it last among foodflow.billing.stripe.prices of its plan, or change it at Stripe"
                            .formatted(subscription.id(), subscription.price())));
        }
        return subscription.provided(plan.orElse("free"));
    }

    private String price(String plan) {
        return settings.priceOf(plan)
                .orElseThrow(() -> new ProblemException(Problems.invalid(
                        "plan",
                        "payable",
                        "plan must be one that can be paid for by card, of %s, was '%s'"
                                .formatted(new TreeSet<>(plans()), plan))));
    }

    /** Writes something down; what is no more than our own notes is recorded nowhere else. */
    private void note(Consumer<Change> step) {
        work.write((Function<Change, Boolean>) change -> {
            step.accept(change);
            change.nothing();
            return true;
        });
    }

    private static ProblemException noCustomer() {
        return new ProblemException(Problems.conflict(
                "no-customer",
                "Nothing was paid yet",
                "this tenant is no customer of the payment provider; begin by POST …/subscription/checkout"));
    }
}
