package io.foodflow.identity.passwords;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How passwords are stored.
 *
 * @param bcryptStrength base-2 logarithm of bcrypt's rounds, 4 to 16; one more takes twice as long (10: about 60 ms)
 */
@ConfigurationProperties("foodflow.identity.passwords")
record PasswordSettings(@DefaultValue("10") int bcryptStrength) {

    PasswordSettings {
        if (bcryptStrength < 4 || bcryptStrength > 16) {
            throw new IllegalArgumentException(
                    "foodflow.identity.passwords.bcrypt-strength must be 4..16, was %d".formatted(bcryptStrength));
        }
    }
}
