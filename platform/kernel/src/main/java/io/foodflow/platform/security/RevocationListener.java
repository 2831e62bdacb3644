package io.foodflow.platform.security;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears at once of what other processes revoked: PostgreSQL notifies it when such a transaction commits. It keeps a
 * connection of its own and makes another when that one breaks. Behind a proxy that pools transactions it hears nothing;
 * the feeds look by themselves too, only later.
 */
final class RevocationListener implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RevocationListener.class);
    private static final String CHANNEL = "foodflow_revocations";
    private static final int WAIT_MILLIS = 30_000;
    private static final Duration BEFORE_THE_NEXT_ATTEMPT = Duration.ofSeconds(1);

    private final Connections connections;
    private final Runnable look;
    private volatile boolean closed;
    private volatile @Nullable Thread thread;

    /** Where the connection comes from. */
    interface Connections {
        Connection open() throws SQLException;
    }

    RevocationListener(Connections connections, Runnable look) {
        this.connections = connections;
        this.look = look;
    }

    /** Begins to listen, in the background. */
    void start() {
        thread = Thread.ofVirtual().name("revocations").start(this::listenUntilClosed);
    }

    @Override
    public void close() {
        closed = true;
        var listening = thread;
        if (listening != null) {
            listening.interrupt();
        }
    }

    private void listenUntilClosed() {
        while (!closed) {
            try {
                listen();
            } catch (SQLException | RuntimeException e) {
                pause(e);
            }
        }
    }

    private void listen() throws SQLException {
        try (var connection = connections.open();
                var statement = connection.createStatement()) {
            statement.execute("listen " + CHANNEL);
            look.run(); // for what was revoked while nobody listened
            while (!closed) {
                if (connection.unwrap(PGConnection.class).getNotifications(WAIT_MILLIS).length > 0) {
                    look.run();
                }
            }
        }
    }

    private void pause(Exception why) {
        if (closed) {
            return;
        }
        log.debug("cannot listen for revocations just now", why);
        try {
            Thread.sleep(BEFORE_THE_NEXT_ATTEMPT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed = true;
        }
    }
}
