package io.foodflow.platform.postgres;

import java.nio.file.FileSystemException;
import org.jspecify.annotations.Nullable;

/**
 * The embedded PostgreSQL cannot do what was asked. The message names the file or process concerned and what to do
 * about it; it is meant to be shown to the operator as it stands, without a stack trace.
 */
public final class EmbeddedPostgresException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What went wrong, for callers that choose an exit code or a next step by it. */
    public enum Reason {
        /** Another live process holds the home. */
        HOME_IN_USE,
        /** A file or folder of the home has the wrong owner or permissions, or the disk refuses it. */
        HOME_NOT_ACCESSIBLE,
        /** No PostgreSQL binaries for this operating system and processor on the class path. */
        NO_BINARIES,
        /** The platform runs as root and there is no way to run PostgreSQL as somebody else. */
        ROOT_REFUSED,
        /** The data folder was made by another major version of PostgreSQL. */
        VERSION_MISMATCH,
        /** The superuser's password file is gone although there is data. */
        SECRET_MISSING,
        /** PostgreSQL did not start or did not stop; its own words are in the message. */
        SERVER_FAILED,
        /** A backup could not be made. */
        BACKUP_FAILED,
        /** An archive cannot be restored: damaged, incomplete, or the target is not empty. */
        RESTORE_REFUSED
    }

    private final Reason reason;

    EmbeddedPostgresException(Reason reason, String message) {
        this(reason, message, null);
    }

    EmbeddedPostgresException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** What an I/O error says; those of the file system name only the file unless asked for all. */
    static String words(Exception e) {
        var message = e.getMessage();
        return message == null || e instanceof FileSystemException ? e.toString() : message;
    }

    public Reason reason() {
        return reason;
    }
}
