package io.foodflow.identity.oidc.clients;

import io.foodflow.platform.changes.UnitOfWork;
import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
@Import(OAuthClientController.class)
class ClientConfiguration {

    @Bean
    OAuthClients oauthClients(JdbcClient jdbc, UnitOfWork work, Clock clock) {
        return new OAuthClients(new OAuthClientRepository(jdbc), work, clock, new SecureRandom());
    }
}
