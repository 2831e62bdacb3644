package io.foodflow.notification.preferences;

import io.foodflow.platform.changes.UnitOfWork;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
@Import(PreferenceController.class)
class PreferenceConfiguration {

    @Bean
    Preferences notificationPreferences(JdbcClient jdbc, JsonMapper json, UnitOfWork work, Clock clock) {
        return new Preferences(jdbc, json, work, clock);
    }
}
