package io.foodflow.platform.postgres;

import io.foodflow.platform.postgres.EmbeddedPostgresException.Reason;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** One run of the server process, a child of this JVM. */
final class Postmaster {

    private static final Duration POLL = Duration.ofMillis(5);
    private static final Duration REPORT_EVERY = Duration.ofSeconds(3);

    private final PostgresHome home;
    private final Process process;
    private final ServerLog log;
    private final long logStart;

    private Postmaster(PostgresHome home, Process process, ServerLog log, long logStart) {
        this.home = home;
        this.process = process;
        this.log = log;
        this.logStart = logStart;
    }

    static Postmaster launch(Installation installation) throws IOException {
        var home = installation.home();
        var log = ServerLog.of(home);
        log.rotateIfLarge();
        var start = log.length();
        var command = List.of(
                installation.binaries().program("postgres"),
                "-D",
                home.data().toString(),
                "-c",
                "config_file=" + ServerConfiguration.file(home));
        var environment = Map.of("PGSERVICEFILE", home.service().toString());
        return new Postmaster(home, installation.runner().launch(command, environment, log.file()), log, start);
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Waits for the process to end, at most {@code limit}; answers whether it did. */
    boolean awaitEnd(Duration limit) throws InterruptedException {
        return process.waitFor(limit);
    }

    int exitCode() {
        return process.exitValue();
    }

    /**
     * Waits until the server says that it accepts connections. After a crash that takes as long as recovery does.
     *
     * @throws EmbeddedPostgresException with the server's own words, when it ends or {@code limit} passes first
     */
    void awaitReady(Duration limit, PostgresProgress progress) throws IOException, InterruptedException {
        var start = System.nanoTime();
        var nextReport = REPORT_EVERY;
        while (!isReady()) {
            var elapsed = Duration.ofNanos(System.nanoTime() - start);
            if (!process.isAlive()) {
                throw failed("ended with exit code " + process.exitValue());
            }
            if (elapsed.compareTo(limit) > 0) {
                throw failed("was not ready after " + limit.toSeconds() + " s");
            }
            if (elapsed.compareTo(nextReport) > 0) {
                progress.step("PostgreSQL is still starting (" + elapsed.toSeconds() + " s), probably recovering");
                nextReport = nextReport.plus(REPORT_EVERY);
            }
            Thread.sleep(POLL);
        }
    }

    private boolean isReady() throws IOException {
        return PostmasterPid.read(home)
                .filter(written -> written.pid() == process.pid() && written.ready())
                .isPresent();
    }

    private EmbeddedPostgresException failed(String how) throws IOException {
        var complaints = log.complaintsSince(logStart);
        return new EmbeddedPostgresException(
                Reason.SERVER_FAILED,
                "PostgreSQL " + how + (complaints.isEmpty() ? "" : ", saying: " + complaints) + ". Its log: "
                        + log.file());
    }

    /** Whether another program took the port between our test and the server's start. */
    boolean portWasTaken() throws IOException {
        return !process.isAlive() && log.complaintsSince(logStart).contains("could not create any TCP/IP sockets");
    }

    /** Stops the server if it runs; returns when the process is gone. */
    void stop(Duration limit) throws IOException {
        if (process.isAlive()) {
            ServerProcesses.stop(process.pid(), limit, process::isAlive, log::tellsOfTheLastCheckpoint);
        }
    }
}
