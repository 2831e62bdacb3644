package io.foodflow.platform.changes;

import com.github.f4b6a3.uuid.UuidCreator;
import io.foodflow.platform.database.PlatformTransactions;
import io.foodflow.platform.database.TenantTransactions;
import io.foodflow.platform.events.RelaySignal;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
class ChangesConfiguration {

    @Bean
    ChangeLog changeLog(JdbcClient jdbc, JsonMapper json, RelaySignal relay) {
        return new ChangeLog(jdbc, json, relay, UuidCreator::getTimeOrderedEpoch);
    }

    @Bean
    ChangeRecorder changeRecorder(JsonMapper json, RelaySignal relay) {
        return new ChangeRecorder(json, relay);
    }

    @Bean
    UnitOfWork unitOfWork(TenantTransactions transactions, ChangeLog log) {
        return new UnitOfWork(transactions, log);
    }

    @Bean
    PlatformWork platformWork(PlatformTransactions transactions, ChangeLog log) {
        return new PlatformWork(transactions, log);
    }
}
