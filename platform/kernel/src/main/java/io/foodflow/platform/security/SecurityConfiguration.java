package io.foodflow.platform.security;

import io.foodflow.platform.changes.PlatformWork;
import io.foodflow.platform.database.Placements;
import io.foodflow.platform.database.PlatformSchema;
import io.foodflow.platform.entitlements.Entitlements;
import io.foodflow.platform.home.FoodflowHome;
import io.foodflow.platform.tenancy.Tenants;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SecuritySettings.class)
class SecurityConfiguration {

    @Bean
    MasterKey masterKey(SecuritySettings settings, FoodflowHome home) {
        return MasterKey.load(settings.masterKey(), home.secrets(), new SecureRandom());
    }

    @Bean
    SigningKeys signingKeys(
            PlatformWork work, JdbcClient jdbc, MasterKey masterKey, SecuritySettings settings, Clock clock) {
        return new SigningKeys(work, jdbc, masterKey, settings, clock);
    }

    @Bean
    AccessTokens accessTokens(SigningKeys keys, SecuritySettings settings, Clock clock) {
        return new AccessTokens(keys, settings, clock);
    }

    @Bean
    OutsideTokens outsideTokens(SigningKeys keys, SecuritySettings settings) {
        return new OutsideTokens(keys, settings);
    }

    @Bean
    EndedSessions endedSessions(PlatformWork work, JdbcClient jdbc) {
        return new EndedSessions(work, jdbc, System::nanoTime);
    }

    @Bean
    GrantChanges grantChanges(PlatformWork work, JdbcClient jdbc) {
        return new GrantChanges(work, jdbc, System::nanoTime);
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    RevocationListener revocationListener(
            PlatformSchema schema,
            EndedSessions endedSessions,
            GrantChanges grantChanges,
            Tenants tenants,
            Entitlements entitlements,
            Placements placements) {
        return new RevocationListener(
                schema::connect,
                () -> {
                    endedSessions.lookNow();
                    grantChanges.lookNow();
                },
                () -> {
                    tenants.forget();
                    entitlements.forget();
                    placements.forget();
                });
    }

    @Bean
    TokenVerification tokenVerification(
            SigningKeys keys,
            EndedSessions endedSessions,
            GrantChanges grantChanges,
            SecuritySettings settings,
            Clock clock) {
        return new TokenVerification(keys, endedSessions, grantChanges, settings, clock);
    }

    @Bean
    PermissionGuard permissionGuard(
            @Qualifier("requestMappingHandlerMapping") ObjectProvider<RequestMappingHandlerMapping> mapping,
            List<DeclaredPermission> others) {
        return new PermissionGuard(
                mapping::getObject,
                others.stream().map(DeclaredPermission::value).collect(Collectors.toSet()));
    }
}
