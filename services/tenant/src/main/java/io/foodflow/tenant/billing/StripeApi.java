package io.foodflow.tenant.billing;

import com.stripe.StripeClient;
import com.stripe.exception.ApiException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.PermissionException;
import com.stripe.exception.StripeException;
import com.stripe.model.Customer;
import com.stripe.model.Invoice;
import com.stripe.net.RequestOptions;
import com.stripe.param.CustomerCreateParams;
import com.stripe.param.CustomerSearchParams;
import com.stripe.param.CustomerUpdateParams;
import com.stripe.param.InvoiceListParams;
import com.stripe.param.SubscriptionCancelParams;
import com.stripe.param.SubscriptionListParams;
import com.stripe.param.SubscriptionUpdateParams;
import com.stripe.param.checkout.SessionCreateParams;
import com.stripe.param.checkout.SessionListParams;
import com.stripe.param.common.EmptyParam;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.platform.tenancy.TenantId;
import io.foodflow.platform.web.Problem;
import io.foodflow.platform.web.ProblemException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What we ask of Stripe, by its own client. What Stripe refuses or does not answer becomes a problem
 * ({@link StripeFaults}); a customer that it does not know is {@link NoSuchCustomer}. Thread-safe.
 */
final class StripeApi {

    static final String TENANT = "tenant_id";
    private static final String PLAN = "plan";
    static final String PRICE = "price";
    static final String FREE_UNTIL = "free_until";
    private static final String TEST_KEY = "_test_";
    private static final long MANY = 100;

    private final StripeClient client;
    private final String key;
    private final boolean automaticTax;
    private final Runnable guard;

    /** @param guard called before anything else is asked; what it throws keeps it from being asked */
    StripeApi(StripeSettings settings, Runnable guard) {
        key = Objects.requireNonNull(settings.secretKey());
        client = StripeClient.builder()
                .setApiKey(key)
                .setApiBase(settings.apiBase().toString())
                .setConnectTimeout(settings.connectMillis())
                .setReadTimeout(settings.readMillis())
                .setMaxNetworkRetries(settings.retries())
                .build();
        automaticTax = settings.automaticTax();
        this.guard = guard;
    }

    /** Something asked of Stripe. */
    private interface Call<T> {
        T run() throws StripeException;
    }

    private <T> T ask(Call<T> call) {
        guard.run();
        return unguarded(call);
    }

    private static <T> T unguarded(Call<T> call) {
        try {
            return call.run();
        } catch (InvalidRequestException e) {
            if ("resource_missing".equals(e.getCode()) && "customer".equals(e.getParam())) {
                throw new NoSuchCustomer(String.valueOf(e.getMessage()));
            }
            throw StripeFaults.problem(e);
        } catch (StripeException e) {
            throw StripeFaults.problem(e);
        }
    }

    /** Whose key ours is. */
    ProviderAccount account() {
        return unguarded(() -> {
            try {
                return new ProviderAccount(
                        client.v1().accounts().retrieveCurrent().getId(), !key.contains(TEST_KEY));
            } catch (PermissionException _) {
                throw StripeFaults.mayNotReadItsAccount();
            }
        });
    }

    /** Whether that is a customer of the key's account, be it a deleted one. */
    boolean knows(String customer) {
        return unguarded(() -> {
            try {
                client.v1().customers().retrieve(customer);
                return true;
            } catch (InvalidRequestException e) {
                if ("resource_missing".equals(e.getCode())) {
                    return false;
                }
                throw e;
            }
        });
    }

    /**
     * The customer that a tenant is, made if there is none. What makes it is the same whenever it is sent, and is sent
     * under a key of the tenant's own, so there is one customer even if nobody lived to note the first answer; a day
     * later, when Stripe has forgotten the key, it is found by the tenant's id.
     *
     * @param spoilt what to do when Stripe has failed under the key: it repeats that answer for as long as it knows the key
     */
    String customer(Tenant tenant, UUID key, Runnable spoilt) {
        return ask(() -> {
            var id = tenant.id().toString();
            var known = client.v1()
                    .customers()
                    .search(CustomerSearchParams.builder()
                            .setQuery("metadata['%s']:'%s'".formatted(TENANT, id))
                            .build())
                    .getData();
            var customer = known.isEmpty() ? made(tenant, key, spoilt) : oldest(known);
            client.v1()
                    .customers()
                    .update(
                            customer,
                            CustomerUpdateParams.builder()
                                    .setName(tenant.name())
                                    .build());
            return customer;
        });
    }

