package io.foodflow.platform.postgres;

import io.foodflow.platform.postgres.EmbeddedPostgresException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** The folders and files that the embedded PostgreSQL has in the platform's home. */
record PostgresHome(Path root) {

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    /** Makes the folders that are not there, for the owner only, and returns the home by its real path. */
    static PostgresHome prepare(Path requested) {
        try {
            createPrivate(requested.toAbsolutePath());
            var home = new PostgresHome(requested.toRealPath());
            createPrivate(home.folder());
            createPrivate(home.secrets());
            createPrivate(home.logs());
            Files.delete(Files.createTempFile(home.folder(), "probe", null));
            return home;
        } catch (IOException e) {
            throw notAccessible(requested, e);
        }
    }

    private static void createPrivate(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        }
    }

    private static EmbeddedPostgresException notAccessible(Path home, IOException e) {
        var user = System.getProperty("user.name");
        return new EmbeddedPostgresException(
                Reason.HOME_NOT_ACCESSIBLE,
                "The platform's home %s cannot be used by user '%s' (%s). Choose another home, or give it to that user: chown -R %s %s"
                        .formatted(home, user, e, user, home),
                e);
    }

    Path folder() {
        return root.resolve("postgres");
    }

    Path data() {
        return folder().resolve("data");
    }

    Path binaries(String version) {
        return folder().resolve("bin-" + version);
    }

    Path lock() {
        return folder().resolve("lock");
    }

    /** Names the process that holds the lock; a file apart, because closing a locked file gives the lock away. */
    Path holder() {
        return folder().resolve("holder");
    }

    Path endpoint() {
        return folder().resolve("endpoint.properties");
    }

    /** Where the server's databases find each other, with the password. */
    Path service() {
        return folder().resolve("service.conf");
    }

    Path secrets() {
        return root.resolve("secret");
    }

    Path password() {
        return secrets().resolve("postgres-password");
    }

    Path logs() {
        return root.resolve("logs");
    }

    Path log() {
        return logs().resolve("postgres.log");
    }
}
