package io.foodflow.tenant.sandbox;

import io.foodflow.platform.changes.PlatformWork;
import io.foodflow.platform.tenancy.Tenants;
import io.foodflow.tenant.api.SandboxHistory;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
@Import(SandboxController.class)
class SandboxConfiguration {

    @Bean
    Sandboxes sandboxes(
            JdbcClient jdbc, ObjectProvider<SandboxHistory> history, Tenants tenants, PlatformWork work, Clock clock) {
        return new Sandboxes(new SandboxTable(jdbc), history.getIfAvailable(), tenants, work, clock);
    }
}
