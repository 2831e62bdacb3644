package io.foodflow.platform.events;

import io.foodflow.platform.audit.LedgerRelay;
import io.foodflow.platform.database.PlatformTransactions;
import io.foodflow.platform.database.TenantTransactions;
import io.foodflow.platform.tenancy.Tenants;
import java.time.Clock;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RelaySettings.class)
class EventsConfiguration {

    @Bean
    RelaySignal relaySignal() {
        return new RelaySignal();
    }

    @Bean
    EventRelay eventRelay(
            RelaySettings settings,
            RelaySignal signal,
            Tenants tenants,
            List<EventConsumer> consumers,
            TenantTransactions tenantTransactions,
            PlatformTransactions platformTransactions,
            JdbcClient jdbc,
            JsonMapper json,
            LedgerRelay ledgers,
            Clock clock) {
        return new EventRelay(
                settings,
                signal,
                tenants,
                consumers,
                new TransactionTemplate(tenantTransactions),
                new TransactionTemplate(platformTransactions),
                jdbc,
                json,
                ledgers,
                clock);
    }
}
