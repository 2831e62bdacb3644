package io.foodflow.platform.lineage;

import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
class LineageConfiguration {

    @Bean
    RunMarks runMarks(JdbcClient jdbc, JsonMapper json, ObjectProvider<RunMarkListener> listeners) {
        return new RunMarks(jdbc, json, List.copyOf(listeners.orderedStream().toList()));
    }
}
