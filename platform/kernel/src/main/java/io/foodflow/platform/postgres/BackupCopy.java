package io.foodflow.platform.postgres;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** Copies a running platform's files into an archive, in the order that makes the copy consistent. */
final class BackupCopy {

    private static final String DATA = "postgres/data/";
    private static final Duration REPORT_EVERY = Duration.ofSeconds(2);
    private static final int CONTROL_READS = 50;

    private final PostgresHome home;
    private final Path data;
    private final BackupSession session;
    private final ArchiveWriter archive;
    private final PostgresProgress progress;
    private final long expectedBytes;
    private long nextReport = System.nanoTime() + REPORT_EVERY.toNanos();

    BackupCopy(PostgresHome home, BackupSession session, ArchiveWriter archive, PostgresProgress progress)
            throws IOException {
        this.home = home;
        this.data = home.data().toRealPath();
        this.session = session;
        this.archive = archive;
        this.progress = progress;
        this.expectedBytes =
                FolderSize.of(data).minus(FolderSize.of(data.resolve("pg_wal"))).bytes();
    }

    void copy(List<String> alongside) throws IOException, SQLException {
        progress.step("Backing up the database, about " + megabytes(expectedBytes));
        var start = session.begin();
        archive.folder("postgres");
        archive.folder("postgres/data");
        DataFolderFiles.visit(data, new DataFolderFiles.Visitor() {
            @Override
            public void folder(Path relative) throws IOException {
                archive.folder(DATA + relative);
            }

            @Override
            public void file(Path relative) throws IOException {
                archive.file(DATA + relative, data.resolve(relative));
                report();
            }
        });
        // Last of all files, as pg_basebackup does: it must not be older than anything else in the copy.
        archive.content(DATA + "global/pg_control", controlFile());
        finishDatabase(start);
        for (var folder : alongside) {
            copyFolder(folder);
        }
    }

    private void finishDatabase(String start) throws IOException, SQLException {
        var end = session.end();
        archive.text(DATA + "backup_label", end.backupLabel());
        if (!end.tablespaceMap().isBlank()) {
            throw new IOException("tablespaces elsewhere are not backed up: " + end.tablespaceMap());
        }
        copyLog(new WalRange(
                end.timeline(), WalRange.position(start), WalRange.position(end.stop()), session.walSegmentBytes()));
    }

    private void copyLog(WalRange range) throws IOException {
        var folder = data.resolve("pg_wal");
        for (var name : range.files()) {
            var file = folder.resolve(name);
            if (Files.size(file) != range.segmentBytes() || !archive.file(DATA + "pg_wal/" + name, file)) {
                throw new IOException("write-ahead log file " + name + " is gone or not whole");
            }
            report();
        }
        try (var histories = Files.newDirectoryStream(folder, "*.history")) {
            for (var history : histories) {
                archive.file(DATA + "pg_wal/" + history.getFileName(), history);
            }
        }
    }

    /** The server rewrites this file in place; two equal reads in a row are a whole one. */
    private byte[] controlFile() throws IOException {
        var file = data.resolve("global/pg_control");
        var last = Files.readAllBytes(file);
        for (var n = 0; n < CONTROL_READS; n++) {
            pause();
            var next = Files.readAllBytes(file);
            if (Arrays.equals(last, next)) {
                return next;
            }
            last = next;
        }
        throw new IOException(file + " changes too fast to be read");
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(10);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Files that vanish meanwhile are left out; links are not followed. */
    private void copyFolder(String name) throws IOException {
        var folder = home.root().resolve(name);
        if (!Files.isDirectory(folder)) {
            return;
        }
        progress.step("Backing up " + name);
        Files.walkFileTree(folder, new LivingTree() {
            @Override
            public FileVisitResult preVisitDirectory(Path inner, BasicFileAttributes attributes) throws IOException {
                archive.folder(home.root().relativize(inner).toString());
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isRegularFile()) {
                    archive.file(home.root().relativize(file).toString(), file);
                    report();
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private void report() {
        if (System.nanoTime() > nextReport) {
            progress.step("Copied " + megabytes(archive.bytes()) + " of about " + megabytes(expectedBytes));
            nextReport = System.nanoTime() + REPORT_EVERY.toNanos();
        }
    }

    private static String megabytes(long bytes) {
        return (bytes + 500_000) / 1_000_000 + " MB";
    }
}
