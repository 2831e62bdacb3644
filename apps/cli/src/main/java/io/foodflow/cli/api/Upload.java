package io.foodflow.cli.api;

import java.io.FileNotFoundException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * A request that carries a body. The same idempotency key goes with every repeat, so a repeat after a lost answer does
 * nothing twice.
 */
public record Upload(
        String path,
        String contentType,
        Supplier<BodyPublisher> body,
        Map<String, String> headers,
        UUID idempotencyKey) {

    public Upload {
        headers = Map.copyOf(headers);
    }

    /** A body held in memory. */
    public static Upload of(String path, String contentType, byte[] body, Map<String, String> headers) {
        return new Upload(path, contentType, () -> BodyPublishers.ofByteArray(body), headers, UUID.randomUUID());
    }

    /** A file, streamed from the disk, so its size does not matter. */
    public static Upload ofFile(String path, String contentType, Path file, Map<String, String> headers) {
        return new Upload(path, contentType, () -> publisher(file), headers, UUID.randomUUID());
    }

    private static BodyPublisher publisher(Path file) {
        try {
            return BodyPublishers.ofFile(file);
        } catch (FileNotFoundException e) {
            throw new UncheckedIOException(e);
        }
    }
}
