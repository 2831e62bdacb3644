package io.foodflow.platform.postgres;

import io.foodflow.platform.postgres.EmbeddedPostgresException.Reason;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Brings a backup back as a home; the next start replays the log in it. */
public final class PostgresRestore {

    private PostgresRestore() {}

    /**
     * Unpacks {@code archive}, made by {@link PostgresBackup}, beside {@code home}, checks every file against the sums
     * at its end, puts everything on disk, and only then gives it the home's name.
     *
     * @param home must not exist, or be an empty folder
     * @throws EmbeddedPostgresException with reason RESTORE_REFUSED when the home is not empty, or the archive is not
     *     whole; the home is then as it was
     */
    public static BackupReport read(Path archive, Path home, PostgresProgress progress) {
        var begin = System.nanoTime();
        var target = home.toAbsolutePath().normalize();
        try {
            requireEmpty(target);
            var unfinished = Leftovers.temporary(target);
            try {
                progress.step("Restoring " + archive + " into " + target);
                var unpacked = unpack(archive, unfinished);
                Files.deleteIfExists(target);
                Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
                OwnerOnlyFile.syncFolder(target.resolveSibling("."));
                return new BackupReport(
                        unpacked.header().created(),
                        unpacked.header().version(),
                        unpacked.files(),
                        unpacked.bytes(),
                        Duration.ofNanos(System.nanoTime() - begin));
            } finally {
                if (Files.exists(unfinished)) {
                    Leftovers.delete(unfinished);
                }
            }
        } catch (IOException e) {
            throw new EmbeddedPostgresException(
                    Reason.RESTORE_REFUSED,
                    "%s was not restored into %s, which is as it was: %s"
                            .formatted(archive, target, EmbeddedPostgresException.words(e)),
                    e);
        }
    }

    private static void requireEmpty(Path target) throws IOException {
        if (!Files.exists(target)) {
            return;
        }
        if (!Files.isDirectory(target)) {
            throw new IOException("the home is a file");
        }
        try (var children = Files.newDirectoryStream(target)) {
            if (children.iterator().hasNext()) {
                throw new IOException("the home is not empty; choose another one, or move it away");
            }
        }
    }

    private static ArchiveReader unpack(Path archive, Path target) throws IOException {
        try (var in = new BufferedInputStream(Files.newInputStream(archive), 1 << 16);
                var tar = new TarArchiveInputStream(new GZIPInputStream(in, 1 << 16), "UTF-8")) {
            var reader = new ArchiveReader(tar, target);
            reader.read();
            return reader;
        } catch (EOFException | ZipException e) {
            throw new IOException("it is cut off or not an archive at all (" + e.getMessage() + ")", e);
        }
    }
}
