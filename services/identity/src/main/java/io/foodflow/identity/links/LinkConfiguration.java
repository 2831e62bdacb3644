package io.foodflow.identity.links;

import io.foodflow.identity.attempts.AttemptLimits;
import io.foodflow.platform.tenancy.Tenants;
import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class LinkConfiguration {

    @Bean
    OneTimeTokens oneTimeTokens(JdbcClient jdbc, Clock clock) {
        return new OneTimeTokens(jdbc, clock, new SecureRandom());
    }

    @Bean
    LinkDoor linkDoor(AttemptLimits limits, Tenants tenants) {
        return new LinkDoor(limits, tenants);
    }
}
