package io.foodflow.notification.subscriptions;

import io.foodflow.notification.notifications.Notifications;
import io.foodflow.notification.notifications.Recipients;
import io.foodflow.notification.templates.Templates;
import io.foodflow.platform.changes.UnitOfWork;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
@Import(SubscriptionController.class)
class EventSubscriptionConfiguration {

    @Bean
    EventSubscriptions eventSubscriptions(JdbcClient jdbc, JsonMapper json, UnitOfWork work, Clock clock) {
        return new EventSubscriptions(new SubscriptionRepository(jdbc, json), work, clock);
    }

    @Bean
    SubscribedEvents subscribedEvents(
            JdbcClient jdbc, JsonMapper json, Notifications notifications, Recipients recipients, Templates templates) {
        return new SubscribedEvents(new SubscriptionRepository(jdbc, json), notifications, recipients, templates);
    }

    @Bean
    SigningAlarms signingAlarms(Notifications notifications, Recipients recipients, Clock clock) {
        return new SigningAlarms(notifications, recipients, clock);
    }
}
