package io.foodflow.identity.roles;

import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.entitlements.Entitlements;
import io.foodflow.platform.security.GrantChanges;
import io.foodflow.platform.security.PermissionGuard;
import io.foodflow.platform.services.ActiveServices;
import io.foodflow.platform.services.ServiceCatalog;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
@Import({RoleController.class, PermissionController.class})
class RoleConfiguration {

    @Bean
    KnownPermissions knownPermissions(PermissionGuard guard, ServiceCatalog catalog, ActiveServices active) {
        return new KnownPermissions(guard, catalog, active);
    }

    @Bean
    PermissionRegistry permissionRegistry(KnownPermissions known) {
        return new PermissionRegistry(known);
    }

    @Bean
    Roles roles(JdbcClient jdbc, KnownPermissions permissions, GrantChanges grantChanges, UnitOfWork work) {
        return new Roles(new RoleRepository(jdbc), permissions, grantChanges, work);
    }

    @Bean
    CustomRoles customRoles(
            JdbcClient jdbc,
            Roles roles,
            GrantChanges grantChanges,
            Entitlements entitlements,
            UnitOfWork work,
            Clock clock) {
        return new CustomRoles(new RoleRepository(jdbc), roles, grantChanges, entitlements, work, clock);
    }
}
