package io.foodflow.platform.postgres;

import io.foodflow.platform.postgres.EmbeddedPostgresException.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The right of one process to use a home's PostgreSQL, held as a file lock. The operating system gives it back when
 * the process dies, however it dies.
 *
 * <p>POSIX locks belong to the process and fall when <em>any</em> descriptor of the file is closed. So the file is
 * never opened a second time within this JVM, which is why the locked homes are remembered statically, and the
 * holder's pid is written into a file of its own.
 */
final class HomeLock implements AutoCloseable {

    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Path file;
    private final FileChannel channel;

    private HomeLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Takes the lock within a second or says who holds it. */
    static HomeLock take(PostgresHome home) {
        var file = home.lock();
        if (!HELD_HERE.add(file)) {
            throw inUse(home, "this process, pid " + ProcessHandle.current().pid());
        }
        try {
            var channel = lockedChannel(file, home.holder());
            if (channel != null) {
                return new HomeLock(file, channel);
            }
        } catch (IOException e) {
            HELD_HERE.remove(file);
            throw new EmbeddedPostgresException(
                    Reason.HOME_NOT_ACCESSIBLE, "The lock file " + file + " cannot be used: " + e, e);
        }
        HELD_HERE.remove(file);
        throw inUse(home, holder(home));
    }

    private static @Nullable FileChannel lockedChannel(Path file, Path holder) throws IOException {
        var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var locked = false;
        try {
            if (isLocked(channel)) {
                Files.writeString(holder, ProcessHandle.current().pid() + "\n");
                locked = true;
            }
        } finally {
            if (!locked) {
                channel.close();
            }
        }
        return locked ? channel : null;
    }

    /** A killed process keeps its locks until the kernel has taken it apart, so a moment's patience belongs to it. */
    private static boolean isLocked(FileChannel channel) throws IOException {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (channel.tryLock() == null) {
            if (System.nanoTime() > end || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
        return true;
    }

    private static String holder(PostgresHome home) {
        try {
            return "the process with pid " + Files.readString(home.holder()).strip();
        } catch (IOException e) {
            return "another process";
        }
    }

    private static EmbeddedPostgresException inUse(PostgresHome home, String holder) {
        return new EmbeddedPostgresException(
                Reason.HOME_IN_USE,
                "The home %s is in use by %s. Stop that platform first, or start this one with another home."
                        .formatted(home.root(), holder));
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            HELD_HERE.remove(file);
        }
    }
}
