package io.foodflow.identity.roles;

import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.security.PermissionGuard;
import io.foodflow.platform.services.ActiveServices;
import io.foodflow.platform.services.ServiceCatalog;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
@Import(RoleController.class)
class RoleConfiguration {

    @Bean
    KnownPermissions knownPermissions(PermissionGuard guard, ServiceCatalog catalog, ActiveServices active) {
        return new KnownPermissions(guard::permissions, catalog, active);
    }

    @Bean
    Roles roles(JdbcClient jdbc, KnownPermissions permissions, UnitOfWork work) {
        return new Roles(new RoleRepository(jdbc), permissions, work);
    }
}
