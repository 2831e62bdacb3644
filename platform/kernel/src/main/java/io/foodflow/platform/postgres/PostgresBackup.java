package io.foodflow.platform.postgres;

import io.foodflow.platform.postgres.EmbeddedPostgresException.Reason;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;

/**
 * Backs up a platform while it works: the whole database cluster and the files beside it, in one compressed archive.
 *
 * <p>It is a physical backup by PostgreSQL's low-level interface (PostgreSQL 18 documentation, 25.3.4): the server
 * marks a checkpoint, the data folder is copied as it changes, the server marks the end, and the write-ahead log
 * between both marks is added; starting the copy replays that log and so makes it consistent. Everything that was
 * acknowledged before the backup began is in it, and nothing half done.
 *
 * <p>Any process may do it that can read the home's files and reach the server, not only the one that runs the server.
 * The archive holds the platform's secrets; keep it as safe as the home. Cost: one pass over the data folder, about
 * 60 MB/s on one core, and the log is kept back meanwhile.
 */
public final class PostgresBackup {

    private PostgresBackup() {}

    /**
     * Writes the archive to a new file that only its owner reads. It appears under its name when it is complete and on
     * disk.
     *
     * @throws EmbeddedPostgresException with reason BACKUP_FAILED; no file is left then
     */
    public static BackupReport write(BackupSource source, Path archive, Clock clock, PostgresProgress progress) {
        var unfinished = Leftovers.temporary(archive.toAbsolutePath());
        var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try {
            if (Files.exists(archive)) {
                throw new FileAlreadyExistsException(archive.toString(), null, "a backup never overwrites a file");
            }
            try (var channel = FileChannel.open(unfinished, options, mode)) {
                var report = write(source, Channels.newOutputStream(channel), clock, progress);
                channel.force(true);
                Files.move(unfinished, archive, StandardCopyOption.ATOMIC_MOVE);
                return report;
            } finally {
                Files.deleteIfExists(unfinished);
            }
        } catch (IOException e) {
            throw failed(source, e);
        }
    }

    /**
     * Streams the archive. {@code out} is not closed; when this throws, what it got is of no use, and a restore would
     * refuse it.
     */
    public static BackupReport write(BackupSource source, OutputStream out, Clock clock, PostgresProgress progress) {
        var begin = System.nanoTime();
        try (var session = BackupSession.open(source);
                var archive = new ArchiveWriter(new BufferedOutputStream(out, 1 << 16))) {
            var home = new PostgresHome(source.home());
            requireSameServer(session, home);
            var header = new BackupHeader(clock.instant(), session.serverVersion());
            archive.text(BackupHeader.NAME, header.text());
            new BackupCopy(home, session, archive, progress).copy(source.alongside());
            archive.finish();
            return new BackupReport(
                    header.created(),
                    header.version(),
                    archive.files(),
                    archive.bytes(),
                    Duration.ofNanos(System.nanoTime() - begin));
        } catch (IOException | SQLException e) {
            throw failed(source, e);
        }
    }

    private static void requireSameServer(BackupSession session, PostgresHome home) throws IOException, SQLException {
        var served = session.dataFolder();
        var expected = home.data().toRealPath();
        if (!Path.of(served).toRealPath().equals(expected)) {
            throw new IOException("the server works on " + served + ", not on " + expected);
        }
    }

    private static EmbeddedPostgresException failed(BackupSource source, Exception e) {
        var advice = e instanceof SQLException ? " Is the platform running on this home?" : "";
        return new EmbeddedPostgresException(
                Reason.BACKUP_FAILED,
                "The backup of " + source.home() + " failed: " + EmbeddedPostgresException.words(e) + "." + advice,
                e);
    }
}
