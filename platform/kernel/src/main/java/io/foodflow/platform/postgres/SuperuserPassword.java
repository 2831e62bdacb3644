package io.foodflow.platform.postgres;

import io.foodflow.platform.postgres.EmbeddedPostgresException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.Base64;

/** The superuser's password: 256 random bits in a file that only its owner reads. */
final class SuperuserPassword {

    private static final int BYTES = 32;

    private SuperuserPassword() {}

    static String readOrCreate(PostgresHome home) throws IOException {
        if (!Files.exists(home.password())) {
            if (Files.exists(home.data())) {
                throw missing(home);
            }
            var random = new byte[BYTES];
            new SecureRandom().nextBytes(random);
            OwnerOnlyFile.write(
                    home.password(), Base64.getUrlEncoder().withoutPadding().encodeToString(random) + "\n");
        }
        return read(home);
    }

    static String read(PostgresHome home) throws IOException {
        if (!Files.exists(home.password())) {
            throw missing(home);
        }
        return Files.readString(home.password()).strip();
    }

    private static EmbeddedPostgresException missing(PostgresHome home) {
        return new EmbeddedPostgresException(
                Reason.SECRET_MISSING,
                "The password file %s is missing, but %s has data. Put the file back, or restore a backup into an empty home."
                        .formatted(home.password(), home.data()));
    }
}
