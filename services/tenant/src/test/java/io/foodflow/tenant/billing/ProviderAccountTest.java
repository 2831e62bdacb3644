package io.foodflow.tenant.billing;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.foodflow.platform.changes.PlatformWork;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.tenant.TenantPlatform;
import io.foodflow.testkit.Api;
import io.foodflow.testkit.TestDatabases;
import io.foodflow.testkit.TestPlatform;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A company pays through one account at Stripe, and the platform is started with the key of another. */
class ProviderAccountTest {

    private static final LocalStripe STRIPE = LocalStripe.start("acct_other");
    private static TestPlatform platform;
    private static Tenant payer;
    private static Api operator;

    @BeforeAll
    static void start() {
        var settings = BillingPlatform.settings();
        for (int n = 0; n < settings.length; n++) {
            if (settings[n].startsWith("foodflow.billing.stripe.api-base=")) {
                settings[n] = "foodflow.billing.stripe.api-base=" + STRIPE.address();
            }
        }
        platform = TestPlatform.startOn(TestDatabases.create(), TestPlatform.temporaryHome(), settings);
        payer = platform.newTenant();
        operator = platform.as(platform.newTenant(), TenantPlatform.OF_THE_PLATFORM);
    }

    @AfterAll
    static void stop() {
        platform.close();
        STRIPE.close();
    }

    @BeforeEach
    void payThroughTheAccountOfBefore() {
        query("""
                insert into platform.billing_provider_account (account_id, live, since) values ('acct_before', false, now())
                on conflict (only_one) do update set account_id = excluded.account_id, live = excluded.live""");
        query("delete from platform.billing_accounts");
        query("""
                insert into platform.billing_accounts (tenant_id, customer_id, read_again_at)
                values ('%s', 'cus_before', now())""".formatted(payer.id()));
        query("delete from platform.subscriptions");
        query("""
                insert into platform.subscriptions (tenant_id, plan, state, trial_used, provider, period_ends_at)
                values ('%s', 'pro', 'active', false, 'stripe', now() + interval '20 days')""".formatted(payer.id()));
    }

    @Test
    void endsNobodysPlanUnderTheKeyOfAnotherAccount() {
        long asked = STRIPE.calls("GET /v1/subscriptions");
        platform.bean(BillingTasks.class).look();
        var event = """
                {"id":"evt_of_before","object":"event","type":"invoice.paid","created":1700000000,
                 "data":{"object":{"id":"in_1","object":"invoice","customer":"cus_before"}}}""";
        assertThat(platform.anonymous()
                        .with("Stripe-Signature", LocalStripe.sign(event, BillingPlatform.SECRET, Instant.now()))
                        .post("/billing/stripe/webhook", event)
                        .status())
                .isEqualTo(200);
        platform.bean(BillingTasks.class).look();
        var refused = administrator().post("/tenants/%s/subscription/refresh".formatted(payer.id()), "");
        assertThat(refused.status()).as(refused.body()).isEqualTo(503);
        assertThat(refused.json().path("type").asString()).endsWith("/billing-account-changed");
        assertThat(administrator()
                        .post("/tenants/%s/subscription/cancel".formatted(payer.id()), "{\"at\":\"now\"}")
                        .status())
                .isEqualTo(503);

        assertThat(STRIPE.calls("GET /v1/subscriptions")).isEqualTo(asked);
        assertThat(subscribed()).containsExactly("active|stripe");
        assertThat(query("select state, attempts from platform.billing_events where id = 'evt_of_before'"))
                .as("it waits, and is not given up")
                .containsExactly("waiting|0");
        assertThat(query("select customer_id from platform.billing_accounts")).containsExactly("cus_before");
        var shown = operator.get("/billing/account").json();
        assertThat(shown.path("state").asString()).isEqualTo("other");
        assertThat(shown.path("account_id").asString()).isEqualTo("acct_before");
        assertThat(shown.path("key_account_id").asString()).isEqualTo("acct_other");
        assertThat(shown.path("key_live").asBoolean()).isFalse();
    }

