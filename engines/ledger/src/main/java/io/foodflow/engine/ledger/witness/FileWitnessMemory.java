package io.foodflow.engine.ledger.witness;

import io.foodflow.engine.ledger.notes.Checkpoint;
import io.foodflow.engine.ledger.notes.MalformedNoteException;
import io.foodflow.engine.ledger.notes.SignedNote;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Keeps each log's last checkpoint in a file, named by the hash of its origin. A new one is written beside it, forced to
 * the disk, renamed over it, and the directory forced too, before the witness answers. Opening takes a lock that ends with
 * the process, so that two never sign from one memory.
 */
public final class FileWitnessMemory implements WitnessMemory, AutoCloseable {

    private final Path directory;
    private final FileChannel lockChannel;
    private final FileLock lock;

    private FileWitnessMemory(Path directory, FileChannel lockChannel, FileLock lock) {
        this.directory = directory;
        this.lockChannel = lockChannel;
        this.lock = lock;
    }

    /**
     * Opens the memory in a directory, which is made when it is missing.
     *
     * @throws IOException also when it is open already, here or in another process
     */
    public static FileWitnessMemory open(Path directory) throws IOException {
        Files.createDirectories(directory);
        var channel = FileChannel.open(directory.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            var lock = channel.tryLock();
            if (lock != null) {
                return new FileWitnessMemory(directory, channel, lock);
            }
        } catch (OverlappingFileLockException e) {
            channel.close();
            throw new IOException("the witness's memory in " + directory + " is open already", e);
        }
        channel.close();
        throw new IOException("the witness's memory in " + directory + " is open in another process");
    }

    @Override
    public Optional<SignedNote> latest(String origin) throws IOException {
        var file = file(origin);
        try {
            var note = SignedNote.parse(Files.readAllBytes(file));
            if (!Checkpoint.parse(note.text()).origin().equals(origin)) {
                throw new IOException("the witness's memory in " + file + " is of another log than " + origin);
            }
            return Optional.of(note);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (MalformedNoteException e) {
            throw new IOException("the witness's memory in " + file + " is damaged: " + e.getMessage(), e);
        }
    }

    @Override
    public void remember(String origin, SignedNote checkpoint) throws IOException {
        var file = file(origin);
        var beside = file.resolveSibling(file.getFileName() + ".new");
        try (var channel = FileChannel.open(
                beside, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            var buffer = ByteBuffer.wrap(checkpoint.encoded().getBytes(StandardCharsets.UTF_8));
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
        try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private Path file(String origin) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(origin.getBytes(StandardCharsets.UTF_8));
            return directory.resolve(HexFormat.of().formatHex(hash));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public void close() throws IOException {
        lock.release();
        lockChannel.close();
    }
}
