package io.foodflow.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.ResourcePropertySource;

/**
 * Puts the platform's defaults below every other source of settings, in each application that stands on it, and says in
 * Spring's words what two settings of ours mean: {@code foodflow.log} ({@code plain} or {@code json}: one object a line,
 * in the Elastic Common Schema, with tenant, user and trace) and {@code foodflow.otlp.endpoint} (address of an
 * OpenTelemetry collector; without it nothing is exported, and traces have their ids all the same).
 */
final class PlatformDefaults implements EnvironmentPostProcessor {

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        try {
            var defaults = new ResourcePropertySource(
                    "foodflow-defaults", new ClassPathResource("foodflow-defaults.properties"));
            environment.getPropertySources().addLast(defaults);
            environment
                    .getPropertySources()
                    .addBefore(defaults.getName(), new MapPropertySource("foodflow-derived", derived(environment)));
        } catch (IOException e) {
            throw new UncheckedIOException("the platform's defaults are missing from its jar", e);
        }
    }

    private static Map<String, Object> derived(ConfigurableEnvironment environment) {
        var derived = new HashMap<String, Object>();
        var log = environment.getProperty("foodflow.log", "plain");
        switch (log) {
            case "plain" -> {}
            case "json" -> derived.put("logging.structured.format.console", "ecs");
            default ->
                throw new IllegalArgumentException("foodflow.log must be plain or json, was '%s'".formatted(log));
        }
        var endpoint = environment.getProperty("foodflow.otlp.endpoint", "");
        if (!endpoint.isBlank()) {
            var base = endpoint.endsWith("/") ? endpoint.substring(0, endpoint.length() - 1) : endpoint;
            derived.put("management.opentelemetry.tracing.export.otlp.endpoint", base + "/v1/traces");
            derived.put("management.otlp.metrics.export.enabled", "true");
            derived.put("management.otlp.metrics.export.url", base + "/v1/metrics");
            derived.put(
                    "management.tracing.sampling.probability",
                    environment.getProperty("foodflow.otlp.sampling", "0.1"));
        }
        return derived;
    }
}
