package io.foodflow.tenant.plans;

import io.foodflow.platform.changes.PlatformWork;
import io.foodflow.platform.entitlements.Entitlements;
import io.foodflow.tenant.tenants.Acting;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
@Import({PlanController.class, LimitController.class})
class PlanConfiguration {

    @Bean
    Plans plans(JdbcClient jdbc, Entitlements entitlements, Acting acting, PlatformWork work, Clock clock) {
        return new Plans(new PlanTable(jdbc), entitlements, acting, work, clock);
    }
}
