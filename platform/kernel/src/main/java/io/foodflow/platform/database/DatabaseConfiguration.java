package io.foodflow.platform.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.foodflow.platform.home.FoodflowHome;
import io.foodflow.platform.postgres.EmbeddedPostgres;
import io.foodflow.platform.postgres.PostgresSettings;
import java.util.Objects;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({DatabaseSettings.class, FoodflowHome.class})
class DatabaseConfiguration {

    @Bean
    PlatformSchema platformSchema(DatabaseServer server) {
        var schema = new PlatformSchema(server);
        schema.prepare();
        return schema;
    }

    @Bean(destroyMethod = "close")
    HikariDataSource dataSource(DatabaseSettings settings, PlatformSchema schema) {
        var config = new HikariConfig();
        config.setPoolName("foodflow");
        config.setJdbcUrl(schema.server().jdbcUrl());
        config.setUsername(PlatformSchema.APPLICATION_ROLE);
        config.setPassword(schema.applicationPassword());
        config.setMaximumPoolSize(settings.poolSize());
        config.setMinimumIdle(Math.min(4, settings.poolSize()));
        config.setConnectionTimeout(10_000);
        config.addDataSourceProperty("ApplicationName", "foodflow");
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.addDataSourceProperty("socketTimeout", "120");
        return new HikariDataSource(config);
    }

    @Bean
    @Primary
    TenantTransactions tenantTransactions(DataSource dataSource) {
        return new TenantTransactions(dataSource);
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