    private String made(Tenant tenant, UUID key, Runnable spoilt) throws StripeException {
        try {
            return client.v1()
                    .customers()
                    .create(
                            CustomerCreateParams.builder()
                                    .setDescription(tenant.slug())
                                    .putMetadata(TENANT, tenant.id().toString())
                                    .build(),
                            once("foodflow-customer-" + key))
                    .getId();
        } catch (ApiException e) {
            spoilt.run();
            throw e;
        }
    }

    private static String oldest(List<Customer> customers) {
        return customers.stream()
                .min(Comparator.comparing(Customer::getCreated).thenComparing(Customer::getId))
                .orElseThrow()
                .getId();
    }

    /** Pages of a customer's on which somebody may still pay. */
    List<CheckoutPage> openPages(String customer) {
        return ask(() -> client
                .v1()
                .checkout()
                .sessions()
                .list(SessionListParams.builder()
                        .setCustomer(customer)
                        .setStatus(SessionListParams.Status.OPEN)
                        .setLimit(MANY)
                        .build())
                .getData()
                .stream()
                .map(StripeAnswers::page)
                .toList());
    }

    /** Closes a page; false if that is no longer possible, as when somebody has just paid. */
    boolean close(CheckoutPage page) {
        return ask(() -> {
            try {
                client.v1().checkout().sessions().expire(page.id());
                return true;
            } catch (InvalidRequestException e) {
                return false;
            }
        });
    }

    /** A new page on which that plan can be paid for. */
    CheckoutPage open(CheckoutOrder order) {
        var tenant = order.tenant().toString();
        var subscription = SessionCreateParams.SubscriptionData.builder()
                .putMetadata(TENANT, tenant)
                .putMetadata(PLAN, order.plan());
        if (order.freeUntil() != null) {
            subscription.setTrialEnd(order.freeUntil().getEpochSecond());
        }
        var freeUntil = order.freeUntil() == null ? "" : String.valueOf(order.freeUntil());
        var page = SessionCreateParams.builder()
                .setMode(SessionCreateParams.Mode.SUBSCRIPTION)
                .setCustomer(order.customer())
                .setClientReferenceId(tenant)
                .putMetadata(TENANT, tenant)
                .putMetadata(PLAN, order.plan())
                .putMetadata(PRICE, order.price())
                .putMetadata(FREE_UNTIL, freeUntil)
                .setSubscriptionData(subscription.build())
                .addLineItem(SessionCreateParams.LineItem.builder()
                        .setPrice(order.price())
                        .setQuantity(1L)
                        .build())
                .setSuccessUrl(order.back() + "?checkout=paid")
                .setCancelUrl(order.back() + "?checkout=left");
        if (automaticTax) {
            page.setAutomaticTax(SessionCreateParams.AutomaticTax.builder()
                            .setEnabled(true)
                            .build())
                    .setTaxIdCollection(SessionCreateParams.TaxIdCollection.builder()
                            .setEnabled(true)
                            .build())
                    .setBillingAddressCollection(SessionCreateParams.BillingAddressCollection.REQUIRED)
                    .setCustomerUpdate(SessionCreateParams.CustomerUpdate.builder()
                            .setAddress(SessionCreateParams.CustomerUpdate.Address.AUTO)
                            .setName(SessionCreateParams.CustomerUpdate.Name.AUTO)
                            .build());
        }
        return ask(() -> StripeAnswers.page(client.v1()
                .checkout()
                .sessions()
                .create(page.build(), once("foodflow-checkout-" + UUID.randomUUID()))));
    }

    /** Stripe's page for cards, addresses and invoices. */
    String portal(String customer, String back) {
        return ask(() -> client.v1()
                .billingPortal()
                .sessions()
                .create(com.stripe.param.billingportal.SessionCreateParams.builder()
                        .setCustomer(customer)
                        .setReturnUrl(back)
                        .build())
                .getUrl());
    }

    /** All subscriptions a customer ever had, as far as they fit on a page. */
    List<StripeSubscription> subscriptions(String customer) {
        return ask(() -> {
            var found = client
                    .v1()
                    .subscriptions()
                    .list(SubscriptionListParams.builder()
                            .setCustomer(customer)
                            .setStatus(SubscriptionListParams.Status.ALL)
                            .setLimit(MANY)
                            .addExpand("data.latest_invoice")
                            .build())
                    .getData()
                    .stream()
                    .map(StripeAnswers::subscription)
                    .flatMap(Optional::stream)
                    .toList();
            var whole = new ArrayList<StripeSubscription>();
            for (var one : found) {
                whole.add(one.isOwed() ? one.owedSince(oldestOwed(customer, one)) : one);
            }
            return whole;
        });
    }

