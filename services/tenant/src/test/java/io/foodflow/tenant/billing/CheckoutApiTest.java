package io.foodflow.tenant.billing;

import static io.foodflow.tenant.billing.BillingPlatform.PLATFORM;
import static io.foodflow.tenant.billing.BillingPlatform.STRIPE;
import static io.foodflow.tenant.billing.BillingPlatform.administrator;
import static io.foodflow.tenant.billing.BillingPlatform.checkout;
import static io.foodflow.tenant.billing.BillingPlatform.customer;
import static io.foodflow.tenant.billing.BillingPlatform.finish;
import static io.foodflow.tenant.billing.BillingPlatform.newSubscriber;
import static io.foodflow.tenant.billing.BillingPlatform.newTenant;
import static io.foodflow.tenant.billing.BillingPlatform.operator;
import static io.foodflow.tenant.billing.BillingPlatform.path;
import static io.foodflow.tenant.billing.BillingPlatform.query;
import static io.foodflow.tenant.billing.BillingPlatform.recorded;
import static io.foodflow.tenant.billing.BillingPlatform.subscription;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foodflow.platform.entitlements.Entitlements;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.platform.web.ProblemException;
import io.foodflow.testkit.Api.Answer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckoutApiTest {

    @AfterEach
    void heal() {
        STRIPE.heal();
    }

    @Test
    void beginsThePlanWhenItIsPaidForAndNotBefore() {
        var tenant = newTenant();
        var before = subscription(tenant).json();
        assertThat(before.path("billing").asString()).isEqualTo("manual");
        assertThat(before.path("checkout_plans").toString()).isEqualTo("[\"enterprise\",\"pro\"]");

        var page = checkout(tenant, "pro");
        assertThat(page.status()).as(page.body()).isEqualTo(200);
        assertThat(subscription(tenant).json()).isEqualTo(before);
        var made = STRIPE.pagesOf(customer(tenant)).getFirst();
        assertThat(made.path("success_url").asString())
                .isEqualTo("https://foodflow.example.com/app/company/plan?checkout=paid");
        assertThat(made.path("client_reference_id").asString())
                .isEqualTo(tenant.id().toString());

        STRIPE.pay(page.json().path("url").asString());
        var paid = administrator(tenant).post(path(tenant) + "/refresh", "").json();
        assertThat(paid.path("plan").asString()).isEqualTo("pro");
        assertThat(paid.path("state").asString()).isEqualTo("active");
        assertThat(paid.path("billing").asString()).isEqualTo("stripe");
        assertThat(paid.path("checkout_plans").isEmpty()).isTrue();
        assertThat(paid.path("portal").asBoolean()).isTrue();
        assertThat(Instant.parse(paid.path("current_period_end").asString()))
                .isAfter(Instant.now().plus(29, ChronoUnit.DAYS));
        assertThat(allowed(tenant, "forecasting")).isTrue();
        assertThat(recorded(tenant))
                .containsExactly("TenantCreated", "BillingAccountOpened", "CheckoutStarted", "SubscriptionChanged");
    }

    @Test
    void makesOneCustomerAndKeepsOnePageOpen() {
        var tenant = newTenant();
        var first = checkout(tenant, "pro").json().path("url").asString();
        assertThat(checkout(tenant, "pro").json().path("url").asString()).isEqualTo(first);
        var other = checkout(tenant, "enterprise").json().path("url").asString();
        assertThat(other).isNotEqualTo(first);
        assertThat(STRIPE.customersOf(tenant.id().toString())).hasSize(1);
        assertThat(STRIPE.pagesOf(customer(tenant)))
                .extracting(page -> page.path("status").asString())
                .containsExactly("expired", "open");

        STRIPE.pay(other);
        var again = checkout(tenant, "pro");
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.json().path("type").asString()).endsWith("/already-subscribed");
        assertThat(subscription(tenant).json().path("plan").asString()).isEqualTo("enterprise");
    }

    @Test
    void opensAnotherPageWhenThePriceIsAnother() {
        var tenant = newTenant();
        var first = checkout(tenant, "pro").json().path("url").asString();
        STRIPE.repricePages(customer(tenant), BillingPlatform.OLD_PRO);
        assertThat(checkout(tenant, "pro").json().path("url").asString()).isNotEqualTo(first);
        assertThat(STRIPE.pagesOf(customer(tenant)))
                .extracting(page -> page.path("status").asString())
                .containsExactly("expired", "open");
    }

    @Test
    void goesOnWithWhoPaysAnEarlierPrice() {
        var subscriber = newSubscriber();
        STRIPE.reprice(subscriber.subscription(), BillingPlatform.OLD_PRO);
        STRIPE.renew(subscriber.subscription(), false);
        var path = path(subscriber.tenant());
        var unpaid = administrator(subscriber.tenant()).post(path + "/refresh", "");
        assertThat(unpaid.status()).as(unpaid.body()).isEqualTo(200);
        assertThat(unpaid.json().path("plan").asString()).isEqualTo("pro");
        assertThat(unpaid.json().path("state").asString()).isEqualTo("past_due");
        STRIPE.settle(subscriber.subscription());
        administrator(subscriber.tenant()).post(path + "/refresh", "");
        choose(subscriber.tenant(), "{\"plan\":\"free\"}");
        assertThat(choose(subscriber.tenant(), "{\"plan\":\"pro\"}").json().has("cancel_at"))
                .isFalse();
        assertThat(STRIPE.subscription(subscriber.subscription())
                        .at("/items/data/0/price/id")
                        .asString())
                .as("taking a cancellation back raises no price")
                .isEqualTo(BillingPlatform.OLD_PRO);
    }

    @Test
    void leavesOtherContractsOfTheCustomerAlone() {
        var subscriber = newSubscriber();
        var contract = STRIPE.begin(subscriber.customer(), "price_of_support", null);
        var tenant = subscriber.tenant();
        assertThat(choose(tenant, "{\"plan\":\"enterprise\"}")
                        .json()
                        .path("plan")
                        .asString())
                .isEqualTo("enterprise");
        var over = administrator(tenant).post(path(tenant) + "/cancel", "{\"at\":\"now\"}");
        assertThat(over.json().path("state").asString()).as(over.body()).isEqualTo("cancelled");
        var shown = operator().get("/billing/contracts?limit=500").json().path("items");
        assertThat(shown.valueStream().filter(one -> one.path("id").asString().equals(contract)))
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.path("tenant_id").asString())
                            .isEqualTo(tenant.id().toString());
                    assertThat(one.path("price_id").asString()).isEqualTo("price_of_support");
                    assertThat(one.path("status").asString()).isEqualTo("active");
                });
        PLATFORM.bean(Billing.class).end(tenant.id());
        var other = STRIPE.subscription(contract);
        assertThat(other.path("status").asString()).isEqualTo("active");
        assertThat(other.at("/items/data/0/price/id").asString()).isEqualTo("price_of_support");

        STRIPE.turn(contract, "canceled");
        PLATFORM.bean(StripeBilling.class).refresh(tenant.id());
        assertThat(operator().get("/billing/contracts?limit=500").body()).doesNotContain(contract);
        assertThat(administrator(tenant).get("/billing/contracts").status()).isEqualTo(403);
        assertThat(PLATFORM.anonymous().get("/billing/contracts").status()).isEqualTo(401);
    }

    @Test
    void opensThePageByTheSameKeyAfterStripeFailed() {
        var tenant = newTenant();
        var api = administrator(tenant).with("Idempotency-Key", "checkout-" + tenant.slug());
        STRIPE.refuse("POST /v1/checkout/sessions", 500, 10);
        assertThat(api.post(path(tenant) + "/checkout", "{\"plan\":\"pro\"}").status())
                .isEqualTo(502);
        assertThat(customer(tenant)).as("what was done stays").isNotEmpty();
        STRIPE.heal();
        var page = api.post(path(tenant) + "/checkout", "{\"plan\":\"pro\"}");
        assertThat(page.status()).as(page.body()).isEqualTo(200);
        var again = api.post(path(tenant) + "/checkout", "{\"plan\":\"pro\"}");
        assertThat(again.body()).isEqualTo(page.body());
        assertThat(recorded(tenant)).containsExactly("TenantCreated", "BillingAccountOpened", "CheckoutStarted");
        assertThat(api.post(path(tenant) + "/portal", "").status()).isEqualTo(200);
        assertThat(query("select 1 from platform.request_keys where tenant_id = '%s'".formatted(tenant.id())))
                .as("links that anybody can use are not kept")
                .isEmpty();
    }

    @Test
    void carriesARunningTrialOver() {
        var tenant = newTenant();
        choose(tenant, "{\"plan\":\"pro\",\"trial\":true}");
        STRIPE.pay(checkout(tenant, "pro").json().path("url").asString());
        var tried = administrator(tenant).post(path(tenant) + "/refresh", "").json();
        assertThat(tried.path("state").asString()).isEqualTo("trialing");
        assertThat(tried.path("billing").asString()).isEqualTo("stripe");
        assertThat(Instant.parse(tried.path("trial_ends_at").asString()))
                .isAfter(Instant.now().plus(13, ChronoUnit.DAYS));
        query("update platform.subscriptions set trial_ends_at = now() - interval '1 hour' where tenant_id = '%s'"
                .formatted(tenant.id()));
        PLATFORM.bean(Entitlements.class).forget();
        assertThat(allowed(tenant, "forecasting"))
                .as("until Stripe has told what became of it")
                .isTrue();
    }

    @Test
    void opensAnotherPageWhenATrialHasBegunSince() {
        var tenant = newTenant();
        checkout(tenant, "pro");
        choose(tenant, "{\"plan\":\"pro\",\"trial\":true}");
        STRIPE.pay(checkout(tenant, "pro").json().path("url").asString());
        assertThat(administrator(tenant)
                        .post(path(tenant) + "/refresh", "")
                        .json()
                        .path("state")
                        .asString())
                .isEqualTo("trialing");
        assertThat(STRIPE.pagesOf(customer(tenant)))
                .extracting(page -> page.path("status").asString())
                .containsExactly("expired", "complete");
    }

    @Test
    void hasAnInvoiceByHandPaidFirst() {
        var tenant = newTenant();
        operator().with("If-Match", "*").put(path(tenant), "{\"plan\":\"pro\"}");
        assertThat(operator().post(path(tenant) + "/payment-failed", "").status())
                .isEqualTo(200);
        var refused = checkout(tenant, "pro");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().path("type").asString()).endsWith("/unpaid");
        operator().post(path(tenant) + "/paid", "");
        assertThat(checkout(tenant, "pro").status()).isEqualTo(200);
    }

    @Test
    void countsTheTimeOfGraceFromTheDayAnInvoiceWasDue() {
        var subscriber = newSubscriber();
        var due = Instant.now().plus(5, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
        STRIPE.renew(subscriber.subscription(), false);
        STRIPE.due(subscriber.subscription(), due);
        var unpaid = administrator(subscriber.tenant())
                .post(path(subscriber.tenant()) + "/refresh", "")
                .json();
        assertThat(Instant.parse(unpaid.path("grace_ends_at").asString())).isEqualTo(due.plus(14, ChronoUnit.DAYS));
    }

    @Test
    void leavesWhatMustBePaidForToTheCheckoutPage() {
        var tenant = newTenant();
        var own = choose(tenant, "{\"plan\":\"pro\"}");
        assertThat(own.status()).isEqualTo(402);
        assertThat(own.json().path("type").asString()).endsWith("/checkout-needed");
        var byOperator = operator().with("If-Match", "*").put(path(tenant), "{\"plan\":\"pro\"}");
        assertThat(byOperator.json().path("billing").asString()).isEqualTo("manual");
        assertThat(byOperator.json().path("billing_note").asString()).startsWith("invoiced by hand");
    }

    @Test
    void changesAndCancelsAndGoesOnAtStripe() {
        var subscriber = newSubscriber();
        var tenant = subscriber.tenant();
        var larger = choose(tenant, "{\"plan\":\"enterprise\"}");
        assertThat(larger.status()).as(larger.body()).isEqualTo(200);
        assertThat(larger.json().path("plan").asString()).isEqualTo("enterprise");
        assertThat(STRIPE.subscription(subscriber.subscription())
                        .at("/items/data/0/price/id")
                        .asString())
                .isEqualTo(BillingPlatform.ENTERPRISE);

        var ending =
                administrator(tenant).post(path(tenant) + "/cancel", "{\"at\":\"period_end\",\"reason\":\"merger\"}");
        assertThat(ending.json().path("state").asString()).isEqualTo("active");
        assertThat(ending.json().path("cancel_at")).isEqualTo(ending.json().path("current_period_end"));
        var back = administrator(tenant).post(path(tenant) + "/reactivate", "");
        assertThat(back.json().has("cancel_at")).isFalse();
        assertThat(STRIPE.subscription(subscriber.subscription())
                        .path("cancel_at_period_end")
                        .asBoolean())
                .isFalse();

        var over = administrator(tenant).post(path(tenant) + "/cancel", "{\"at\":\"now\"}");
        assertThat(over.json().path("state").asString()).isEqualTo("cancelled");
        assertThat(over.json().path("effective_plan").asString()).isEqualTo("free");
        assertThat(over.json().path("checkout_plans").isEmpty()).isFalse();
        assertThat(STRIPE.subscription(subscriber.subscription()).path("status").asString())
                .isEqualTo("canceled");
        var anew = administrator(tenant).post(path(tenant) + "/reactivate", "");
        assertThat(anew.status()).isEqualTo(402);
        assertThat(anew.json().path("type").asString()).endsWith("/checkout-needed");
        assertThat(query("""
                select count(*) from platform.audit_entries where resource_id = '%s' and reason = 'merger'
                  and event_type = 'SubscriptionChanged'""".formatted(tenant.id()))).containsExactly("1");
    }

    @Test
    void endsAtThePeriodsEndWhenFreeIsChosen() {
        var subscriber = newSubscriber();
        var free = choose(subscriber.tenant(), "{\"plan\":\"free\"}").json();
        assertThat(free.path("plan").asString()).isEqualTo("pro");
        assertThat(free.path("cancel_at")).isEqualTo(free.path("current_period_end"));
        assertThat(choose(subscriber.tenant(), "{\"plan\":\"pro\"}").json().has("cancel_at"))
                .as("the same plan again takes it back")
                .isFalse();
    }

    @Test
    void takesACancellationBackThatWasMadeOnStripesPage() {
        var subscriber = newSubscriber();
        var path = path(subscriber.tenant());
        for (var back : List.of("reactivate", "the plan again", "another plan")) {
            STRIPE.cancelInPortal(subscriber.subscription());
            var ending = administrator(subscriber.tenant()).post(path + "/refresh", "");
            assertThat(ending.json().has("cancel_at")).isTrue();
            var kept = switch (back) {
                case "reactivate" -> administrator(subscriber.tenant()).post(path + "/reactivate", "");
                case "the plan again" -> choose(subscriber.tenant(), "{\"plan\":\"pro\"}");
                default -> choose(subscriber.tenant(), "{\"plan\":\"enterprise\"}");
            };
            assertThat(kept.status()).as(kept.body()).isEqualTo(200);
            assertThat(kept.json().has("cancel_at")).as(back).isFalse();
            assertThat(STRIPE.subscription(subscriber.subscription())
                            .path("cancel_at")
                            .isNull())
                    .as(back)
                    .isTrue();
        }
    }

    @Test
    void changesNothingWhenTheCardIsDeclined() {
        var subscriber = newSubscriber();
        var before = subscription(subscriber.tenant()).json();
        STRIPE.declineCards(true);
        var declined = choose(subscriber.tenant(), "{\"plan\":\"enterprise\"}");
        assertThat(declined.status()).isEqualTo(402);
        assertThat(declined.json().path("type").asString()).endsWith("/payment-declined");
        assertThat(declined.json().path("detail").asString()).startsWith("Your card has insufficient funds.");
        assertThat(declined.json().path("decline_code").asString()).isEqualTo("insufficient_funds");
        assertThat(subscription(subscriber.tenant()).json()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({
        "500, 502, billing-unavailable",
        "429, 503, billing-unavailable",
        "401, 502, billing-unavailable",
        "400, 502, billing-refused"
    })
    void saysWhatStripesFaultMeansAndLeavesNothingHalfDone(int fault, int status, String problem) {
        var tenant = newTenant();
        STRIPE.refuse("/v1/checkout/sessions", fault, 2);
        var failed = checkout(tenant, "pro");
        assertThat(failed.status()).as(failed.body()).isEqualTo(status);
        assertThat(failed.json().path("type").asString()).endsWith("/" + problem);
        STRIPE.heal();
        assertThat(checkout(tenant, "pro").status()).isEqualTo(200);
        assertThat(STRIPE.customersOf(tenant.id().toString())).hasSize(1);
        assertThat(STRIPE.pagesOf(customer(tenant))).hasSize(1);
    }

    @Test
    void followsAnOrderWhoseAnswerWasLost() {
        var subscriber = newSubscriber();
        STRIPE.swallow("/v1/subscriptions/" + subscriber.subscription(), 2);
        var unknown = choose(subscriber.tenant(), "{\"plan\":\"enterprise\"}");
        assertThat(unknown.status()).as(unknown.body()).isEqualTo(503);
        assertThat(unknown.json().path("detail").asString()).contains("nothing is ordered twice");
        assertThat(subscription(subscriber.tenant()).json().path("plan").asString())
                .as("nobody has told")
                .isEqualTo("pro");
        query(
                "update platform.billing_accounts set read_again_at = read_again_at - interval '3 minutes' where tenant_id = '%s'"
                        .formatted(subscriber.tenant().id()));
        finish();
        assertThat(subscription(subscriber.tenant()).json().path("plan").asString())
                .isEqualTo("enterprise");
    }

    @Test
    void makesNoSecondCustomerWhenTheAnswerIsLost() {
        var tenant = newTenant();
        STRIPE.swallow("/v1/customers", 3); // the search is asked twice, and then the customer is made
        assertThat(checkout(tenant, "pro").status()).isEqualTo(503);
        STRIPE.heal();
        assertThat(checkout(tenant, "pro").status()).isEqualTo(200);
        assertThat(STRIPE.customersOf(tenant.id().toString())).hasSize(1);
    }

    @Test
    void makesTheCustomerAfterAFaultThatStripeWouldRepeat() {
        var tenant = newTenant();
        STRIPE.refuse("POST /v1/customers", 500, 1);
        assertThat(checkout(tenant, "pro").status()).isEqualTo(502);
        var again = checkout(tenant, "pro");
        assertThat(again.status()).as(again.body()).isEqualTo(200);
        assertThat(STRIPE.customersOf(tenant.id().toString())).hasSize(1);
        assertThat(query("select 1 from platform.billing_customer_keys where tenant_id = '%s'".formatted(tenant.id())))
                .isEmpty();
    }

    @Test
    void listsInvoicesPageByPage() {
        var subscriber = newSubscriber();
        STRIPE.renew(subscriber.subscription(), true);
        STRIPE.renew(subscriber.subscription(), false);
        var path = "/tenants/%s/invoices".formatted(subscriber.tenant().id());
        var first = administrator(subscriber.tenant()).get(path + "?limit=2").json();
        assertThat(first.path("items"))
                .extracting(one -> one.path("status").asString())
                .containsExactly("open", "paid");
        assertThat(first.at("/items/0/due_minor").asLong()).isEqualTo(49_900);
        assertThat(first.at("/items/0/currency").asString()).isEqualTo("EUR");
        var last = administrator(subscriber.tenant())
                .get(path + "?limit=2&cursor=" + first.path("next_cursor").asString())
                .json();
        assertThat(last.path("items")).hasSize(1);
        assertThat(last.path("next_cursor").isNull()).isTrue();
        assertThat(administrator(newTenant())
                        .get("/tenants/%s/invoices".formatted(newTenant().id()))
                        .status())
                .as("another tenant's")
                .isEqualTo(404);
    }

    @Test
    void opensThePortalForCustomersOnly() {
        var nobody = newTenant();
        assertThat(administrator(nobody).post(path(nobody) + "/portal", "").status())
                .isEqualTo(409);
        var subscriber = newSubscriber();
        var portal = administrator(subscriber.tenant()).post(path(subscriber.tenant()) + "/portal", "");
        assertThat(portal.json().path("url").asString()).startsWith(STRIPE.address() + "/portal/");
        assertThat(recorded(subscriber.tenant())).endsWith("PortalOpened");
    }

    @Test
    void leavesPaidAndUnpaidToStripe() {
        var subscriber = newSubscriber();
        for (var note : List.of("/paid", "/payment-failed")) {
            var refused = operator().post(path(subscriber.tenant()) + note, "");
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.json().path("type").asString()).endsWith("/billed-by-provider");
        }
    }

    @Test
    void paysNoMoreForATenantThatIsErased() {
        var subscriber = newSubscriber();
        PLATFORM.bean(Billing.class).end(subscriber.tenant().id());
        PLATFORM.bean(Billing.class).end(subscriber.tenant().id());
        assertThat(STRIPE.subscription(subscriber.subscription()).path("status").asString())
                .isEqualTo("canceled");
    }

    @Test
    void beginsAnewWhenStripeDoesNotKnowTheCustomer() {
        var subscriber = newSubscriber();
        var tenant = subscriber.tenant();
        STRIPE.forget(subscriber.customer());
        var lost = administrator(tenant).post(path(tenant) + "/refresh", "");
        assertThat(lost.json().path("state").asString()).as(lost.body()).isEqualTo("cancelled");
        assertThat(administrator(tenant).post(path(tenant) + "/portal", "").status())
                .isEqualTo(409);
        STRIPE.pay(checkout(tenant, "pro").json().path("url").asString());
        assertThat(customer(tenant)).isNotEqualTo(subscriber.customer());
        assertThat(administrator(tenant)
                        .post(path(tenant) + "/refresh", "")
                        .json()
                        .path("state")
                        .asString())
                .isEqualTo("active");

        STRIPE.forget(customer(tenant));
        assertThat(checkout(tenant, "pro").status())
                .as("found out by the checkout itself")
                .isEqualTo(200);
        STRIPE.forget(customer(tenant));
        PLATFORM.bean(Billing.class).end(tenant.id());
        assertThat(query("select 1 from platform.billing_accounts where tenant_id = '%s'".formatted(tenant.id())))
                .as("nobody is left to pay, so nothing is in the way of an erasure")
                .isEmpty();
    }

    @Test
    void looksAgainWhenSomebodyIsJustPaying() {
        var tenant = newTenant();
        var page = checkout(tenant, "pro").json().path("url").asString();
        var path = "/v1/checkout/sessions/" + page.substring(page.lastIndexOf('/') + 1);
        STRIPE.refuse(path, 400, 2);
        assertThat(checkout(tenant, "enterprise").status()).isEqualTo(409);
        var billing = PLATFORM.bean(Billing.class);
        assertThatThrownBy(() -> billing.end(tenant.id())).isInstanceOf(ProblemException.class);
        var subscription = STRIPE.pay(page);
        billing.end(tenant.id());
        assertThat(STRIPE.subscription(subscription).path("status").asString()).isEqualTo("canceled");
    }

    @Test
    void asksForPermissionAndHidesOthers() {
        var tenant = newTenant();
        var other = newTenant();
        for (var operation : List.of("/checkout", "/portal", "/refresh")) {
            var body = "{\"plan\":\"pro\"}";
            assertThat(PLATFORM.anonymous().post(path(tenant) + operation, body).status())
                    .isEqualTo(401);
            assertThat(PLATFORM.as(tenant, "subscription:read")
                            .post(path(tenant) + operation, body)
                            .status())
                    .isEqualTo(403);
            assertThat(administrator(other).post(path(tenant) + operation, body).status())
                    .isEqualTo(404);
        }
        var unpayable = checkout(tenant, "free");
        assertThat(unpayable.status()).isEqualTo(400);
        assertThat(unpayable.json().at("/errors/0/field").asString()).isEqualTo("plan");
    }

    private static Answer choose(Tenant tenant, String body) {
        return administrator(tenant).with("If-Match", "*").put(path(tenant), body);
    }

    private static boolean allowed(Tenant tenant, String feature) {
        return PLATFORM.inside(tenant, () -> PLATFORM.bean(Entitlements.class).allowed(feature));
    }
}
