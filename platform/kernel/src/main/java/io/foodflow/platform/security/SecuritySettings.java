package io.foodflow.platform.security;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How callers prove who they are.
 *
 * @param issuer the {@code iss} of our tokens
 * @param audience the {@code aud} of our tokens
 * @param masterKey base64 of 32 bytes that encrypt secrets at rest; without one it is made once and kept in
 *     {@code secret/master.key} under the home. Processes that share a database need the same one.
 * @param accessTokenSeconds life of an access token, 60 to 3,600
 * @param keyDays days a signing key signs before the next takes over, 1 to 365
 */
@ConfigurationProperties("foodflow.security")
public record SecuritySettings(
        @DefaultValue("https://foodflow.local") String issuer,
        @DefaultValue("foodflow") String audience,
        @Nullable String masterKey,
        @DefaultValue("900") int accessTokenSeconds,
        @DefaultValue("90") int keyDays) {

    public SecuritySettings {
        if (accessTokenSeconds < 60 || accessTokenSeconds > 3_600) {
            throw new IllegalArgumentException(
                    "foodflow.security.access-token-seconds must be 60..3600, was %d".formatted(accessTokenSeconds));
        }
        if (keyDays < 1 || keyDays > 365) {
            throw new IllegalArgumentException("foodflow.security.key-days must be 1..365, was %d".formatted(keyDays));
        }
    }
}