    /** The first invoice that is not paid of those since the last that was; null where Stripe shows none. */
    private @Nullable Instant oldestOwed(String customer, StripeSubscription one) throws StripeException {
        var newestFirst = client.v1()
                .invoices()
                .list(InvoiceListParams.builder()
                        .setCustomer(customer)
                        .setSubscription(one.id())
                        .setLimit(MANY)
                        .build())
                .getData();
        Invoice oldest = null;
        for (var invoice : newestFirst) {
            if ("paid".equals(invoice.getStatus())) {
                break;
            }
            if ("open".equals(invoice.getStatus()) || "uncollectible".equals(invoice.getStatus())) {
                oldest = invoice;
            }
        }
        return oldest == null ? null : StripeAnswers.due(oldest);
    }

    /** Another price from now on, paid at once or not changed at all; a cancellation to come is taken back. */
    void changePrice(StripeSubscription subscription, String price) {
        ask(() -> client.v1()
                .subscriptions()
                .update(
                        subscription.id(),
                        kept(subscription)
                                .addItem(SubscriptionUpdateParams.Item.builder()
                                        .setId(subscription.itemId())
                                        .setPrice(price)
                                        .build())
                                .setProrationBehavior(SubscriptionUpdateParams.ProrationBehavior.ALWAYS_INVOICE)
                                .setPaymentBehavior(SubscriptionUpdateParams.PaymentBehavior.ERROR_IF_INCOMPLETE)
                                .build()));
    }

    /** Ends it when what is paid for is over; nothing where it ends then already. */
    void cancelAtPeriodEnd(StripeSubscription subscription) {
        if (subscription.cancelAt() != null && !subscription.cancelAt().isAfter(subscription.periodEndsAt())) {
            return;
        }
        ask(() -> client.v1()
                .subscriptions()
                .update(
                        subscription.id(),
                        SubscriptionUpdateParams.builder()
                                .setCancelAtPeriodEnd(true)
                                .build()));
    }

    /** Takes a cancellation to come back, whoever made it; 502 if Stripe goes on with it. */
    void keep(StripeSubscription subscription) {
        var now = ask(() -> client.v1()
                .subscriptions()
                .update(subscription.id(), kept(subscription).build()));
        if (now.getCancelAt() != null || Boolean.TRUE.equals(now.getCancelAtPeriodEnd())) {
            throw new ProblemException(Problem.of(
                    502,
                    "billing-refused",
                    "Refused by the payment provider",
                    "Stripe still ends the subscription %s, by a schedule for one; take that back at Stripe"
                            .formatted(subscription.id())));
        }
    }

    /** A cancellation made on Stripe's own pages has a moment and no period, and Stripe takes back only what it has. */
    private static SubscriptionUpdateParams.Builder kept(StripeSubscription subscription) {
        var update = SubscriptionUpdateParams.builder();
        return subscription.cancelAt() != null && !subscription.endsWithPeriod()
                ? update.setCancelAt(EmptyParam.EMPTY)
                : update.setCancelAtPeriodEnd(false);
    }

    /** Ends it at once. What was paid is not given back: that is for who runs the platform to decide. */
    void cancelNow(StripeSubscription subscription) {
        ask(() -> client.v1()
                .subscriptions()
                .cancel(subscription.id(), SubscriptionCancelParams.builder().build()));
    }

    /** A customer's invoices, drafts too, newest first. */
    Invoices invoices(String customer, int count, @Nullable String after) {
        return ask(() -> {
            var wanted = InvoiceListParams.builder().setCustomer(customer).setLimit((long) count);
            if (after != null) {
                wanted.setStartingAfter(after);
            }
            var found = client.v1().invoices().list(wanted.build());
            return new Invoices(
                    found.getData().stream().map(StripeAnswers::invoice).toList(),
                    Boolean.TRUE.equals(found.getHasMore()));
        });
    }

    /** Invoices, and whether there are more. */
    record Invoices(List<InvoiceView> items, boolean more) {
        Invoices {
            items = List.copyOf(items);
        }
    }

    /** A page on which a plan can be paid for. */
    record CheckoutPage(String id, String url, String price, String freeUntil, Instant expiresAt) {

        /** Whether it is at that price and free until then. */
        boolean offers(String wantedPrice, @Nullable Instant wantedUntil) {
            return price.equals(wantedPrice) && freeUntil.equals(wantedUntil == null ? "" : wantedUntil.toString());
        }
    }

    /**
     * What is wanted of a page to pay on.
     *
     * @param freeUntil from when on it is paid for, where that is not now
     * @param back where people come back to
     */
    record CheckoutOrder(
            TenantId tenant,
            String customer,
            String plan,
            String price,
            @Nullable Instant freeUntil,
            String back) {}

    private static RequestOptions once(String key) {
        return RequestOptions.builder().setIdempotencyKey(key).build();
    }
}
