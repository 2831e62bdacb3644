package io.foodflow.notification.oncall;

import io.foodflow.platform.changes.UnitOfWork;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
@Import(ScheduleController.class)
class OnCallConfiguration {

    @Bean
    Schedules onCallSchedules(JdbcClient jdbc, JsonMapper json, UnitOfWork work, Clock clock) {
        return new Schedules(new ScheduleRepository(jdbc, json), work, clock);
    }
}
