package io.foodflow.platform.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's programs, unpacked in the home.
 *
 * <p>They are unpacked beside their place and renamed into it, and a mark within says how many files and bytes belong
 * there. A folder whose mark is missing or does not agree (half unpacked, half deleted, another archive) is made anew.
 *
 * @param version as the artifact names it, such as 18.6.0
 */
record PostgresBinaries(Path folder, String version) {

    private static final String MARK = ".complete";

    static PostgresBinaries unpack(PostgresHome home, BinariesArchive archive, PostgresProgress progress)
            throws IOException {
        var folder = home.binaries(archive.version());
        if (!isWhole(folder, archive)) {
            progress.step("Unpacking PostgreSQL " + archive.version());
            var fresh = Leftovers.temporary(folder);
            Files.createDirectories(fresh);
            try (var in = archive.open()) {
                extract(in, fresh);
            }
            Files.writeString(fresh.resolve(MARK), mark(archive, FolderSize.of(fresh)));
            Leftovers.discard(folder);
            Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
        }
        return new PostgresBinaries(folder, archive.version());
    }

    String program(String name) {
        return folder.resolve("bin").resolve(name).toString();
    }

    /** The major version, which the data folder must have too. */
    String major() {
        return version.substring(0, version.indexOf('.'));
    }

    private static boolean isWhole(Path folder, BinariesArchive archive) throws IOException {
        var mark = folder.resolve(MARK);
        if (!Files.isRegularFile(mark)) {
            return false;
        }
        var found = FolderSize.of(folder).minus(new FolderSize(1, Files.size(mark)));
        return Files.readString(mark).equals(mark(archive, found));
    }

    private static String mark(BinariesArchive archive, FolderSize size) {
        return "archive %d bytes, unpacked %d files, %d bytes%n".formatted(archive.bytes(), size.files(), size.bytes());
    }

    private static void extract(InputStream in, Path target) throws IOException {
        try (var tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(in, 1 << 16)))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                var path = target.resolve(entry.getName()).normalize();
                if (!path.startsWith(target)) {
                    throw new IOException("archive entry leads out of its folder: " + entry.getName());
                }
                if (isNeeded(entry.getName())) {
                    extract(tar, entry, path);
                }
            }
        }
    }

    /** Static libraries and build files are a tenth of the archive, and only compilers want them. */
    private static boolean isNeeded(String name) {
        return !name.endsWith(".a") && !name.contains("/pkgconfig");
    }

    private static void extract(TarArchiveInputStream tar, TarArchiveEntry entry, Path path) throws IOException {
        // The archive does not name every folder before its files.
        Files.createDirectories(entry.isDirectory() ? path : path.resolve("..").normalize());
        if (entry.isDirectory()) {
            return;
        }
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else {
            Files.copy(tar, path);
            var executable = (entry.getMode() & 0100) != 0;
            Files.setPosixFilePermissions(
                    path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }
}
