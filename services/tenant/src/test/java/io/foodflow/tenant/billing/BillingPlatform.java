package io.foodflow.tenant.billing;

import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.platform.tenancy.TenantId;
import io.foodflow.platform.tenancy.Tenants;
import io.foodflow.tenant.TenantPlatform;
import io.foodflow.testkit.Api;
import io.foodflow.testkit.Api.Answer;
import io.foodflow.testkit.TestDatabases;
import io.foodflow.testkit.TestPlatform;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** One running platform that collects its payments through a {@link LocalStripe}. */
final class BillingPlatform {

    static final String SECRET = "whsec_of_now";
    static final String NEXT_SECRET = "whsec_of_next";
    static final String PRO = "price_pro";
    static final String OLD_PRO = "price_pro_of_last_year";
    static final String ENTERPRISE = "price_enterprise";
    static final LocalStripe STRIPE = LocalStripe.start();
    static final Path HOME = TestPlatform.temporaryHome();
    static final TestPlatform PLATFORM = TestPlatform.startOn(TestDatabases.create(), HOME, settings());
    private static final Tenant OPERATOR = PLATFORM.newTenant();

    private BillingPlatform() {}

    static String[] settings() {
        var settings = new ArrayList<>(List.of(TenantPlatform.settings()));
        settings.addAll(List.of(
                "foodflow.public-url=https://foodflow.example.com",
                "foodflow.billing.stripe.secret-key=" + LocalStripe.KEY,
                "foodflow.billing.stripe.webhook-secrets=" + SECRET + "," + NEXT_SECRET,
                "foodflow.billing.stripe.prices.pro=" + PRO + "," + OLD_PRO,
                "foodflow.billing.stripe.prices.enterprise=" + ENTERPRISE,
                "foodflow.billing.stripe.api-base=" + STRIPE.address(),
                "foodflow.billing.stripe.read-millis=2000",
                "foodflow.billing.stripe.retries=1"));
        return settings.toArray(String[]::new);
    }

    static Api operator() {
        return PLATFORM.as(OPERATOR, TenantPlatform.OF_THE_PLATFORM);
    }

    static Api administrator(Tenant tenant) {
        return PLATFORM.as(tenant, TenantPlatform.OF_AN_ADMINISTRATOR);
    }

    /** A new tenant on the plan Free. */
    static Tenant newTenant() {
        var answer = operator()
                .post(
                        "/tenants",
                        TenantPlatform.creation(TenantPlatform.newSlug()).replace("\"pro\"", "\"free\""));
        if (answer.status() != 201) {
            throw new AssertionError(answer.toString());
        }
        return PLATFORM.bean(Tenants.class)
                .find(TenantId.of(answer.json().path("tenant").path("id").asString()))
                .orElseThrow();
    }

    /** A new tenant that pays for Pro; its subscription at Stripe. */
    static Subscriber newSubscriber() {
        var tenant = newTenant();
        var subscription = STRIPE.pay(checkout(tenant, "pro").json().path("url").asString());
        PLATFORM.bean(StripeBilling.class).refresh(tenant.id());
        return new Subscriber(tenant, customer(tenant), subscription);
    }

    /** A tenant, and what it is at Stripe. */
    record Subscriber(Tenant tenant, String customer, String subscription) {}

    static String customer(Tenant tenant) {
        return query("select customer_id from platform.billing_accounts where tenant_id = '%s'".formatted(tenant.id()))
                .getFirst();
    }

    static Answer checkout(Tenant tenant, String plan) {
        return administrator(tenant).post(path(tenant) + "/checkout", "{\"plan\":\"%s\"}".formatted(plan));
    }

    static Answer subscription(Tenant tenant) {
        return administrator(tenant).get(path(tenant));
    }

    static String path(Tenant tenant) {
        return "/tenants/%s/subscription".formatted(tenant.id());
    }

    /** Sends an event as Stripe does. */
    static Answer send(String payload) {
        return send(payload, LocalStripe.sign(payload, SECRET, Instant.now()));
    }

    static Answer send(String payload, String signature) {
        return PLATFORM.anonymous().with("Stripe-Signature", signature).post("/billing/stripe/webhook", payload);
    }

    /** Has everything dealt with that is due. */
    static void finish() {
        PLATFORM.bean(BillingTasks.class).look();
    }

    static List<String> query(String sql) {
        return TenantPlatform.query(PLATFORM, sql);
    }

    /** Types of the platform's audit entries about a tenant that have their event in the outbox, in order. */
    static List<String> recorded(Tenant tenant) {
        return query("""
                select a.event_type from platform.audit_entries a
                join platform.outbox o on o.id = a.id and o.type = a.event_type
                where a.resource_type = 'tenant' and a.resource_id = '%s' order by o.no""".formatted(tenant.id()));
    }
}
