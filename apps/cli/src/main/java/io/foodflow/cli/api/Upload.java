package io.foodflow.cli.api;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/**
 * A request that carries a body. The same idempotency key goes with every repeat, so a repeat after a lost answer does
 * nothing twice.
 *
 * @param onASlowLine how much longer than for others the answer may take, since the body has to get there first
 */
public record Upload(
        String path,
        String contentType,
        Supplier<BodyPublisher> body,
        Map<String, String> headers,
        UUID idempotencyKey,
        Duration onASlowLine) {

    private static final int SLOW_LINE_BYTES_A_SECOND = 100_000;

    public Upload {
        headers = Map.copyOf(headers);
    }

    /** A body held in memory. */
    public static Upload of(String path, String contentType, byte[] body, Map<String, String> headers) {
        return new Upload(
                path, contentType, () -> BodyPublishers.ofByteArray(body), headers, UUID.randomUUID(), Duration.ZERO);
    }

    /** A file, streamed from the disk, so its size does not matter. */
    public static Upload ofFile(String path, String contentType, Path file, Map<String, String> headers) {
        return ofFile(path, contentType, file, headers, sent -> {});
    }

    /**
     * The same, and tells how far it is.
     *
     * @param sent told how many bytes are on their way; begins anew with each repeat
     */
    public static Upload ofFile(
            String path, String contentType, Path file, Map<String, String> headers, LongConsumer sent) {
        return new Upload(
                path,
                contentType,
                () -> new CountedBody(publisher(file), sent),
                headers,
                UUID.randomUUID(),
                Duration.ofSeconds(size(file) / SLOW_LINE_BYTES_A_SECOND));
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BodyPublisher publisher(Path file) {
        try {
            return BodyPublishers.ofFile(file);
        } catch (FileNotFoundException e) {
            throw new UncheckedIOException(e);
        }
    }
}
