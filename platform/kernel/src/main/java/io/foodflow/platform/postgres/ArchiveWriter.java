package io.foodflow.platform.postgres;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.zip.Deflater;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;

/**
 * Writes a compressed tar archive in one pass, with the SHA-256 of each file at its end. An archive without that last
 * part is an archive that was cut off.
 */
final class ArchiveWriter implements AutoCloseable {

    private static final int BUFFER = 1 << 17;
    private static final int OWNER_FILE = 0100600;
    private static final int OWNER_FOLDER = 040700;

    private final TarArchiveOutputStream tar;
    private final MessageDigest digest = Sha256.digest();
    private final StringBuilder sums = new StringBuilder();
    private final byte[] buffer = new byte[BUFFER];
    private long files;
    private long bytes;

    /** {@code out} stays open when this is closed. */
    ArchiveWriter(OutputStream out) throws IOException {
        var parameters = new GzipParameters();
        parameters.setCompressionLevel(Deflater.BEST_SPEED);
        parameters.setBufferSize(BUFFER);
        tar = new TarArchiveOutputStream(new GzipCompressorOutputStream(new LeftOpen(out), parameters), "UTF-8");
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    }

    long files() {
        return files;
    }

    long bytes() {
        return bytes;
    }

    void folder(String name) throws IOException {
        var entry = new TarArchiveEntry(name + "/");
        entry.setMode(OWNER_FOLDER);
        tar.putArchiveEntry(entry);
        tar.closeArchiveEntry();
    }

    void text(String name, String content) throws IOException {
        content(name, content.getBytes(StandardCharsets.UTF_8));
    }

    void content(String name, byte[] content) throws IOException {
        begin(name, content.length);
        write(content, content.length);
        end(name);
    }

    /**
     * Copies a file that may change meanwhile: as many bytes as it had when it was opened. If it got shorter, zeros
     * make up for it (recovery cuts the file again). Answers false when the file is not there any more.
     */
    boolean file(String name, Path source) throws IOException {
        try (var channel = FileChannel.open(source, StandardOpenOption.READ)) {
            var size = channel.size();
            begin(name, size);
            var copied = copy(channel, size);
            pad(size - copied);
            end(name);
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private long copy(FileChannel channel, long size) throws IOException {
        var copied = 0L;
        while (copied < size) {
            var wanted = (int) Math.min(buffer.length, size - copied);
            var read = channel.read(ByteBuffer.wrap(buffer, 0, wanted));
            if (read < 0) {
                return copied;
            }
            write(buffer, read);
            copied += read;
        }
        return copied;
    }

    private void pad(long missing) throws IOException {
        for (var left = missing; left > 0; left -= Math.min(left, BUFFER)) {
            write(new byte[BUFFER], (int) Math.min(left, BUFFER));
        }
    }

    private void begin(String name, long size) throws IOException {
        if (name.chars().anyMatch(Character::isISOControl)) {
            throw new IOException("file name with a control character: " + name);
        }
        var entry = new TarArchiveEntry(name);
        entry.setSize(size);
        entry.setMode(OWNER_FILE);
        tar.putArchiveEntry(entry);
        digest.reset();
    }

    private void write(byte[] content, int length) throws IOException {
        tar.write(content, 0, length);
        digest.update(content, 0, length);
        bytes += length;
    }

    private void end(String name) throws IOException {
        tar.closeArchiveEntry();
        files++;
        sums.append(HexFormat.of().formatHex(digest.digest()))
                .append("  ")
                .append(name)
                .append('\n');
    }

    /** Completes the archive. Without this call it cannot be restored. */
    void finish() throws IOException {
        text(BackupHeader.SUMS, sums.toString());
        tar.finish();
    }

    @Override
    public void close() throws IOException {
        tar.close();
    }

    private static final class LeftOpen extends FilterOutputStream {
        LeftOpen(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] content, int offset, int length) throws IOException {
            out.write(content, offset, length);
        }

        @Override
        public void close() throws IOException {
            out.flush();
        }
    }
}
