package io.foodflow.testservices.menu;

import io.foodflow.platform.services.ConditionalOnService;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

@AutoConfiguration
@ConditionalOnService("menu")
@Import(MenuController.class)
class MenuAutoConfiguration {

    @Bean
    MenuEffects menuEffects(JdbcClient jdbc) {
        return new MenuEffects(jdbc);
    }
}
