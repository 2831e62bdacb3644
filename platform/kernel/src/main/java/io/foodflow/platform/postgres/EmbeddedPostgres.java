package io.foodflow.platform.postgres;

import io.foodflow.platform.postgres.EmbeddedPostgresException.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
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

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);

    private final HomeLock lock;
    private final Installation installation;
    private final Supervisor supervisor;
    private final Endpoint endpoint;
    private final String password;
    private final String version;
    private final StartTimings timings;
    private final AtomicBoolean closed = new AtomicBoolean();

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
        var postgres = new PostgresStart(settings).run();
        if (settings.stopAtExit()) {
            Runtime.getRuntime().addShutdownHook(new Thread(postgres::close, "postgres-stop"));
        }
        LOG.info(
                "PostgreSQL {} runs on port {} (pid {}, {})",
                postgres.version,
                postgres.port(),
                postgres.pid(),
                postgres.timings);
        return postgres;
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

    /**
     * Stops the server by a fast shutdown: open transactions are rolled back, everything committed is on disk. A second
     * call does nothing.
     */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            try {
                supervisor.close();
            } catch (IOException e) {
                throw new EmbeddedPostgresException(Reason.SERVER_FAILED, "PostgreSQL could not be stopped: " + e, e);
            } finally {
                lock.close();
            }
        }
    }

    @Override
    public String toString() {
        return "PostgreSQL " + version + " at " + jdbcUrl() + " (" + state() + ")";
    }
}
