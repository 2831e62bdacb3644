package io.foodflow.tenant.billing;

import io.foodflow.platform.changes.PlatformWork;
import io.foodflow.platform.database.PlatformSchema;
import io.foodflow.platform.tenancy.Tenants;
import io.foodflow.platform.web.PublicAddress;
import io.foodflow.tenant.subscriptions.PaymentProvider;
import io.foodflow.tenant.subscriptions.Subscriptions;
import java.time.Clock;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.StringUtils;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(StripeSettings.class)
@Import(BillingController.class)
class BillingConfiguration {

    private static final String KEY = "foodflow.billing.stripe.secret-key";
    private static final int PATIENCE_MILLIS = 20_000;

    /** An empty key, as of a variable that is set to nothing, is none. */
    static final class Connected implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return StringUtils.hasText(context.getEnvironment().getProperty(KEY));
        }
    }

    @Bean
    BillingTable billingTable(JdbcClient jdbc) {
        return new BillingTable(jdbc);
    }

    @Bean
    BillingEventTable billingEventTable(JdbcClient jdbc, JsonMapper json) {
        return new BillingEventTable(jdbc, json);
    }

    @Bean
    BillingEvents billingEvents(BillingEventTable table, PlatformWork work, Clock clock) {
        return new BillingEvents(table, work, clock);
    }

    @Bean
    OtherContractTable otherContractTable(JdbcClient jdbc) {
        return new OtherContractTable(jdbc);
    }

    @Bean
    @Conditional(Connected.class)
    StripeConnection stripeConnection(StripeSettings settings, JdbcClient jdbc, PlatformWork work, Clock clock) {
        return StripeConnection.of(settings, new ProviderAccountTable(jdbc), work, clock);
    }

    @Bean
    @Conditional(Connected.class)
    StripeBilling stripeBilling(
            StripeSettings settings,
            StripeConnection connection,
            OtherContractTable contracts,
            BillingTable accounts,
            BillingEventTable events,
            PlatformSchema schema,
            Subscriptions subscriptions,
            Tenants tenants,
            PlatformWork work,
            PublicAddress address,
            Clock clock) {
        if (address.publicUrl() == null) {
            throw new IllegalArgumentException(
                    KEY + " is set, so foodflow.public-url must be set too: Stripe sends people back there");
        }
        var stripe = connection.api();
        return new StripeBilling(
                settings,
                stripe,
                new StripeCustomers(stripe, accounts, events, subscriptions, tenants, work, clock),
                accounts,
                events,
                contracts,
                new BillingLocks(schema::connect, PATIENCE_MILLIS),
                subscriptions,
                work,
                address,
                clock);
    }

    @Bean
    @Conditional(Connected.class)
    BillingTasks billingTasks(
            StripeBilling stripe,
            StripeConnection connection,
            BillingTable accounts,
            BillingEvents events,
            PlatformWork work,
            Clock clock) {
        return new BillingTasks(stripe, connection.accounts(), accounts, events, work, clock);
    }

    @Bean
    Billing billing(ObjectProvider<StripeBilling> stripe, BillingTable table, PlatformWork work) {
        return new Billing(Optional.ofNullable(stripe.getIfAvailable()), new BillingAccounts(table, work));
    }

    @Bean
    @Primary
    PaymentProvider paymentProvider(Billing billing) {
        return billing.provider();
    }

    @Bean
    StripeWebhookController stripeWebhookController(
            StripeSettings settings,
            Billing billing,
            BillingEvents events,
            ObjectProvider<BillingTasks> tasks,
            JsonMapper json,
            Clock clock) {
        return new StripeWebhookController(
                new StripeSignature(settings.webhookSecrets(), clock),
                billing,
                events,
                () -> tasks.ifAvailable(BillingTasks::wake),
                json,
                clock);
    }

    @Bean
    ProviderAccountController providerAccountController(
            Billing billing,
            ObjectProvider<StripeConnection> connection,
            OtherContractTable contracts,
            PlatformWork work,
            ObjectProvider<BillingTasks> tasks) {
        return new ProviderAccountController(
                billing,
                Optional.ofNullable(connection.getIfAvailable()).map(StripeConnection::accounts),
                contracts,
                work,
                () -> tasks.ifAvailable(BillingTasks::wake));
    }

    @Bean
    BillingEventController billingEventController(BillingEvents events, ObjectProvider<BillingTasks> tasks) {
        return new BillingEventController(events, () -> tasks.ifAvailable(BillingTasks::wake));
    }
}
