package io.foodflow.tenant.billing;

import static io.foodflow.tenant.billing.BillingPlatform.NEXT_SECRET;
import static io.foodflow.tenant.billing.BillingPlatform.PLATFORM;
import static io.foodflow.tenant.billing.BillingPlatform.SECRET;
import static io.foodflow.tenant.billing.BillingPlatform.STRIPE;
import static io.foodflow.tenant.billing.BillingPlatform.administrator;
import static io.foodflow.tenant.billing.BillingPlatform.finish;
import static io.foodflow.tenant.billing.BillingPlatform.newSubscriber;
import static io.foodflow.tenant.billing.BillingPlatform.newTenant;
import static io.foodflow.tenant.billing.BillingPlatform.operator;
import static io.foodflow.tenant.billing.BillingPlatform.query;
import static io.foodflow.tenant.billing.BillingPlatform.recorded;
import static io.foodflow.tenant.billing.BillingPlatform.send;
import static io.foodflow.tenant.billing.BillingPlatform.subscription;
import static org.assertj.core.api.Assertions.assertThat;

import io.foodflow.platform.changes.PlatformWork;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.tenant.TenantPlatform;
import io.foodflow.tenant.billing.BillingPlatform.Subscriber;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class WebhookApiTest {

    @AfterEach
    void heal() {
        STRIPE.heal();
    }

    @Test
    void takesWhatIsSignedWithEitherSecret() {
        for (var secret : List.of(SECRET, NEXT_SECRET)) {
            var event = event("product.updated", "");
            assertThat(send(event, LocalStripe.sign(event, secret, Instant.now()))
                            .status())
                    .isEqualTo(200);
            assertThat(state(event)).containsExactly("ignored");
        }
    }

    @Test
    void keepsNothingOfWhatIsNotSignedForNow() {
        var event = event("product.updated", "");
        var now = Instant.now();
        var good = LocalStripe.sign(event, SECRET, now);
        var signature = good.substring(good.indexOf("v1="));
        for (var header : List.of(
                LocalStripe.sign(event, "whsec_of_another", now),
                LocalStripe.sign(event, SECRET, now.minusSeconds(320)),
                LocalStripe.sign(event, SECRET, now.plusSeconds(320)),
                LocalStripe.sign(event + " ", SECRET, now),
                good.replace("v1=", "v0="),
                signature,
                "t=%d,%s".formatted(now.getEpochSecond() + 1, signature),
                "t=%d,v1=".formatted(now.getEpochSecond()),
                "t=99999999999999999999,v1=00",
                "",
                "x".repeat(5_000))) {
            var refused = send(event, header);
            assertThat(refused.status()).as(header).isEqualTo(400);
            assertThat(refused.json().path("type").asString()).endsWith("/bad-signature");
        }
        assertThat(PLATFORM.anonymous().post("/billing/stripe/webhook", event).status())
                .isEqualTo(400);
        assertThat(state(event)).isEmpty();
        assertThat(send(event).status()).isEqualTo(200);
    }

    @Test
    void refusesWhatIsSignedAndNoEvent() {
        for (var body : List.of("{}", "[1]", "no json", "{\"id\":\"../../x\",\"type\":\"a\"}", "{\"id\":\"evt_1\"}")) {
            var refused = send(body);
            assertThat(refused.status()).as(body).isEqualTo(400);
            assertThat(refused.json().path("type").asString()).endsWith("/no-event");
        }
        assertThat(send("{\"id\":\"evt_long\",\"type\":\"a\",\"x\":\"" + "x".repeat(1 << 20) + "\"}")
                        .status())
                .isEqualTo(413);
    }

    @Test
    void isRefusedWhereStripeIsNotConnected() {
        var event = event("product.updated", "");
        var refused = TenantPlatform.get()
                .anonymous()
                .with("Stripe-Signature", LocalStripe.sign(event, "x", Instant.now()))
                .post("/billing/stripe/webhook", event);
        assertThat(refused.status()).isEqualTo(503);
    }

    @Test
    void goesByWhatStripeSaysAndNotByWhatAnEventSays() {
        var subscriber = newSubscriber();
        STRIPE.renew(subscriber.subscription(), false);
        STRIPE.turn(subscriber.subscription(), "canceled");
        var told = eventsOf(subscriber);
        for (var event : told.reversed()) {
            send(event);
            finish();
        }
        var now = subscription(subscriber.tenant()).json();
        assertThat(now.path("state").asString()).isEqualTo("cancelled");
        assertThat(now.path("effective_plan").asString()).isEqualTo("free");
        assertThat(recorded(subscriber.tenant()))
                .filteredOn(type -> !type.equals("TenantCreated")
                        && !type.equals("BillingAccountOpened")
                        && !type.equals("CheckoutStarted"))
                .containsExactlyInAnyOrder(
                        "SubscriptionChanged",
                        "SubscriptionChanged",
                        "CheckoutCompleted",
                        "InvoiceIssued",
                        "InvoicePaid",
                        "InvoiceIssued",
                        "PaymentFailed");
    }

    @Test
    void givesTimeToPayAndTakesItBackWhenPaid() {
        var subscriber = newSubscriber();
        STRIPE.renew(subscriber.subscription(), false);
        sendAll(subscriber);
        var unpaid = subscription(subscriber.tenant()).json();
        assertThat(unpaid.path("state").asString()).isEqualTo("past_due");
        var grace = Instant.parse(unpaid.path("grace_ends_at").asString());
        assertThat(grace).isAfter(Instant.now().plus(13, ChronoUnit.DAYS));
        assertThat(unpaid.path("effective_plan").asString()).isEqualTo("pro");

        STRIPE.renew(subscriber.subscription(), false);
        sendAll(subscriber);
        assertThat(subscription(subscriber.tenant())
                        .json()
                        .path("grace_ends_at")
                        .asString())
                .as("a second failure does not prolong it")
                .isEqualTo(grace.toString());

        STRIPE.settle(subscriber.subscription());
        sendAll(subscriber);
        var paid = subscription(subscriber.tenant()).json();
        assertThat(paid.path("state").asString()).isEqualTo("active");
        assertThat(paid.has("grace_ends_at")).isFalse();
    }

    @Test
    void givesTimeAnewToWhoPaidAndFailedAgainBetweenTwoLooks() {
        var subscriber = newSubscriber();
        STRIPE.renew(subscriber.subscription(), false);
        var first = Instant.now().minus(20, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
        STRIPE.due(subscriber.subscription(), first);
        sendAll(subscriber);
        assertThat(subscription(subscriber.tenant()).json().path("state").asString())
                .isEqualTo("lapsed");

        STRIPE.renew(subscriber.subscription(), false);
        sendAll(subscriber);
        assertThat(graceEnds(subscriber)).as("the first is owed still").isEqualTo(first.plus(14, ChronoUnit.DAYS));

        STRIPE.payAll(subscriber.subscription());
        STRIPE.renew(subscriber.subscription(), false);
        var second = Instant.now().minus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
        STRIPE.due(subscriber.subscription(), second);
        sendAll(subscriber);
        assertThat(graceEnds(subscriber)).isEqualTo(second.plus(14, ChronoUnit.DAYS));
        assertThat(subscription(subscriber.tenant()).json().path("state").asString())
                .isEqualTo("past_due");
    }

    private static Instant graceEnds(Subscriber subscriber) {
        return Instant.parse(
                subscription(subscriber.tenant()).json().path("grace_ends_at").asString());
    }

    @Test
    void looksByItselfWhereNobodyTellsItAndSoonerWhereNobodyPays() {
        var opened = newTenant();
        BillingPlatform.checkout(opened, "pro");
        assertThat(looksWithin(opened, "23 hours", "36 hours"))
                .as("when the page to pay on is closed")
                .isTrue();
        var subscriber = newSubscriber();
        assertThat(looksWithin(subscriber.tenant(), "23 hours", "24 hours")).isTrue();
        STRIPE.renew(subscriber.subscription(), false);
        PLATFORM.bean(StripeBilling.class).refresh(subscriber.tenant().id());
        assertThat(looksWithin(subscriber.tenant(), "50 minutes", "1 hour")).isTrue();
        STRIPE.turn(subscriber.subscription(), "canceled");
        query("update platform.billing_accounts set read_again_at = now() where tenant_id = '%s'"
                .formatted(subscriber.tenant().id()));
        finish();
        assertThat(subscription(subscriber.tenant()).json().path("state").asString())
                .isEqualTo("cancelled");
    }

    private static boolean looksWithin(Tenant tenant, String least, String most) {
        return query("""
                select 1 from platform.billing_accounts
                where tenant_id = '%s' and read_again_at between now() + interval '%s' and now() + interval '%s'""".formatted(tenant.id(), least, most)).size() == 1;
    }

    @Test
    void keepsWhatMatchesNobodyUntilItDoes() {
        var event = event("invoice.paid", "cus_of_nobody");
        assertThat(send(event).status()).isEqualTo(200);
        finish();
        assertThat(state(event)).containsExactly("unmatched");
        var nameless = event("invoice.paid", "");
        send(nameless);
        assertThat(state(nameless)).containsExactly("unmatched");

        var tenant = newTenant();
        STRIPE.admit("cus_of_nobody");
        query("insert into platform.billing_accounts (tenant_id, customer_id) values ('%s', 'cus_of_nobody')"
                .formatted(tenant.id()));
        assertThat(operator()
                        .post("/billing/events/%s/retry".formatted(id(event)), "")
                        .status())
                .isEqualTo(200);
        finish();
        assertThat(state(event)).containsExactly("done");
        assertThat(recorded(tenant)).endsWith("InvoicePaid");
    }

    @Test
    void forgetsACustomerThatStripeDoesNotKnow() {
        var subscriber = newSubscriber();
        STRIPE.renew(subscriber.subscription(), true);
        var event = STRIPE.events().getLast();
        STRIPE.forget(subscriber.customer());
        send(event);
        finish();
        assertThat(subscription(subscriber.tenant()).json().path("state").asString())
                .isEqualTo("cancelled");
        assertThat(recorded(subscriber.tenant())).endsWith("BillingAccountLost", "SubscriptionChanged");
        finish();
        assertThat(state(event)).containsExactly("unmatched");
    }

    @Test
    void triesAgainUntilAPersonIsNeededAndThenOnDemand() {
        var subscriber = newSubscriber();
        var customer = subscriber.customer();
        STRIPE.turn(subscriber.subscription(), "past_due");
        var event = STRIPE.events().getLast();
        STRIPE.refuse("/v1/subscriptions", 500, 100);
        send(event);
        finish();
        assertThat(state(event)).containsExactly("waiting");
        query("""
                update platform.billing_events set attempts = %d, next_at = now()
                where customer_id = '%s' and state = 'waiting'""".formatted(BillingEventTable.MOST_ATTEMPTS - 1, customer));
        finish();
        assertThat(state(event)).containsExactly("dead");
        var dead = operator()
                .get("/billing/events?state=dead&tenant_id="
                        + subscriber.tenant().id())
                .json();
        assertThat(dead.at("/items/0/id").asString()).isEqualTo(id(event));
        assertThat(dead.at("/items/0/attempts").asInt()).isEqualTo(BillingEventTable.MOST_ATTEMPTS);
        assertThat(dead.at("/items/0/error").asString()).contains("Stripe has a fault of its own");

        STRIPE.heal();
        var retried = operator().post("/billing/events/%s/retry".formatted(id(event)), "");
        assertThat(retried.json().path("state").asString()).isEqualTo("waiting");
        finish();
        assertThat(state(event)).containsExactly("done");
        assertThat(subscription(subscriber.tenant()).json().path("state").asString())
                .isEqualTo("past_due");
        assertThat(operator()
                        .post("/billing/events/%s/retry".formatted(id(event)), "")
                        .status())
                .as("there is nothing to do again")
                .isEqualTo(409);
    }

    @Test
    void asksAgainForAnEventThatComesWhileItAsks() {
        var subscriber = newSubscriber();
        STRIPE.turn(subscriber.subscription(), "past_due");
        var first = STRIPE.events().getLast();
        STRIPE.turn(subscriber.subscription(), "active");
        var second = STRIPE.events().getLast();
        long before = STRIPE.calls("GET /v1/subscriptions");
        STRIPE.during("GET /v1/subscriptions", () -> {
            send(second);
            query("update platform.billing_events set next_at = received_at - interval '1 minute' where id = '%s'"
                    .formatted(id(second))); // of a process whose clock is slow
        });
        send(first);
        finish();
        finish();
        assertThat(state(first)).containsExactly("done");
        assertThat(state(second)).containsExactly("done");
        assertThat(STRIPE.calls("GET /v1/subscriptions") - before).isGreaterThanOrEqualTo(2);
    }

    @Test
    void keepsNothingThatSpeaksOfPeople() {
        var customer = "cus_" + UUID.randomUUID().toString().replace("-", "");
        var used = event("invoice.paid", customer);
        send(used);
        assertThat(query("select payload from platform.billing_events where id = '%s'".formatted(id(used)))
                        .getFirst())
                .contains("X-1")
                .doesNotContain("ada@example.com");
        var ignored = event("customer.updated", "")
                .replace("\"id\":\"in_1\"", "\"object\":\"customer\",\"id\":\"%s\"".formatted(customer));
        send(ignored);
        assertThat(query("select payload is null, customer_id from platform.billing_events where id = '%s'"
                        .formatted(id(ignored))))
                .containsExactly("t|" + customer);

        var subscriber = newSubscriber();
        sendAll(subscriber);
        assertThat(query("select count(payload), count(*) > 0 from platform.billing_events where customer_id = '%s'"
                        .formatted(subscriber.customer())))
                .containsExactly("0|t");
        PLATFORM.bean(Billing.class).end(subscriber.tenant().id());
        assertThat(query("select 1 from platform.billing_events where customer_id = '%s'"
                        .formatted(subscriber.customer())))
                .isEmpty();
    }

    @Test
    void removesWhatIsOldUnlessItIsStillTried() {
        var dead = event("invoice.paid", "");
        send(dead);
        query("""
                update platform.billing_events set state = 'dead', received_at = now() - interval '91 days'
                where id = '%s'""".formatted(id(dead)));
        var kept = event("invoice.paid", "");
        send(kept);
        CallContext.platform("billing", null).run(PLATFORM.bean(BillingEvents.class)::sweep);
        assertThat(state(dead)).isEmpty();
        assertThat(state(kept)).containsExactly("unmatched");
    }

    @Test
    void goesOnTryingForThreeDays() {
        var events = PLATFORM.bean(BillingEventTable.class);
        var work = PLATFORM.bean(PlatformWork.class);
        var customer = "cus_" + UUID.randomUUID().toString().replace("-", "");
        var event = event("invoice.paid", customer);
        var received = ReceivedEvent.read(event, JsonMapper.shared()).orElseThrow();
        var start = Instant.now().plus(365, ChronoUnit.DAYS); // nobody else looks at what is due then
        var last = start;
        CallContext.platform("billing", null)
                .call(() -> work.write(change -> {
                    change.nothing();
                    return events.insert(received, "waiting", start);
                }));
        for (var due = start; due != null; due = next(event)) {
            var now = due;
            last = due;
            CallContext.platform("billing", null)
                    .call(() -> work.write(change -> {
                        change.nothing();
                        events.failed(customer, "made to fail", now);
                        return true;
                    }));
        }
        assertThat(state(event)).containsExactly("dead");
        assertThat(Duration.between(start, last)).isBetween(Duration.ofDays(3), Duration.ofDays(4));
        query("delete from platform.billing_events where id = '%s'".formatted(id(event)));
    }

    private static @Nullable Instant next(String event) {
        return query("""
                        select to_char(next_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
                        from platform.billing_events where id = '%s' and state = 'waiting'""".formatted(id(event))).stream()
                .map(Instant::parse)
                .findFirst()
                .orElse(null);
    }

    @Test
    void refusesToGuessThePlanOfAnUnknownPrice() {
        var subscriber = newSubscriber();
        STRIPE.reprice(subscriber.subscription(), "price_of_something_else");
        var event = STRIPE.events().getLast();
        send(event);
        finish();
        assertThat(state(event)).containsExactly("waiting");
        assertThat(query("select error from platform.billing_events where id = '%s'".formatted(id(event)))
                        .getFirst())
                .contains("price_of_something_else", "foodflow.billing.stripe.prices");
        var refused = administrator(subscriber.tenant())
                .post(BillingPlatform.path(subscriber.tenant()) + "/cancel", "{\"at\":\"now\"}");
        assertThat(refused.status()).isEqualTo(502);
        assertThat(STRIPE.subscription(subscriber.subscription()).path("status").asString())
                .as("nothing is ordered that cannot be written down")
                .isEqualTo("active");
    }

    @Test
    void listsWhatWasToldForThePlatformAlone() {
        var first = event("product.created", "");
        var second = event("product.deleted", "");
        send(first);
        send(second);
        var newest = operator().get("/billing/events?limit=1").json();
        assertThat(newest.at("/items/0/id").asString()).isEqualTo(id(second));
        var next = operator()
                .get("/billing/events?limit=1&cursor="
                        + newest.path("next_cursor").asString())
                .json();
        assertThat(next.at("/items/0/id").asString()).isEqualTo(id(first));
        assertThat(operator().get("/billing/events?state=lost").status()).isEqualTo(400);
        assertThat(operator().get("/billing/events?cursor=bm8").status()).isEqualTo(400);
        assertThat(administrator(newTenant()).get("/billing/events").status()).isEqualTo(403);
        assertThat(PLATFORM.anonymous().get("/billing/events").status()).isEqualTo(401);
        assertThat(operator().post("/billing/events/evt_none/retry", "").status())
                .isEqualTo(404);
        assertThat(administrator(newTenant())
                        .post("/billing/events/%s/retry".formatted(id(first)), "")
                        .status())
                .isEqualTo(403);
    }

    private static List<String> eventsOf(Subscriber subscriber) {
        return STRIPE.events().stream()
                .filter(event -> event.contains("\"customer\":\"%s\"".formatted(subscriber.customer())))
                .toList();
    }

    private static void sendAll(Subscriber subscriber) {
        eventsOf(subscriber).forEach(BillingPlatform::send);
        finish();
    }

    private static String event(String type, String customer) {
        return """
                {"id":"evt_%s","object":"event","type":"%s","created":1700000000,
                 "data":{"object":{"id":"in_1","customer":"%s","number":"X-1","customer_email":"ada@example.com","amount_paid":100,"currency":"eur"}}}""".formatted(UUID.randomUUID().toString().replace("-", ""), type, customer);
    }

    private static String id(String event) {
        return event.substring(event.indexOf("evt_"), event.indexOf('"', event.indexOf("evt_")));
    }

    private static List<String> state(String event) {
        return query("select state from platform.billing_events where id = '%s'".formatted(id(event)));
    }
}
