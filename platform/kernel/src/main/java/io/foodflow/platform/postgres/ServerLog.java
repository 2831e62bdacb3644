package io.foodflow.platform.postgres;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.stream.Collectors;

/**
 * The server's log file. The server appends to it directly, so that it is not cut off when the platform dies; rotation
 * therefore copies the file and empties it in place (lines written between the two, microseconds, are lost).
 */
record ServerLog(Path file, long maxBytes, int kept) {

    private static final int TAIL_BYTES = 64 * 1024;
    private static final String LAST_CHECKPOINT = "LOG:  shutting down";

    /** Six files of 16 MB at most. */
    static ServerLog of(PostgresHome home) {
        return new ServerLog(home.log(), 16L << 20, 5);
    }

    long length() throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }

    void rotateIfLarge() throws IOException {
        if (length() < maxBytes) {
            return;
        }
        for (var n = kept - 1; n >= 1; n--) {
            if (Files.exists(numbered(n))) {
                Files.move(numbered(n), numbered(n + 1), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Files.copy(file, numbered(1), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(0);
        }
    }

    private Path numbered(int n) {
        return file.resolveSibling(file.getFileName() + "." + n);
    }

    /** What the server said went wrong since the file had {@code length} bytes, in its own words. */
    String complaintsSince(long length) throws IOException {
        return since(length)
                .lines()
                .filter(ServerLog::isComplaint)
                .map(line -> line.replaceFirst("^\\d.*?\\[\\d+\\] .*?([A-Z]+): +", "$1: "))
                .collect(Collectors.joining("; "));
    }

    /** Whether the server's last word is that every session has ended and its last checkpoint is being written. */
    boolean tellsOfTheLastCheckpoint() {
        try {
            var words = since(0).lines().filter(ServerLog::isOfTheServersLife).toList();
            return !words.isEmpty() && words.getLast().endsWith(LAST_CHECKPOINT);
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isOfTheServersLife(String line) {
        return line.endsWith(LAST_CHECKPOINT) || line.contains("LOG:  database system ");
    }

    private String since(long length) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            var start = Math.max(length, channel.size() - TAIL_BYTES);
            var buffer = ByteBuffer.allocate((int) Math.max(0, channel.size() - start));
            while (buffer.hasRemaining() && channel.read(buffer, start + buffer.position()) > 0) {
                // read on until the end that was seen above
            }
            return new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
        }
    }

    /** Wrong parameters are told at level LOG; and the dynamic linker and the kernel do not know levels at all. */
    private static boolean isComplaint(String line) {
        return line.matches(".*(FATAL|PANIC|HINT|DETAIL): .*")
                || line.matches(".*LOG: .*(invalid|unrecognized|could not|syntax error).*")
                || !line.matches(".*(LOG|STATEMENT|CONTEXT|WARNING|ERROR): .*");
    }
}
