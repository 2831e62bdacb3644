package io.foodflow.tenant.onboarding;

import io.foodflow.identity.api.IdentityApi;
import io.foodflow.platform.changes.PlatformWork;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.entitlements.Entitlements;
import io.foodflow.platform.entitlements.Usage;
import io.foodflow.platform.jobs.Jobs;
import io.foodflow.platform.mail.OutgoingMail;
import io.foodflow.platform.tenancy.Tenants;
import io.foodflow.tenant.api.KnownPlaces;
import io.foodflow.tenant.subscriptions.Subscriptions;
import io.foodflow.tenant.tenants.Acting;
import java.time.Clock;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
@Import(OnboardingController.class)
class OnboardingConfiguration {

    @Bean
    TestMail testMail(OutgoingMail mail, Jobs jobs, Acting acting, UnitOfWork work, JdbcClient jdbc) {
        return new TestMail(mail, jobs, acting, work, jdbc);
    }

    /** A process without mail leaves it to those that have it. */
    @Bean
    @ConditionalOnProperty("foodflow.mail.host")
    TestMailJob testMailJob(OutgoingMail mail, UnitOfWork work) {
        return new TestMailJob(mail, work);
    }

    @Bean
    Onboarding onboarding(
            JdbcClient jdbc,
            Tenants tenants,
            Subscriptions subscriptions,
            IdentityApi identity,
            Usage usage,
            Entitlements entitlements,
            ObjectProvider<KnownPlaces> places,
            TestMail testMail,
            PlatformWork work,
            Clock clock) {
        return new Onboarding(
                new OnboardingTable(jdbc),
                tenants,
                subscriptions,
                identity,
                usage,
                entitlements,
                Optional.ofNullable(places.getIfAvailable()),
                testMail,
                work,
                clock);
    }
}
