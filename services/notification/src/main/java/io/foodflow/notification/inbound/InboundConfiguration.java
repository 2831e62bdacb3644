package io.foodflow.notification.inbound;

import io.foodflow.notification.channels.Routes;
import io.foodflow.notification.deliveries.Deliveries;
import io.foodflow.notification.links.Links;
import io.foodflow.notification.suppressions.Suppressions;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.security.MasterKey;
import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
@Import(InboundController.class)
class InboundConfiguration {

    @Bean
    InboundSecret inboundSecret(JdbcClient jdbc, MasterKey masterKey, UnitOfWork work, Clock clock) {
        return new InboundSecret(jdbc, masterKey, work, clock, new SecureRandom());
    }

    @Bean
    Reports notificationReports(Deliveries deliveries, Suppressions suppressions) {
        return new Reports(deliveries, suppressions);
    }

    @Bean
    TwilioStatus twilioStatus(Links links, Routes routes, Reports reports) {
        return new TwilioStatus(links, routes, reports);
    }
}
