package io.foodflow.tenant.archives;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import tools.jackson.databind.json.JsonMapper;

/**
 * A ZIP file whose last entry, {@code manifest.json}, names size and SHA-256 of every other. Large files and many of them
 * are fine (ZIP64). Not thread-safe.
 */
public final class ArchiveWriter implements AutoCloseable {

    private static final int BUFFER_BYTES = 64 * 1024;

    private final ZipOutputStream zip;
    private final Instant time;
    private final JsonMapper json;
    private final List<Entry> entries = new ArrayList<>();

    /** A file in the archive. */
    public record Entry(String path, long bytes, String sha256) {}

    /** Begins one on that stream, which {@link #close} closes; {@code time} is that of its files. */
    public ArchiveWriter(OutputStream out, Instant time, JsonMapper json) {
        this.zip = new ZipOutputStream(new BufferedOutputStream(out, BUFFER_BYTES), StandardCharsets.UTF_8);
        this.time = time;
        this.json = json;
    }

    /** Writes into a file of the archive. */
    public interface Content {
        void to(Lines out) throws IOException;
    }

    /** Adds a file. */
    public void file(String path, Content content) throws IOException {
        entries.add(write(path, content));
    }

    /** Adds the stream as it is. */
    public void file(String path, InputStream content) throws IOException {
        file(path, out -> content.transferTo(out.stream));
    }

    /** Adds a file of bytes and tells what it is. */
    public Entry bytes(String path, Bytes content) throws IOException {
        var entry = write(path, out -> content.to(out.stream));
        entries.add(entry);
        return entry;
    }

    /** Writes the bytes of a file; the stream is left open. */
    public interface Bytes {
        void to(OutputStream out) throws IOException;
    }

    /** The files so far. */
    public List<Entry> entries() {
        return List.copyOf(entries);
    }

    /** Adds the manifest, which lists everything but itself. */
    public void manifest(Object manifest) throws IOException {
        write(
                "manifest.json",
                out -> out.stream.write(json.writerWithDefaultPrettyPrinter().writeValueAsBytes(manifest)));
    }

    private Entry write(String path, Content content) throws IOException {
        var entry = new ZipEntry(path);
        entry.setTimeLocal(java.time.LocalDateTime.ofInstant(time, java.time.ZoneOffset.UTC));
        zip.putNextEntry(entry);
        var digest = sha256();
        var counted = new CountingStream(new DigestOutputStream(zip, digest));
        content.to(new Lines(counted, json));
        zip.closeEntry();
        return new Entry(path, counted.count, HexFormat.of().formatHex(digest.digest()));
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    /** Where a file's lines go. */
    public static final class Lines {

        private final OutputStream stream;
        private final JsonMapper json;

        Lines(OutputStream stream, JsonMapper json) {
            this.stream = stream;
            this.json = json;
        }

        /** A line of text that is JSON already. */
        public void line(String text) {
            try {
                stream.write(text.getBytes(StandardCharsets.UTF_8));
                stream.write('\n');
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        /** A line that is made JSON. */
        public void json(Object value) {
            line(json.writeValueAsString(value));
        }
    }

    /** A new SHA-256. */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime lacks SHA-256", e);
        }
    }

    /** Counts, and leaves the archive open when a file of it is done. */
    private static final class CountingStream extends java.io.FilterOutputStream {

        private long count;

        CountingStream(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int value) throws IOException {
            out.write(value);
            count++;
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
            count += length;
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
