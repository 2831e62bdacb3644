package io.foodflow.identity.bootstrap;

import io.foodflow.identity.users.Users;
import io.foodflow.platform.tenancy.TenantProvisioning;
import io.foodflow.platform.tenancy.Tenants;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(BootstrapSettings.class)
class BootstrapConfiguration {

    @Bean
    Bootstrap bootstrap(BootstrapSettings settings, Tenants tenants, TenantProvisioning provisioning, Users users) {
        return new Bootstrap(settings, tenants, provisioning, users);
    }
}
