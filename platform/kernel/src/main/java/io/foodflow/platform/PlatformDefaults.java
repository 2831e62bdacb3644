package io.foodflow.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.ResourcePropertySource;

/** Puts the platform's defaults below every other source of settings, in each application that stands on it. */
final class PlatformDefaults implements EnvironmentPostProcessor {

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        try {
            environment
                    .getPropertySources()
                    .addLast(new ResourcePropertySource(
                            "foodflow-defaults", new ClassPathResource("foodflow-defaults.properties")));
        } catch (IOException e) {
            throw new UncheckedIOException("the platform's defaults are missing from its jar", e);
        }
    }
}
