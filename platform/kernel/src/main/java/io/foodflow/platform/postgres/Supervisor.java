package io.foodflow.platform.postgres;

import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the server process and starts it again when it ends unasked, on the same port.
 *
 * <p>The first attempt comes at once, later ones after a pause that doubles. When the last allowed
 * attempt fails too, it gives up ({@link RestartPolicy}).
 */
final class Supervisor implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);
    private static final Duration LOG_CHECK = Duration.ofSeconds(30);

    private final Installation installation;
    private final PostgresSettings settings;
    private final RestartPolicy policy;
    private final Thread thread;
    private volatile Postmaster postmaster;
    private volatile PostgresState state = PostgresState.RUNNING;
    private volatile boolean closing;

    Supervisor(Installation installation, PostgresSettings settings, RestartPolicy policy, Postmaster running) {
        this.installation = installation;
        this.settings = settings;
        this.policy = policy;
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
            var attempt = 0;
            while (!closing && (state == PostgresState.RUNNING || attempt < policy.attempts())) {
                if (state == PostgresState.RUNNING && awaitEnd().compareTo(policy.steady()) > 0) {
                    attempt = 0;
                }
                attempt++;
                state = PostgresState.RESTARTING;
                Thread.sleep(policy.pause(attempt));
                restart();
            }
            if (!closing) {
                state = PostgresState.FAILED;
                LOG.error("PostgreSQL could not be started again; given up after {} attempts", policy.attempts());
            }
        } catch (InterruptedException e) {
            LOG.debug("PostgreSQL's supervisor ends");
        }
    }

    /** Answers how long the server had run. */
    private Duration awaitEnd() throws InterruptedException {
        var since = System.nanoTime();
        while (!postmaster.awaitEnd(LOG_CHECK)) {
            try {
                ServerLog.of(installation.home()).rotateIfLarge();
            } catch (IOException e) {
                LOG.warn("PostgreSQL's log cannot be rotated", e);
            }
        }
        if (!closing) {
            LOG.warn("PostgreSQL (pid {}) ended with exit code {}; starting it again", pid(), postmaster.exitCode());
        }
        return Duration.ofNanos(System.nanoTime() - since);
    }

    private void restart() throws InterruptedException {
        try {
            new ServerProcesses(installation.home()).sweep(settings.stopLimit(), PostgresProgress.silent());
            if (!closing) {
                postmaster = Postmaster.launch(installation);
                postmaster.awaitReady(settings.startLimit(), PostgresProgress.silent());
                state = PostgresState.RUNNING;
                LOG.info("PostgreSQL runs again (pid {})", pid());
            }
        } catch (IOException | RuntimeException e) {
            LOG.error("PostgreSQL did not start again: {}", e.getMessage());
        }
    }

    /** Stops watching, then the server. Returns when no server process is left, within the stop limit, the last checkpoint and 20 s. */
    @Override
    public void close() throws IOException {
        closing = true;
        thread.interrupt();
        joinEvenWhenInterrupted();
        postmaster.stop(settings.stopLimit());
        new ServerProcesses(installation.home()).sweep(settings.stopLimit(), PostgresProgress.silent());
        state = PostgresState.STOPPED;
    }

    /** Every step of the thread is bounded or ends at an interrupt, so this is too. */
    private void joinEvenWhenInterrupted() {
        var interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
