package io.foodflow.notification.notifications;

import io.foodflow.identity.api.IdentityApi;
import io.foodflow.notification.channels.Routes;
import io.foodflow.notification.deliveries.Deliveries;
import io.foodflow.notification.digests.Digests;
import io.foodflow.notification.preferences.Preferences;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.retention.LegalHolds;
import io.foodflow.platform.retention.RetentionPolicies;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({InboxSettings.class, RetentionSettings.class})
@Import(NotificationController.class)
class NotificationsConfiguration {

    @Bean
    Recipients recipients(IdentityApi identity, Routes routes) {
        return new Recipients(identity, routes);
    }

    @Bean
    NotificationSweep notificationSweep(
            JdbcClient jdbc, LegalHolds holds, RetentionSettings settings, RetentionPolicies policies) {
        return new NotificationSweep(jdbc, holds, settings, policies);
    }

    @Bean
    Notifications notifications(
            JdbcClient jdbc,
            Deliveries deliveries,
            Preferences preferences,
            Digests digests,
            UnitOfWork work,
            Clock clock) {
        return new Notifications(
                new NotificationRepository(jdbc), deliveries, preferences, digests, new InboxSignal(), work, clock);
    }
}
