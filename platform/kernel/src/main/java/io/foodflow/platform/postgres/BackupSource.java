package io.foodflow.platform.postgres;

import io.foodflow.platform.postgres.EmbeddedPostgresException.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A running platform, as a backup sees it: its home, and how its database is reached by the superuser.
 *
 * @param home the platform's home, whose files this process can read
 * @param alongside folders directly in the home that are kept together with the database, where they exist. Files in
 *     them that rows refer to must be written before the rows are committed: they are read after the database. The
 *     folder {@code secret} always belongs to a backup, since the password in it opens the database
 */
public record BackupSource(Path home, String jdbcUrl, String user, String password, List<String> alongside) {

    static final String SECRETS = "secret";
    private static final Pattern FOLDER = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*");

    public BackupSource {
        Objects.requireNonNull(home, "home");
        alongside = List.copyOf(alongside);
        for (var folder : alongside) {
            if (!FOLDER.matcher(folder).matches() || folder.equals("postgres")) {
                throw new IllegalArgumentException(
                        "a folder kept alongside must be a name in the home other than postgres, was '" + folder + "'");
            }
        }
        if (!alongside.contains(SECRETS)) {
            throw new IllegalArgumentException("the folder secret must be kept alongside, was " + alongside);
        }
    }

    /**
     * The platform that runs on {@code home}, in this process or another one of the same user: address and password are
     * read from the home. Keeps {@code secret} and {@code objects} alongside.
     */
    public static BackupSource of(Path home) {
        try {
            var real = new PostgresHome(home.toRealPath());
            var endpoint = Endpoint.read(real).orElseThrow(() -> neverStarted(home));
            return new BackupSource(
                    real.root(),
                    endpoint.jdbcUrl(),
                    endpoint.user(),
                    SuperuserPassword.read(real),
                    List.of(SECRETS, "objects"));
        } catch (IOException e) {
            throw new EmbeddedPostgresException(Reason.BACKUP_FAILED, "The home " + home + " cannot be read: " + e, e);
        }
    }

    private static EmbeddedPostgresException neverStarted(Path home) {
        return new EmbeddedPostgresException(
                Reason.BACKUP_FAILED, "No platform was ever started on " + home + ", so there is nothing to back up.");
    }

    public BackupSource withAlongside(List<String> folders) {
        return new BackupSource(home, jdbcUrl, user, password, folders);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "BackupSource[" + home + ", " + jdbcUrl + ", " + alongside + "]";
    }
}
