package io.foodflow.platform.postgres;

import io.foodflow.platform.postgres.EmbeddedPostgresException.Reason;
import java.io.IOException;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The steps from a home to a running server, in this order: lock, stop what was left behind, unpack, make the cluster,
 * configure, launch, wait, open the database. Each may be cut short by a crash and is then done again.
 */
final class PostgresStart {

    private static final int PORT_ATTEMPTS = 5;

    private final PostgresSettings settings;
    private final RestartPolicy restarts;
    private final PostgresProgress progress;
    private final RandomGenerator random = new SecureRandom();
    private Duration orphan = Duration.ZERO;
    private Duration unpack = Duration.ZERO;
    private Duration create = Duration.ZERO;
    private Duration server = Duration.ZERO;

    PostgresStart(PostgresSettings settings, RestartPolicy restarts) {
        this.settings = settings;
        this.restarts = restarts;
        this.progress = settings.progress();
    }

    /** The lock is given back only where the start fails; otherwise the handle has it. */
    EmbeddedPostgres run() {
        var start = System.nanoTime();
        var home = PostgresHome.prepare(settings.home());
        var lock = HomeLock.take(home);
        var started = false;
        try {
            var postgres = start(home, lock, start);
            started = true;
            return postgres;
        } catch (IOException e) {
            throw new EmbeddedPostgresException(
                    Reason.HOME_NOT_ACCESSIBLE, "The home " + home.root() + " cannot be used: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedPostgresException(Reason.SERVER_FAILED, "The start of PostgreSQL was interrupted", e);
        } finally {
            if (!started) {
                lock.close();
            }
        }
    }

    private EmbeddedPostgres start(PostgresHome home, HomeLock lock, long start)
            throws IOException, InterruptedException {
        stopOrphan(home);
        var installation = install(home);
        var password = SuperuserPassword.readOrCreate(home);
        if (!DataFolder.exists(home)) {
            create(installation);
        }
        DataFolder.requireUsable(installation);
        var begin = System.nanoTime();
        progress.step("Starting PostgreSQL");
        var running = launch(installation, password);
        server = since(begin);
        running.supervisor().start();
        return new EmbeddedPostgres(
                lock,
                installation,
                running.supervisor(),
                running.endpoint(),
                password,
                running.version(),
                new StartTimings(orphan, unpack, create, server, since(start)));
    }

    private record Running(Supervisor supervisor, Endpoint endpoint, String version) {}

    /** Launches on the port of last time, or on another one when somebody takes it in between. */
    private Running launch(Installation installation, String password) throws IOException, InterruptedException {
        var port = Endpoint.choosePort(installation.home(), random);
        for (var attempt = 1; attempt <= PORT_ATTEMPTS; attempt++) {
            var running = launch(installation, password, endpoint(port));
            if (running.isPresent()) {
                return running.get();
            }
            port = Endpoint.freePort(random);
        }
        throw new EmbeddedPostgresException(
                Reason.SERVER_FAILED, "PostgreSQL found its port taken by another program " + PORT_ATTEMPTS + " times");
    }

    /** Empty when the port was taken. */
    private Optional<Running> launch(Installation installation, String password, Endpoint endpoint)
            throws IOException, InterruptedException {
        ServerConfiguration.write(installation, settings.parameters(), endpoint.port(), endpoint.user());
        var postmaster = Postmaster.launch(installation);
        var opened = false;
        try {
            postmaster.awaitReady(settings.startLimit(), progress);
            var version = ServerConnection.prepare(endpoint, password, create.isPositive());
            endpoint.write(installation.home());
            opened = true;
            return Optional.of(new Running(supervise(installation, postmaster), endpoint, version));
        } catch (EmbeddedPostgresException e) {
            if (postmaster.portWasTaken()) {
                return Optional.empty();
            }
            throw e;
        } catch (SQLException e) {
            throw cannotOpen(endpoint, installation.home(), e);
        } finally {
            if (!opened) {
                postmaster.stop(settings.stopLimit());
            }
        }
    }

    private Supervisor supervise(Installation installation, Postmaster postmaster) {
        return new Supervisor(installation, settings, restarts, postmaster);
    }

    private void stopOrphan(PostgresHome home) throws IOException {
        var begin = System.nanoTime();
        new ServerProcesses(home).sweep(settings.stopLimit(), progress);
        orphan = since(begin);
    }

    private Installation install(PostgresHome home) throws IOException {
        var begin = System.nanoTime();
        var runner = ProgramRunner.forThisUser();
        Leftovers.sweep(home.folder());
        var binaries = PostgresBinaries.unpack(home, BinariesArchive.forThisMachine(), progress);
        unpack = since(begin);
        return new Installation(home, binaries, runner);
    }

    private void create(Installation installation) throws IOException {
        var begin = System.nanoTime();
        progress.step("Creating the database in " + installation.home().data());
        DataFolder.create(installation, settings.user());
        create = since(begin);
    }

    private Endpoint endpoint(int port) {
        return new Endpoint(port, settings.user(), settings.database());
    }

    private static EmbeddedPostgresException cannotOpen(Endpoint endpoint, PostgresHome home, SQLException e) {
        return new EmbeddedPostgresException(
                Reason.SERVER_FAILED,
                "PostgreSQL runs, but %s cannot be opened by user '%s' with the password in %s: %s"
                        .formatted(endpoint.jdbcUrl(), endpoint.user(), home.password(), e.getMessage()),
                e);
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }
}
