package io.foodflow.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class PlatformDefaultsTest {

    @Test
    void logsPlainlyAndExportsNothingUnlessTold() {
        var environment = environment(Map.of());

        assertThat(environment.getProperty("logging.structured.format.console")).isNull();
        assertThat(environment.getProperty("management.opentelemetry.tracing.export.otlp.endpoint"))
                .isNull();
        assertThat(environment.getProperty("management.otlp.metrics.export.enabled"))
                .isEqualTo("false");
        assertThat(environment.getProperty("management.tracing.sampling.probability"))
                .isEqualTo("0.0");
    }

    @Test
    void logsAsJsonWhenTold() {
        assertThat(environment(Map.of("foodflow.log", "json")).getProperty("logging.structured.format.console"))
                .isEqualTo("ecs");
    }

    @Test
    void refusesALogFormatThatIsNone() {
        assertThatThrownBy(() -> environment(Map.of("foodflow.log", "xml")))
                .hasMessage("foodflow.log must be plain or json, was 'xml'");
    }

    @Test
    void exportsToACollectorWhenOneIsNamed() {
        var environment = environment(Map.of("foodflow.otlp.endpoint", "http://collector:4318/"));

        assertThat(environment.getProperty("management.opentelemetry.tracing.export.otlp.endpoint"))
                .isEqualTo("http://collector:4318/v1/traces");
        assertThat(environment.getProperty("management.otlp.metrics.export.url"))
                .isEqualTo("http://collector:4318/v1/metrics");
        assertThat(environment.getProperty("management.otlp.metrics.export.enabled"))
                .isEqualTo("true");
        assertThat(environment.getProperty("management.tracing.sampling.probability"))
                .isEqualTo("0.1");
    }

    @Test
    void standsBelowEveryOtherSource() {
        var environment = environment(Map.of("server.shutdown", "immediate"));

        assertThat(environment.getProperty("server.shutdown")).isEqualTo("immediate");
        assertThat(environment.getProperty("server.compression.enabled")).isEqualTo("true");
    }

    private static StandardEnvironment environment(Map<String, Object> settings) {
        var environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("test", settings));
        new PlatformDefaults().postProcessEnvironment(environment, new SpringApplication());
        return environment;
    }
}
