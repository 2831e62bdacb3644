package io.foodflow.tenant.tenants;

import io.foodflow.identity.api.InvitationApi;
import io.foodflow.platform.changes.PlatformWork;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.tenancy.TenantProvisioning;
import io.foodflow.platform.tenancy.Tenants;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
@Import({TenantController.class, LogoController.class})
class TenantsConfiguration {

    @Bean
    TenantLife tenantLife(
            JdbcClient jdbc,
            TenantProvisioning provisioning,
            Tenants tenants,
            InvitationApi invitations,
            PlatformWork platformWork,
            UnitOfWork work,
            Clock clock) {
        return new TenantLife(
                new TenantRepository(jdbc), provisioning, tenants, invitations, platformWork, work, clock);
    }

    @Bean
    InProcessTenants inProcessTenants(TenantLife tenants) {
        return new InProcessTenants(tenants);
    }

    @Bean
    Acting acting(Tenants tenants) {
        return new Acting(tenants);
    }
}
