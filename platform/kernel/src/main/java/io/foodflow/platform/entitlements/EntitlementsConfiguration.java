package io.foodflow.platform.entitlements;

import io.foodflow.platform.changes.PlatformWork;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.tenancy.Tenants;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
class EntitlementsConfiguration {

    @Bean
    Usage usage(UnitOfWork work, JdbcClient jdbc) {
        return new Usage(work, jdbc);
    }

    @Bean
    Entitlements entitlements(
            UnitOfWork work, PlatformWork platformWork, JdbcClient jdbc, JsonMapper json, Usage usage, Clock clock) {
        return new Entitlements(work, platformWork, jdbc, json, usage, clock);
    }

    @Bean
    ApiCalls apiCalls(
            Entitlements entitlements,
            Usage usage,
            ObjectProvider<UsageListener> listeners,
            Tenants tenants,
            UnitOfWork work,
            Clock clock) {
        return new ApiCalls(entitlements, usage, listeners, tenants, work, clock);
    }
}
