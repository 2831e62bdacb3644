package io.foodflow.platform.postgres;

import io.foodflow.platform.postgres.EmbeddedPostgresException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The processes that work on one home's data folder, whoever started them.
 *
 * <p>A pid alone proves nothing, since pids are used again. A process is ours when its program lies in the home's
 * {@code postgres} folder (the unpacked binaries), or when it is called postgres and its working directory is the data
 * folder, to which every server process changes. A process without a program link (a zombie) is nobody's.
 */
final class ServerProcesses {

    private static final Logger LOG = LoggerFactory.getLogger(ServerProcesses.class);
    private static final Path PROC = Path.of("/proc");
    /** Server processes notice their postmaster's death within milliseconds; this is for those that compute. */
    private static final Duration LEFT_BEHIND = Duration.ofSeconds(2);

    private static final Duration IMMEDIATE = Duration.ofSeconds(5);

    /** The last checkpoint forces each changed file to the disk; a hundred new tenants have tens of thousands of them. */
    private static final Duration LAST_CHECKPOINT = Duration.ofMinutes(5);

    private final PostgresHome home;

    ServerProcesses(PostgresHome home) {
        this.home = home;
    }

    List<ProcessHandle> running() {
        return ProcessHandle.allProcesses().filter(p -> isOurs(p.pid())).toList();
    }

    boolean isOurs(long pid) {
        if (Files.isDirectory(PROC.resolve("self"))) {
            return isOurs(link(pid, "exe"), link(pid, "cwd"));
        }
        var command = ProcessHandle.of(pid).flatMap(p -> p.info().command());
        return isOurs(Path.of(command.orElse("/")), Path.of("/"));
    }

    private boolean isOurs(Path program, Path workingDirectory) {
        var name = program.getFileName();
        return program.startsWith(home.folder())
                || (name != null && name.toString().startsWith("postgres") && isData(workingDirectory));
    }

    private boolean isData(Path folder) {
        try {
            return Files.isDirectory(home.data()) && home.data().toRealPath().equals(folder);
        } catch (IOException e) {
            return false;
        }
    }

    private static Path link(long pid, String name) {
        try {
            return Files.readSymbolicLink(PROC.resolve(Long.toString(pid)).resolve(name));
        } catch (IOException e) {
            return Path.of("/");
        }
    }

    /**
     * Ends every server process of the home that a dead platform or a dead postmaster left behind, and takes away a
     * {@code postmaster.pid} that would keep the next server from starting. Bounded by {@code limit} for a fast
     * shutdown, 5 minutes for its checkpoint and 12 seconds more.
     */
    void sweep(Duration limit, PostgresProgress progress) throws IOException {
        var written = PostmasterPid.read(home);
        if (written.isPresent() && isOurs(written.get().pid())) {
            var pid = written.get().pid();
            LOG.warn(
                    "A PostgreSQL of an earlier platform process still runs on {} (pid {}); stopping it",
                    home.root(),
                    pid);
            progress.step("Stopping the PostgreSQL that an earlier platform process left behind (pid " + pid + ")");
            stop(pid, limit, () -> isOurs(pid), ServerLog.of(home)::tellsOfTheLastCheckpoint);
        }
        await(LEFT_BEHIND, () -> !running().isEmpty());
        running().forEach(ProcessHandle::destroyForcibly);
        if (!await(IMMEDIATE, () -> !running().isEmpty())) {
            throw stillRunning();
        }
        removeMisleadingPidFile();
    }

    private EmbeddedPostgresException stillRunning() {
        var pids = running().stream().map(p -> Long.toString(p.pid())).toList();
        return new EmbeddedPostgresException(
                Reason.SERVER_FAILED,
                "Processes " + String.join(", ", pids) + " still use " + home.data()
                        + " and could not be stopped. End them by hand, then start again.");
    }

    /** PostgreSQL clears a stale file itself, unless the pid in it is alive, as another program's. */
    private void removeMisleadingPidFile() throws IOException {
        var left = PostmasterPid.read(home);
        if (left.isPresent() && ProcessHandle.of(left.get().pid()).isPresent()) {
            LOG.info(
                    "{} names pid {}, which is another program's now",
                    PostmasterPid.file(home),
                    left.get().pid());
            Files.deleteIfExists(PostmasterPid.file(home));
        }
    }

    /**
     * Stops a postmaster: fast shutdown (SIGINT: sessions are ended, a checkpoint is written), after {@code limit}
     * immediate shutdown (SIGQUIT: the next start recovers), and after 5 seconds more the kernel's way. A checkpoint that
     * is being written by then gets 5 minutes more: recovery would have to do the same again.
     */
    static void stop(long pid, Duration limit, BooleanSupplier alive, BooleanSupplier checkpointing)
            throws IOException {
        signal(pid, "INT");
        if (await(limit, alive)) {
            return;
        }
        if (checkpointing.getAsBoolean()) {
            LOG.info("PostgreSQL (pid {}) writes its last checkpoint; waiting for it", pid);
            if (await(LAST_CHECKPOINT, alive)) {
                return;
            }
        }
        LOG.warn("PostgreSQL (pid {}) did not stop within {} s; the next start will recover", pid, limit.toSeconds());
        signal(pid, "QUIT");
        if (!await(IMMEDIATE, alive)) {
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
            await(IMMEDIATE, alive);
        }
    }

    /** Java can send only SIGTERM and SIGKILL; the shell's own {@code kill} is everywhere. */
    private static void signal(long pid, String name) throws IOException {
        var process = new ProcessBuilder("/bin/sh", "-c", "kill -" + name + " " + pid)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        await(IMMEDIATE, process::isAlive);
    }

    /** Waits until {@code busy} is false; answers whether it became so in time. Interruption does not cut it short. */
    private static boolean await(Duration limit, BooleanSupplier busy) {
        var end = System.nanoTime() + limit.toNanos();
        var interrupted = false;
        try {
            while (busy.getAsBoolean()) {
                if (System.nanoTime() > end) {
                    return false;
                }
                try {
                    Thread.sleep(5);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            return true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
