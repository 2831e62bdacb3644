package io.foodflow.notification.deliveries;

import io.foodflow.notification.channels.Routes;
import io.foodflow.notification.links.Links;
import io.foodflow.notification.sending.NotificationSettings;
import io.foodflow.notification.sending.Sending;
import io.foodflow.notification.suppressions.Suppressions;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.tenancy.TenantProvisioning;
import io.foodflow.platform.tenancy.Tenants;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DeliverySettings.class)
@Import(DeliveryController.class)
class DeliveryConfiguration {

    @Bean
    DeliverySignal deliverySignal(Clock clock) {
        return new DeliverySignal(clock);
    }

    @Bean
    Deliveries deliveries(JdbcClient jdbc, DeliverySignal signal, UnitOfWork work, Clock clock) {
        return new Deliveries(new DeliveryRepository(jdbc), signal, work, clock);
    }

    @Bean
    DeliveryWork deliveryWork(
            JdbcClient jdbc,
            Routes routes,
            Sending sending,
            Suppressions suppressions,
            Links links,
            ObjectProvider<Composition> composition,
            DeliverySettings settings,
            NotificationSettings attempts,
            UnitOfWork work,
            Clock clock) {
        settings.requireLongerLeaseThan(
                Duration.ofMillis(Math.max(attempts.totalMillis(), attempts.mailTotalMillis())));
        return new DeliveryWork(
                new DeliveryRepository(jdbc), routes, sending, suppressions, links, composition, settings, work, clock);
    }

    /** After provisioning, which brings every tenant's tables to this version. */
    @Bean
    DeliveryLoop criticalDeliveries(
            DeliverySettings settings,
            DeliverySignal signal,
            DeliveryWork work,
            Tenants tenants,
            TenantProvisioning provisioned,
            Clock clock) {
        return new DeliveryLoop(Lane.CRITICAL, settings, signal, work, tenants, clock);
    }

    @Bean
    DeliveryLoop otherDeliveries(
            DeliverySettings settings,
            DeliverySignal signal,
            DeliveryWork work,
            Tenants tenants,
            TenantProvisioning provisioned,
            Clock clock) {
        return new DeliveryLoop(Lane.OTHERS, settings, signal, work, tenants, clock);
    }

    @Bean
    DeliverySweep deliverySweep(
            DeliverySettings settings,
            DeliverySignal signal,
            DeliveryWork work,
            Tenants tenants,
            TenantProvisioning provisioned) {
        return new DeliverySweep(settings, signal, work, tenants);
    }
}
