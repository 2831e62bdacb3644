package io.foodflow.tenant.onboarding;

import io.foodflow.identity.api.IdentityApi;
import io.foodflow.platform.changes.PlatformWork;
import io.foodflow.platform.entitlements.Usage;
import io.foodflow.platform.tenancy.Tenants;
import io.foodflow.tenant.subscriptions.Subscriptions;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
@Import(OnboardingController.class)
class OnboardingConfiguration {

    @Bean
    Onboarding onboarding(
            JdbcClient jdbc,
            Tenants tenants,
            Subscriptions subscriptions,
            IdentityApi identity,
            Usage usage,
            PlatformWork work,
            Clock clock) {
        return new Onboarding(new OnboardingTable(jdbc), tenants, subscriptions, identity, usage, work, clock);
    }
}
