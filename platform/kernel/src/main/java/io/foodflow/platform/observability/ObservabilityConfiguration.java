package io.foodflow.platform.observability;

import io.foodflow.platform.events.EventRelay;
import io.foodflow.platform.postgres.EmbeddedPostgres;
import io.foodflow.platform.security.DeclaredPermission;
import io.foodflow.platform.storage.StoreProbe;
import io.foodflow.platform.web.ProblemWriter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

@Configuration(proxyBeanMethods = false)
class ObservabilityConfiguration {

    /** After the filter that knows who calls. */
    private static final int AFTER_IDENTIFICATION = 1;

    @Bean
    FilterRegistrationBean<MetricsGuard> metricsGuard(ProblemWriter problems, Environment environment) {
        var registration = new FilterRegistrationBean<>(new MetricsGuard(
                problems,
                !environment
                        .getProperty("server.forward-headers-strategy", "none")
                        .equalsIgnoreCase("none")));
        registration.setOrder(AFTER_IDENTIFICATION);
        registration.addUrlPatterns("/metrics", "/metrics/*");
        registration.setAsyncSupported(true);
        return registration;
    }

    @Bean
    DeclaredPermission metricsPermission() {
        return new DeclaredPermission(MetricsGuard.PERMISSION);
    }

    @Bean
    CompositeHealthContributor storesHealthContributor(
            ObjectProvider<EmbeddedPostgres> postgres, StoreProbe objects, EventRelay relay) {
        return StoresHealth.of(postgres.getIfAvailable(), objects, relay);
    }

    @Bean
    MeterBinder eventMetrics(EventRelay relay) {
        return registry -> {
            Gauge.builder("foodflow.outbox.lag", relay, it -> it.lag().oldestWaitingSeconds())
                    .baseUnit("seconds")
                    .description("Age of the oldest committed event of any tenant that has no place in the order yet")
                    .register(registry);
            Gauge.builder("foodflow.consumers.behind", relay, it -> it.lag().mostBehind())
                    .baseUnit("events")
                    .description("How many events the slowest consumer of any tenant has yet to take")
                    .register(registry);
            Gauge.builder("foodflow.relay.silence", relay, it -> it.silence().toMillis() / 1000.0)
                    .baseUnit("seconds")
                    .description("Time since the event relay last looked for work")
                    .register(registry);
        };
    }
}
