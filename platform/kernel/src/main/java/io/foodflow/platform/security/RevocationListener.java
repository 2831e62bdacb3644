package io.foodflow.platform.security;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears at once of what other processes revoked, or changed about tenants and what they may do: PostgreSQL notifies it
 * when such a transaction commits. It keeps a
 * connection of its own and makes another when that one breaks. Behind a proxy that pools transactions it hears nothing;
 * the feeds look by themselves too, only later.
 */
final class RevocationListener implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RevocationListener.class);
    private static final String CHANNEL = "foodflow_revocations";
    private static final String TENANTS = "tenants";
    private static final int WAIT_MILLIS = 30_000;
    private static final Duration BEFORE_THE_NEXT_ATTEMPT = Duration.ofSeconds(1);

    private final Connections connections;
    private final Runnable look;
    private final Runnable forgetTenants;
    private volatile boolean closed;
    private volatile @Nullable Thread thread;

    /** Where the connection comes from. */
    interface Connections {
        Connection open() throws SQLException;
    }

    /**
     * Told what to do.
     *
     * @param look called when something was revoked
     * @param forgetTenants called when a tenant changed, or what one may do
     */
    RevocationListener(Connections connections, Runnable look, Runnable forgetTenants) {
        this.connections = connections;
        this.look = look;
        this.forgetTenants = forgetTenants;
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
            forgetTenants.run(); // for what was changed or revoked while nobody listened
            look.run();
            while (!closed) {
                heard(connection.unwrap(PGConnection.class).getNotifications(WAIT_MILLIS));
            }
        }
    }

    private void heard(PGNotification[] notifications) {
        long aboutTenants = Arrays.stream(notifications)
                .filter(one -> TENANTS.equals(one.getParameter()))
                .count();
        if (aboutTenants > 0) {
            forgetTenants.run();
        }
        if (aboutTenants < notifications.length) {
            look.run();
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
