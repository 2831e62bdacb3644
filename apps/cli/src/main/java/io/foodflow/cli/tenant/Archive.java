package io.foodflow.cli.tenant;

import io.foodflow.cli.api.Api;
import io.foodflow.cli.terminal.CommandFailure;
import io.foodflow.cli.terminal.ExitCode;
import io.foodflow.cli.terminal.Progress;
import io.foodflow.cli.terminal.Surroundings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A file at the server that is fetched into one that is not there yet, readable by its owner only. It gets its name when
 * the last byte is there and its SHA-256 is the one that the server tells; until then, or where it fails, there is none.
 */
record Archive(Path file, Surroundings surroundings) {
    private static final int ATTEMPTS = 3;
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final int CHUNK_BYTES = 1 << 16;
    private static final int KILOBYTE = 1_000;

    /** @param name of the file to write; null for {@code otherwise} in the folder where the command was typed */
    static Archive to(@Nullable String name, String otherwise, Surroundings surroundings) {
        Path file = surroundings.resolve(name == null ? otherwise : name);
        if (Files.exists(file)) throw exists(file);
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
        if (!Files.isDirectory(folder)) {
            throw new CommandFailure(ExitCode.NOT_FOUND, "there is no folder " + folder);
        }
        return new Archive(file, surroundings);
    }

    /**
     * Fetches it, anew where the connection breaks.
     *
     * @param made with the fields {@code sha256} and {@code size_bytes}
     */
    void fetch(Api api, String path, JsonNode made) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                fetchOnce(api, path, made);
                return;
            } catch (Broken e) {
                if (attempt == ATTEMPTS) {
                    throw new CommandFailure(
                            ExitCode.FAILURE, "the archive could not be fetched: " + e.getMessage(), e);
                }
                surroundings.terminal().say("The archive did not arrive (" + e.getMessage() + "); fetching it again.");
                api.pause(PAUSE);
            }
        }
    }

    /** One line about what was fetched. */
    String summary(String what, JsonNode made) {
        return String.format(
                Locale.ROOT,
                "%s: %s, %,d bytes, SHA-256 %s",
                what,
                file,
                made.path("size_bytes").asLong(0),
                made.path("sha256").asString(""));
    }

    private void fetchOnce(Api api, String path, JsonNode made) throws IOException, Broken {
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
        Path part = Files.createTempFile(folder, file.getFileName() + ".", ".part");
        try {
            String hash;
            try (InputStream in = api.open(path, "application/zip");
                    OutputStream out = Files.newOutputStream(part)) {
                hash = copy(in, out, made.path("size_bytes").asLong(0));
            }
            if (!hash.equals(made.path("sha256").asString(""))) {
                throw new Broken("its SHA-256 is " + hash + ", not that of the server", null);
            }
            Files.move(part, file);
        } catch (FileAlreadyExistsException e) {
            throw exists(file);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private String copy(InputStream in, OutputStream out, long size) throws IOException, Broken {
        MessageDigest digest = sha256();
        Progress progress = surroundings.terminal().progress("Fetching", "kB");
        byte[] chunk = new byte[CHUNK_BYTES];
        long done = 0;
        for (int read = next(in, chunk); read >= 0; read = next(in, chunk)) {
            out.write(chunk, 0, read);
            digest.update(chunk, 0, read);
            done += read;
            progress.reached(done / KILOBYTE, size / KILOBYTE);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** What the network does is told apart from what the disk does: only the first is worth another attempt. */
    private static int next(InputStream in, byte[] chunk) throws Broken {
        try {
            return in.read(chunk);
        } catch (IOException e) {
            throw new Broken(String.valueOf(e.getMessage()), e);
        }
    }

    private static CommandFailure exists(Path file) {
        return new CommandFailure(ExitCode.REFUSED, file + " exists; an archive never overwrites a file");
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Broken extends Exception {
        private static final long serialVersionUID = 1L;

        Broken(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
