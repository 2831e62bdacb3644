package io.foodflow.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.foodflow.platform.database.DatabaseSettings;
import io.foodflow.platform.events.RelaySettings;
import io.foodflow.platform.home.FoodflowHome;
import io.foodflow.platform.http.OutboundSettings;
import io.foodflow.platform.jobs.JobSettings;
import io.foodflow.platform.mail.MailSettings;
import io.foodflow.platform.security.SecuritySettings;
import io.foodflow.platform.services.RemoteSettings;
import io.foodflow.platform.storage.StorageSettings;
import io.foodflow.platform.web.LimitSettings;
import io.foodflow.platform.web.LimitSettings.Rate;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** The settings of the platform: what they are when nobody says anything, and what they refuse. */
class SettingsTest {

    @Test
    void haveTheirDefaults() {
        assertThat(bind(DatabaseSettings.class)).isEqualTo(new DatabaseSettings(null, null, null, 16));
        assertThat(bind(RelaySettings.class)).isEqualTo(new RelaySettings(500, 500, 10));
        assertThat(bind(SecuritySettings.class))
                .isEqualTo(new SecuritySettings("https://foodflow.local", "foodflow", null, 900, 90));
        assertThat(bind(JobSettings.class)).isEqualTo(new JobSettings(4, 1_000, 3_000, 4));
        assertThat(bind(OutboundSettings.class)).isEqualTo(new OutboundSettings(5_000, 30_000, 10_485_760, 5, 3, null));
        assertThat(bind(MailSettings.class))
                .isEqualTo(new MailSettings(null, 587, null, null, null, MailSettings.Tls.STARTTLS, 10_000));
        assertThat(bind(StorageSettings.class)).isEqualTo(new StorageSettings(true));
        assertThat(bind(RemoteSettings.class))
                .isEqualTo(new RemoteSettings(null, new RemoteSettings.Calls(1_000, 30_000, 3)));
        assertThat(bind(LimitSettings.class).bodyBytes()).isEqualTo(1_048_576);
        assertThat(bind(LimitSettings.class).anonymous()).isEqualTo(new Rate(300, 6_000));
        assertThat(bind(LimitSettings.class).plans()).containsEntry("free", new Rate(100, 1_000));
        assertThat(bind(FoodflowHome.class).home()).isEqualTo(Path.of(System.getProperty("user.home"), ".foodflow"));
    }

    @Test
    void takeWhatTheyAreGiven() {
        assertThat(bind(
                                DatabaseSettings.class,
                                "url",
                                "jdbc:postgresql://db/foodflow",
                                "user",
                                "owner",
                                "password",
                                "p",
                                "pool-size",
                                "40")
                        .poolSize())
                .isEqualTo(40);
        assertThat(bind(LimitSettings.class, "plans.free.per-minute", "7", "plans.free.per-hour", "70")
                        .plans())
                .containsEntry("free", new Rate(7, 70))
                .containsKey("enterprise");
        assertThat(bind(RemoteSettings.class, "remote.identity", "http://identity:8080")
                        .remote())
                .containsEntry("identity", URI.create("http://identity:8080"));
        assertThat(bind(FoodflowHome.class, "home", "/srv/foodflow").objects())
                .isEqualTo(Path.of("/srv/foodflow/objects"));
    }

    @ParameterizedTest
    @CsvSource({
        "io.foodflow.platform.database.DatabaseSettings, pool-size, 1, foodflow.database.pool-size must be 2..500",
        "io.foodflow.platform.database.DatabaseSettings, url, mysql://x, must start with jdbc:postgresql:",
        "io.foodflow.platform.database.DatabaseSettings, url, jdbc:postgresql://x/y, foodflow.database.user",
        "io.foodflow.platform.events.RelaySettings, batch, 0, foodflow.events.batch must be 1..10000",
        "io.foodflow.platform.security.SecuritySettings, access-token-seconds, 59, must be 60..3600",
        "io.foodflow.platform.security.SecuritySettings, key-days, 0, foodflow.security.key-days must be 1..365",
        "io.foodflow.platform.jobs.JobSettings, threads, 65, foodflow.jobs.threads must be 0..64",
        "io.foodflow.platform.jobs.JobSettings, heartbeat-millis, 1, foodflow.jobs.heartbeat-millis must be 500..60000",
        "io.foodflow.platform.http.OutboundSettings, max-redirects, 11, foodflow.http.max-redirects must be 0..10",
        "io.foodflow.platform.web.LimitSettings, body-bytes, 10, foodflow.limits.body-bytes must be 1024 or more",
        "io.foodflow.platform.web.LimitSettings, anonymous.per-minute, 0, a rate must be 1 or more"
    })
    void refuseWhatMakesNoSense(Class<?> type, String key, String value, String message) {
        assertThatThrownBy(() -> bind(type, key, value)).hasStackTraceContaining(message);
    }

    private static <T> T bind(Class<T> type, String... settings) {
        var prefix = type.getAnnotation(ConfigurationProperties.class).value();
        var map = new java.util.HashMap<String, String>();
        for (int i = 0; i < settings.length; i += 2) {
            map.put(prefix + "." + settings[i], settings[i + 1]);
        }
        return new Binder(new MapConfigurationPropertySource(Map.copyOf(map))).bindOrCreate(prefix, type);
    }
}
