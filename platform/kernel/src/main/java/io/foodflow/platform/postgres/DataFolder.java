package io.foodflow.platform.postgres;

import com.sun.security.auth.module.UnixSystem;
import io.foodflow.platform.postgres.EmbeddedPostgresException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/** The database cluster's folder: made once, in one step, and checked before each start. */
final class DataFolder {

    private static final Duration INITDB_LIMIT = Duration.ofMinutes(2);
    private static final Set<PosixFilePermission> ACCEPTED =
            EnumSet.copyOf(PosixFilePermissions.fromString("rwxr-x---"));

    private DataFolder() {}

    static boolean exists(PostgresHome home) {
        return Files.exists(home.data());
    }

    /**
     * Makes the cluster: checksums on, passwords by SCRAM, UTF-8, and PostgreSQL's own C.UTF-8 collation, so that
     * indexes stay valid when the operating system's library changes and the folder can move between machines.
     */
    static void create(Installation installation, String user) throws IOException {
        var home = installation.home();
        var fresh = Leftovers.temporary(home.data());
        var answer = installation
                .runner()
                .run(
                        INITDB_LIMIT,
                        installation.binaries().program("initdb"),
                        "--pgdata=" + fresh,
                        "--username=" + user,
                        "--pwfile=" + home.password(),
                        "--auth=scram-sha-256",
                        "--data-checksums",
                        "--encoding=UTF8",
                        "--locale-provider=builtin",
                        "--builtin-locale=C.UTF-8",
                        "--locale=C",
                        "--no-instructions");
        if (answer.exit() != 0) {
            throw new EmbeddedPostgresException(
                    Reason.SERVER_FAILED,
                    "The database cluster could not be made in " + fresh + ": "
                            + answer.text().strip());
        }
        Files.move(fresh, home.data(), StandardCopyOption.ATOMIC_MOVE);
        OwnerOnlyFile.syncFolder(home.folder());
    }

    /** Refuses a folder that this PostgreSQL cannot or must not open, with advice; costs a few file reads. */
    static void requireUsable(Installation installation) throws IOException {
        requireOwner(installation.home());
        requirePermissions(installation.home().data());
        requireVersion(installation);
    }

    private static void requireOwner(PostgresHome home) throws IOException {
        var owner = Files.getOwner(home.data()).getName();
        var owningId = ((Integer) Files.getAttribute(home.data(), "unix:uid")).longValue();
        if (owningId != new UnixSystem().getUid()) {
            var user = System.getProperty("user.name");
            throw new EmbeddedPostgresException(
                    Reason.HOME_NOT_ACCESSIBLE,
                    "The data folder %s belongs to '%s', but the platform runs as '%s'. Start it as '%s', or: chown -R %s %s"
                            .formatted(home.data(), owner, user, owner, user, home.root()));
        }
    }

    private static void requirePermissions(Path data) throws IOException {
        var permissions = Files.getPosixFilePermissions(data);
        if (!ACCEPTED.containsAll(permissions)) {
            throw new EmbeddedPostgresException(
                    Reason.HOME_NOT_ACCESSIBLE,
                    "The data folder %s has permissions %s, which let others read or change it; PostgreSQL accepts rwx------ or rwxr-x---. Run: chmod 700 %s"
                            .formatted(data, PosixFilePermissions.toString(permissions), data));
        }
    }

    private static void requireVersion(Installation installation) throws IOException {
        var home = installation.home();
        var file = home.data().resolve("PG_VERSION");
        if (!Files.exists(file)) {
            throw new EmbeddedPostgresException(
                    Reason.VERSION_MISMATCH,
                    "%s is not a PostgreSQL data folder: PG_VERSION is missing. Move it away, or restore a backup into an empty home."
                            .formatted(home.data()));
        }
        var found = Files.readString(file).strip();
        var wanted = installation.binaries().major();
        if (!found.equals(wanted)) {
            throw new EmbeddedPostgresException(
                    Reason.VERSION_MISMATCH,
                    ("The data folder %s was made by PostgreSQL %s, but this platform brings PostgreSQL %s, which cannot open it."
                                    + " Nothing was changed. Either start the platform release that brought PostgreSQL %s, dump the databases with"
                                    + " pg_dumpall of version %s or later, and load the dump into a new home; or run an external PostgreSQL %s"
                                    + " on this data and give its URL.")
                            .formatted(home.data(), found, wanted, found, found, found));
        }
    }
}
