package io.foodflow.identity.sessions;

import io.foodflow.platform.security.EndedSessions;
import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SessionSettings.class)
class SessionConfiguration {

    @Bean
    Sessions sessions(JdbcClient jdbc, EndedSessions endedSessions, SessionSettings settings, Clock clock) {
        return new Sessions(new SessionRepository(jdbc), endedSessions, settings, clock, new SecureRandom());
    }
}