    @Test
    void goesOnUnderTheOtherAccountOnceThatIsConfirmed() {
        assertThat(operator.post("/billing/account/confirm", "{\"account_id\":\"acct_before\"}")
                        .status())
                .isEqualTo(409);
        assertThat(operator.post("/billing/account/confirm", "{}").status()).isEqualTo(400);
        assertThat(administrator()
                        .post("/billing/account/confirm", "{\"account_id\":\"acct_other\"}")
                        .status())
                .isEqualTo(403);
        assertThat(administrator().get("/billing/account").status()).isEqualTo(403);
        assertThat(platform.anonymous().get("/billing/account").status()).isEqualTo(401);
        assertThat(subscribed()).containsExactly("active|stripe");

        var confirmed = operator.post("/billing/account/confirm", "{\"account_id\":\"acct_other\"}");
        assertThat(confirmed.status()).as(confirmed.body()).isEqualTo(200);
        assertThat(confirmed.json().path("state").asString()).isEqualTo("ours");
        operator.post("/billing/account/confirm", "{\"account_id\":\"acct_other\"}");
        assertThat(query("""
                select old_value ->> 'account_id', new_value ->> 'account_id', a.actor_kind
                from platform.audit_entries a join platform.outbox o on o.id = a.id
                where a.event_type = 'ProviderAccountSet' and a.old_value is not null""")).containsExactly("acct_before|acct_other|USER");
        assertThat(query("select confirmed_by is not null from platform.billing_provider_account"))
                .containsExactly("t");
        platform.bean(BillingTasks.class).look();
        assertThat(subscribed())
                .as("to the other account it is no customer, and now that counts")
                .containsExactly("cancelled|stripe");
    }

    @Test
    void takesTheOtherSideOfTheAccountForAnother() {
        query("update platform.billing_provider_account set account_id = 'acct_other', live = true");
        assertThat(operator.get("/billing/account").json().path("state").asString())
                .isEqualTo("other");
    }

    @Test
    void remembersTheFirstAccountAndNoneThatDoesNotHaveOurCustomers() {
        query("delete from platform.billing_provider_account");
        var unknown = operator.get("/billing/account").json();
        assertThat(unknown.path("state").asString()).isEqualTo("other");
        assertThat(unknown.has("account_id")).isFalse();

        query("delete from platform.billing_accounts");
        var first = operator.get("/billing/account").json();
        assertThat(first.path("state").asString()).isEqualTo("ours");
        assertThat(first.path("account_id").asString()).isEqualTo("acct_other");
        assertThat(query("select account_id, live, confirmed_by is null from platform.billing_provider_account"))
                .containsExactly("acct_other|f|t");
    }

    @Test
    void complainsNowAndThenAndNotAtEachLookOfAKeyThatMayNotReadItsAccount() {
        var log = (Logger) LoggerFactory.getLogger(ProviderAccounts.class);
        var heard = new ListAppender<ILoggingEvent>();
        heard.start();
        log.addAppender(heard);
        var accounts = new ProviderAccounts(
                () -> {
                    throw StripeFaults.mayNotReadItsAccount();
                },
                customer -> true,
                new ProviderAccountTable(platform.bean(JdbcClient.class)),
                platform.bean(PlatformWork.class),
                Clock.fixed(Instant.EPOCH.plusSeconds(1), ZoneOffset.UTC));

        for (int look = 0; look < 5; look++) {
            assertThat(accounts.isOurs()).isFalse();
        }

        log.detachAppender(heard);
        assertThat(heard.list).singleElement().asString().contains("the right to read its account");
    }

    @Test
    void saysSoWhereStripeIsNotConnected() {
        assertThat(TenantPlatform.operator().get("/billing/account").json().toString())
                .isEqualTo("{\"state\":\"not_connected\"}");
        assertThat(TenantPlatform.operator()
                        .post("/billing/account/confirm", "{\"account_id\":\"acct_other\"}")
                        .status())
                .isEqualTo(409);
    }

    private static Api administrator() {
        return platform.as(payer, TenantPlatform.OF_AN_ADMINISTRATOR);
    }

    private static List<String> subscribed() {
        return query("select state, provider from platform.subscriptions");
    }

    private static List<String> query(String sql) {
        return TenantPlatform.query(platform, sql);
    }
}
