package io.foodflow.audit.lineage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Appends events to a file, one a line, and forces each to the disk: the client's own file transport logs a failure and goes on,
 * which would lose the event.
 */
final class FileReceiver implements Receiver {

    private final Path file;

    FileReceiver(Path file) {
        this.file = file.toAbsolutePath();
    }

    @Override
    public String name() {
        return "file";
    }

    @Override
    public Told tell(UUID run, String event) {
        try {
            var folder = file.getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            try (var out = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                var line = ByteBuffer.wrap((event + "\n").getBytes(StandardCharsets.UTF_8));
                while (line.hasRemaining()) {
                    out.write(line);
                }
                out.force(false);
            }
            return new Told.Arrived();
        } catch (IOException e) {
            return new Told.NotNow(e.toString());
        }
    }

    @Override
    public void close() {}
}
