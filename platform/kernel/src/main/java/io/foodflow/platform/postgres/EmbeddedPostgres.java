package io.foodflow.platform.postgres;

import io.foodflow.platform.postgres.EmbeddedPostgresException.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real PostgreSQL as a child process of this JVM: durable, reachable from this machine only, by password only.
 *
 * <p>Its programs come from the class path and are unpacked once into the home; its data stays there. It is started
 * again when it dies, and what a killed platform left running is stopped before it starts. One process at a time may
 * use a home.
 *
 * <p>Thread-safe. Cost on two cores: a first start about 3 s, later ones well under a second; about 60 MB of memory
 * before shared buffers fill.
 */
public final class EmbeddedPostgres implements AutoCloseable {

    /** By this name the server's own databases find each other, wherever it listens: {@code service=…} of a connection. */
    public static final String SERVICE = "foodflow";

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);

    private final HomeLock lock;
    private final Installation installation;
    private final Supervisor supervisor;
    private final Endpoint endpoint;
    private final String password;
    private final String version;
    private final StartTimings timings;
    private final ReentrantLock closing = new ReentrantLock();
    private boolean closed;
    private volatile @Nullable Thread hook;

    EmbeddedPostgres(
            HomeLock lock,
            Installation installation,
            Supervisor supervisor,
            Endpoint endpoint,
            String password,
            String version,
            StartTimings timings) {
        this.lock = lock;
        this.installation = installation;
        this.supervisor = supervisor;
        this.endpoint = endpoint;
        this.password = password;
        this.version = version;
        this.timings = timings;
    }

    /**
     * Starts the server and returns when it accepts connections.
     *
     * @throws EmbeddedPostgresException when it cannot; nothing is left running then, and the message says what to do
     */
    public static EmbeddedPostgres start(PostgresSettings settings) {
        var postgres = new PostgresStart(settings, RestartPolicy.PATIENT).run();
        if (settings.stopAtExit()) {
            postgres.stopAtExit();
        }
        LOG.info(
                "PostgreSQL {} runs on port {} (pid {}, {})",
                postgres.version,
                postgres.port(),
                postgres.pid(),
                postgres.timings);
        return postgres;
    }

    private void stopAtExit() {
        hook = new Thread(this::close, "postgres-stop");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** For the platform's database, without user and password. The same until this handle is closed. */
    public String jdbcUrl() {
        return endpoint.jdbcUrl();
    }

    /** The superuser. */
    public String user() {
        return endpoint.user();
    }

    public String password() {
        return password;
    }

    public int port() {
        return endpoint.port();
    }

    /** The server's version as it says itself, such as 18.6. */
    public String version() {
        return version;
    }

    /** The server's process id; another one after a restart. */
    public long pid() {
        return supervisor.pid();
    }

    public PostgresState state() {
        return supervisor.state();
    }

    /** The platform's home by its real path. */
    public Path home() {
        return installation.home().root();
    }

    public StartTimings timings() {
        return timings;
    }

    /** What {@link PostgresBackup} needs to back up this platform; the same as {@link BackupSource#of} the home. */
    public BackupSource backupSource() {
        return BackupSource.of(home());
    }

    /**
     * Stops the server by a fast shutdown: open transactions are rolled back, everything committed is on disk. A second
     * call does nothing but wait for the first, so that a JVM that is shutting down does not leave in the middle.
     */
    @Override
    public void close() {
        closing.lock();
        try {
            if (!closed) {
                closed = true;
                stop();
                forgetHook();
            }
        } finally {
            closing.unlock();
        }
    }

    private void stop() {
        try {
            supervisor.close();
        } catch (IOException e) {
            throw new EmbeddedPostgresException(Reason.SERVER_FAILED, "PostgreSQL could not be stopped: " + e, e);
        } finally {
            lock.close();
        }
    }

    /** Only after the stop: a shutdown that begins before must find the hook, to wait for it. */
    private void forgetHook() {
        var registered = hook;
        if (registered != null) {
            try {
                Runtime.getRuntime().removeShutdownHook(registered);
            } catch (IllegalStateException e) {
                LOG.debug("The JVM is shutting down already");
            }
        }
    }

    @Override
    public String toString() {
        return "PostgreSQL " + version + " at " + jdbcUrl() + " (" + state() + ")";
    }
}
