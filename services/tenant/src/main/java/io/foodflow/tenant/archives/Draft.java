package io.foodflow.tenant.archives;

import com.github.f4b6a3.uuid.UuidCreator;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.util.HexFormat;
import java.util.Set;

/**
 * A file that is written, then read, then gone. It loses its name as soon as it is open, so nobody else can read it and
 * the system frees it however its process ends. Not thread-safe.
 */
public final class Draft implements Closeable {

    private final FileChannel file;
    private final DigestOutputStream out;

    private Draft(FileChannel file) {
        this.file = file;
        this.out = new DigestOutputStream(Channels.newOutputStream(file), ArchiveWriter.sha256()) {
            @Override
            public void close() throws IOException {
                flush();
            }
        };
    }

    /** Begins a draft on the disk of that folder, which is made where it is missing. */
    public static Draft in(Path folder) throws IOException {
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        return new Draft(FileChannel.open(
                folder.resolve(UuidCreator.getTimeOrderedEpoch().toString()),
                Set.of(
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.DELETE_ON_CLOSE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))));
    }

    /** Where it is written. Closing this stream leaves the draft open. */
    public OutputStream out() {
        return out;
    }

    /** SHA-256 of what was written, hexadecimal. To be asked once, at the end. */
    public String sha256() {
        return HexFormat.of().formatHex(out.getMessageDigest().digest());
    }

    /** What was written, from its beginning. */
    public InputStream content() throws IOException {
        return Channels.newInputStream(file.position(0));
    }

    /** The same, to be read at any place; it ends with this draft. */
    public SeekableByteChannel channel() {
        return file;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
