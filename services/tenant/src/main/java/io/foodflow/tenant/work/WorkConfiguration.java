package io.foodflow.tenant.work;

import io.foodflow.platform.database.PlatformSchema;
import io.foodflow.platform.tenancy.TenantProvisioning;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class WorkConfiguration {

    @Bean
    TenantTasks tenantTasks(List<BackgroundWork> kinds, PlatformSchema schema) {
        return new TenantTasks(kinds, schema);
    }

    @Bean
    AbandonedTenants abandonedTenants(TenantProvisioning provisioning) {
        return new AbandonedTenants(provisioning);
    }
}
