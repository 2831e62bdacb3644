package io.foodflow.identity.sessions;

import io.foodflow.identity.policy.Policies;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.security.EndedSessions;
import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SessionSettings.class)
@Import(SessionController.class)
class SessionConfiguration {

    @Bean
    Sessions sessions(
            JdbcClient jdbc, EndedSessions endedSessions, Policies policies, SessionSettings settings, Clock clock) {
        return new Sessions(new SessionRepository(jdbc), endedSessions, policies, settings, clock, new SecureRandom());
    }

    @Bean
    SessionList sessionList(JdbcClient jdbc, Sessions sessions, UnitOfWork work, Clock clock) {
        return new SessionList(new SessionRepository(jdbc), sessions, work, clock);
    }
}
