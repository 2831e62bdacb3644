package io.foodflow.identity.trail;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
@Import(TrailController.class)
class TrailConfiguration {

    @Bean
    TrailRepository signInTrail(JdbcClient jdbc) {
        return new TrailRepository(jdbc);
    }
}
