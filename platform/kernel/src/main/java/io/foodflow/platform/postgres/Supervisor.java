package io.foodflow.platform.postgres;

import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the server process and starts it again when it ends unasked, on the same port.
 *
 * <p>The first attempt comes at once, later ones with a pause that doubles from 100 ms to 5 s. After ten attempts in a
 * row that failed, or that did not last ten seconds, it gives up.
 */
final class Supervisor implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);
    private static final int ATTEMPTS = 10;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration STEADY = Duration.ofSeconds(10);
    private static final Duration LOG_CHECK = Duration.ofSeconds(30);

    private final Installation installation;
    private final PostgresSettings settings;
    private final Thread thread;
    private volatile Postmaster postmaster;
    private volatile PostgresState state = PostgresState.RUNNING;
    private volatile boolean closing;

    Supervisor(Installation installation, PostgresSettings settings, Postmaster running) {
        this.installation = installation;
        this.settings = settings;
        this.postmaster = running;
        this.thread = Thread.ofPlatform().daemon().name("postgres-supervisor").unstarted(this::watch);
    }

    void start() {
        thread.start();
    }

    PostgresState state() {
        return state;
    }

    long pid() {
        return postmaster.pid();
    }

    private void watch() {
        try {
            var failures = 0;
            while (!closing && failures < ATTEMPTS) {
                var since = System.nanoTime();
                var lasted = Duration.ZERO;
                if (state == PostgresState.RUNNING) {
                    awaitEnd();
                    lasted = Duration.ofNanos(System.nanoTime() - since);
                }
                failures = lasted.compareTo(STEADY) > 0 ? 0 : failures + 1;
                if (!closing) {
                    restart(failures);
                }
            }
            if (!closing) {
                state = PostgresState.FAILED;
                LOG.error("PostgreSQL could not be kept running; given up after {} attempts", ATTEMPTS);
            }
        } catch (InterruptedException e) {
            LOG.debug("PostgreSQL's supervisor ends");
        }
    }

    private void awaitEnd() throws InterruptedException {
        while (!postmaster.awaitEnd(LOG_CHECK)) {
            try {
                ServerLog.of(installation.home()).rotateIfLarge();
            } catch (IOException e) {
                LOG.warn("PostgreSQL's log cannot be rotated", e);
            }
        }
    }

    private void restart(int failures) throws InterruptedException {
        state = PostgresState.RESTARTING;
        Thread.sleep(pause(failures));
        LOG.warn("PostgreSQL (pid {}) ended with exit code {}; starting it again", pid(), postmaster.exitCode());
        try {
            new ServerProcesses(installation.home()).sweep(settings.stopLimit(), PostgresProgress.silent());
            postmaster = Postmaster.launch(installation);
            postmaster.awaitReady(settings.startLimit(), PostgresProgress.silent());
            state = PostgresState.RUNNING;
            LOG.info("PostgreSQL runs again (pid {})", pid());
        } catch (IOException | EmbeddedPostgresException e) {
            LOG.error("PostgreSQL did not start again: {}", e.getMessage());
        }
    }

    private static Duration pause(int failures) {
        if (failures <= 1) {
            return Duration.ZERO;
        }
        var doubled = Duration.ofMillis(100L << (failures - 2));
        return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }

    /** Stops watching, then the server. Returns when no server process is left, within the stop limit and 20 s. */
    @Override
    public void close() throws IOException {
        closing = true;
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        postmaster.stop(settings.stopLimit());
        new ServerProcesses(installation.home()).sweep(settings.stopLimit(), PostgresProgress.silent());
        state = PostgresState.STOPPED;
    }
}
