package io.foodflow.platform.postgres;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Unpacks a backup archive into a new folder and proves that it is whole: the header comes first, the sums last, every
 * file has the sum that is written there, and no file is missing or too many.
 */
final class ArchiveReader {

    private static final int SUM_LENGTH = 64;

    private final TarArchiveInputStream tar;
    private final Path target;
    private final Map<String, String> sums = new HashMap<>();
    private final byte[] buffer = new byte[1 << 17];
    private final List<Path> folders = new ArrayList<>();
    private @Nullable BackupHeader header;
    private long bytes;

    ArchiveReader(TarArchiveInputStream tar, Path target) {
        this.tar = tar;
        this.target = target;
    }

    BackupHeader header() throws IOException {
        if (header == null) {
            throw new IOException("it is not a backup of this platform: " + BackupHeader.NAME + " is missing");
        }
        return header;
    }

    long files() {
        return sums.size() + 1L;
    }

    long bytes() {
        return bytes;
    }

    void read() throws IOException {
        for (var entry = next(); entry != null; entry = next()) {
            if (header == null) {
                readHeader(entry);
            } else if (entry.getName().equals(BackupHeader.SUMS)) {
                requireSums(text());
                syncFolders();
                return;
            } else if (entry.isDirectory()) {
                folder(inside(entry.getName()));
            } else if (entry.isFile()) {
                file(entry.getName());
            } else {
                throw new IOException("it has an entry that is neither file nor folder: " + entry.getName());
            }
        }
        header();
        throw new IOException("it is cut off: " + BackupHeader.SUMS + " is missing at its end");
    }

    private @Nullable TarArchiveEntry next() throws IOException {
        return tar.getNextEntry();
    }

    private void readHeader(TarArchiveEntry entry) throws IOException {
        if (entry.getName().equals(BackupHeader.NAME)) {
            var text = text();
            sums.put(entry.getName(), sum(text.getBytes(StandardCharsets.UTF_8)));
            header = BackupHeader.parse(text);
        }
        header();
        folder(target);
    }

    private String text() throws IOException {
        var content = tar.readAllBytes();
        bytes += content.length;
        return new String(content, StandardCharsets.UTF_8);
    }

    private static String sum(byte[] content) {
        return HexFormat.of().formatHex(Sha256.digest().digest(content));
    }

    private Path inside(String name) throws IOException {
        var path = target.resolve(name).normalize();
        if (!path.startsWith(target) || path.equals(target)) {
            throw new IOException("it has an entry that leads out of its folder: " + name);
        }
        return path;
    }

    private void folder(Path path) throws IOException {
        Files.createDirectories(
                path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        folders.add(path);
    }

    private void syncFolders() throws IOException {
        for (var folder : folders) {
            OwnerOnlyFile.syncFolder(folder);
        }
    }

    private void file(String name) throws IOException {
        var digest = Sha256.digest();
        var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        var path = inside(name);
        Files.createDirectories(path.resolve("..").normalize());
        try (var channel = FileChannel.open(path, options, mode)) {
            for (var n = tar.read(buffer); n >= 0; n = tar.read(buffer)) {
                digest.update(buffer, 0, n);
                bytes += n;
                var chunk = ByteBuffer.wrap(buffer, 0, n);
                while (chunk.hasRemaining()) {
                    channel.write(chunk);
                }
            }
            channel.force(true);
        }
        sums.put(name, HexFormat.of().formatHex(digest.digest()));
    }

    private void requireSums(String written) throws IOException {
        var missing = new HashMap<>(sums);
        for (var line : written.lines().toList()) {
            var name = line.substring(Math.min(line.length(), SUM_LENGTH + 2));
            var sum = missing.remove(name);
            if (sum == null || !line.startsWith(sum)) {
                throw new IOException("it is damaged: " + name + (sum == null ? " is missing" : " has changed"));
            }
        }
        if (!missing.isEmpty()) {
            throw new IOException("it is damaged: it has files that were not in the backup: "
                    + String.join(
                            ", ", missing.keySet().stream().sorted().limit(3).toList()));
        }
    }
}
