package io.foodflow.tenant.subscriptions;

import io.foodflow.platform.changes.PlatformWork;
import io.foodflow.platform.entitlements.Entitlements;
import io.foodflow.platform.tenancy.Tenants;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.function.SingletonSupplier;

@Configuration(proxyBeanMethods = false)
@Import(SubscriptionController.class)
class SubscriptionConfiguration {

    @Bean
    Subscriptions subscriptions(
            JdbcClient jdbc,
            Entitlements entitlements,
            Tenants tenants,
            PlatformWork work,
            ObjectProvider<PaymentProvider> provider,
            Clock clock) {
        return new Subscriptions(
                new SubscriptionTable(jdbc),
                entitlements,
                tenants,
                work,
                SingletonSupplier.of(provider::getObject), // it follows these subscriptions, so each needs the other
                clock);
    }
}
