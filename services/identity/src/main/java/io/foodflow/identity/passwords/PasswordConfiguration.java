package io.foodflow.identity.passwords;

import java.security.SecureRandom;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PasswordSettings.class)
class PasswordConfiguration {

    @Bean(destroyMethod = "close")
    Passwords passwords(PasswordSettings settings) {
        return new Passwords(settings, new SecureRandom());
    }
}
