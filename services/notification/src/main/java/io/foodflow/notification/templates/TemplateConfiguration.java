package io.foodflow.notification.templates;

import io.foodflow.platform.changes.UnitOfWork;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
@Import({TemplateController.class, BuiltInController.class})
class TemplateConfiguration {

    @Bean
    Templates templates(JdbcClient jdbc, JsonMapper json, UnitOfWork work, Clock clock) {
        return new Templates(new TemplateRepository(jdbc, json), BuiltInTemplates.read(), work, clock);
    }
}
