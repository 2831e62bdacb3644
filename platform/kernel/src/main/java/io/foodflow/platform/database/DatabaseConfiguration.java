package io.foodflow.platform.database;

import com.zaxxer.hikari.HikariDataSource;
import io.foodflow.platform.home.FoodflowHome;
import io.foodflow.platform.postgres.EmbeddedPostgres;
import io.foodflow.platform.postgres.PostgresSettings;
import java.time.Duration;
import java.util.Objects;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({DatabaseSettings.class, PlacementSettings.class, FoodflowHome.class})
class DatabaseConfiguration {

    @Bean
    PlatformSchema platformSchema(DatabaseServer server) {
        var schema = new PlatformSchema(server);
        schema.prepare();
        return schema;
    }

    @Bean(destroyMethod = "close")
    Databases databases(DatabaseServer server, PlacementSettings settings) {
        return new Databases(server, settings);
    }

    @Bean(destroyMethod = "close")
    RoutingDataSource dataSource(DatabaseSettings settings, PlatformSchema schema, Databases databases) {
        var config = Databases.pool(schema, "foodflow", settings.poolSize());
        config.setMinimumIdle(Math.min(4, settings.poolSize()));
        return new RoutingDataSource(new HikariDataSource(config), databases);
    }

    @Bean
    Placements placements(DataSource dataSource) {
        return new Placements(dataSource);
    }

    @Bean
    PlatformCalls platformCalls(DataSource dataSource, Databases databases) {
        return new PlatformCalls(dataSource, databases);
    }

    @Bean
    @Primary
    TenantTransactions tenantTransactions(
            DataSource dataSource, Placements placements, PlatformCalls calls, PlacementSettings settings) {
        return new TenantTransactions(dataSource, placements, calls, Duration.ofSeconds(settings.waitSeconds()));
    }

    @Bean
    PlatformTransactions platformTransactions(DataSource dataSource) {
        return new PlatformTransactions(dataSource);
    }

    @Bean
    JdbcClient jdbcClient(DataSource dataSource) {
        return JdbcClient.create(dataSource);
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty(name = "foodflow.database.url")
    static class External {

        @Bean
        DatabaseServer databaseServer(DatabaseSettings settings) {
            return new DatabaseServer(
                    Objects.requireNonNull(settings.url()),
                    Objects.requireNonNull(settings.user()),
                    Objects.requireNonNull(settings.password()),
                    false);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty(name = "foodflow.database.url", matchIfMissing = true, havingValue = "\u0000embedded")
    static class Embedded {

        @Bean(destroyMethod = "close")
        EmbeddedPostgres embeddedPostgres(FoodflowHome home) {
            return EmbeddedPostgres.start(PostgresSettings.of(home.home()));
        }

        @Bean
        DatabaseServer databaseServer(EmbeddedPostgres postgres) {
            return new DatabaseServer(postgres.jdbcUrl(), postgres.user(), postgres.password(), true);
        }
    }
}
