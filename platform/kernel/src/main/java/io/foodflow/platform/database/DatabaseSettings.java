package io.foodflow.platform.database;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which PostgreSQL to use.
 *
 * @param url JDBC URL of an external PostgreSQL 15 or newer; without one the embedded server runs under the home
 * @param user a role of that server that may create roles and schemas
 * @param password its password
 * @param poolSize connections this process keeps, 2 to 500
 */
@ConfigurationProperties("foodflow.database")
public record DatabaseSettings(
        @Nullable String url,
        @Nullable String user,
        @Nullable String password,
        @DefaultValue("16") int poolSize) {

    public DatabaseSettings {
        if (poolSize < 2 || poolSize > 500) {
            throw new IllegalArgumentException(
                    "foodflow.database.pool-size must be 2..500, was %d".formatted(poolSize));
        }
        if (url != null && !url.startsWith("jdbc:postgresql:")) {
            throw new IllegalArgumentException(
                    "foodflow.database.url must start with jdbc:postgresql:, was '%s'".formatted(url));
        }
        if (url != null && (user == null || password == null)) {
            throw new IllegalArgumentException(
                    "foodflow.database.url is set, so foodflow.database.user and foodflow.database.password must be too");
        }
    }
}
