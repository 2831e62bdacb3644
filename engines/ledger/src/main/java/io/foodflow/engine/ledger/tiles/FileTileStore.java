package io.foodflow.engine.ledger.tiles;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Keeps a ledger in a directory, each tile in a file of its path, so that any web server can serve it as C2SP tlog-tiles.
 *
 * <p>A file is written beside its place, forced to the disk, and renamed into it; the checkpoint comes after all tiles
 * and the directories they are in. So a reader never sees half a file, and a crash at any point leaves the old
 * checkpoint with all that it covers. Partial tiles are deleted once the full one counts.
 *
 * <p>One process writes at a time: opening takes a lock that ends with it, or with the process.
 */
public final class FileTileStore implements TileStore, AutoCloseable {

    private static final String CHECKPOINT = "checkpoint";
    private static final String LOCK = ".lock";
    /** So many files are open at once, well below the limits of any system. */
    private static final int FILES_AT_A_TIME = 128;

    private final Path root;
    private final FileChannel lockChannel;
    private final FileLock lock;

    private FileTileStore(Path root, FileChannel lockChannel, FileLock lock) {
        this.root = root;
        this.lockChannel = lockChannel;
        this.lock = lock;
    }

    /**
     * Opens the ledger of a directory, which is made when it is missing.
     *
     * @throws IOException also when another process, or another store of this one, has it open
     */
    public static FileTileStore open(Path directory) throws IOException {
        Files.createDirectories(directory);
        var channel = FileChannel.open(directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            var lock = channel.tryLock();
            if (lock != null) {
                return new FileTileStore(directory, channel, lock);
            }
        } catch (OverlappingFileLockException e) {
            channel.close();
            throw new IOException("the ledger in " + directory + " is open already", e);
        }
        channel.close();
        throw new IOException("the ledger in " + directory + " is open in another process");
    }

    @Override
    public Optional<byte[]> read(TilePath path) throws IOException {
        var exact = content(path);
        if (exact.isPresent() || path.isFull()) {
            return exact;
        }
        return content(path.full()).map(full -> TileContent.narrowed(full, path));
    }

    private Optional<byte[]> content(TilePath path) throws IOException {
        try {
            return Optional.of(Files.readAllBytes(file(path)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<String> checkpoint() throws IOException {
        try {
            return Optional.of(Files.readString(root.resolve(CHECKPOINT), StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public synchronized boolean commit(Optional<String> expected, List<Tile> tiles, String checkpoint)
            throws IOException {
        if (!expected.equals(checkpoint())) {
            return false;
        }
        var directories = new LinkedHashSet<Path>();
        for (var tile : tiles) {
            var directory = directory(tile.path());
            makeDirectories(directory, directories);
            directories.add(directory);
        }
        for (int from = 0; from < tiles.size(); from += FILES_AT_A_TIME) {
            writeAll(tiles.subList(from, Math.min(tiles.size(), from + FILES_AT_A_TIME)));
        }
        for (var directory : directories) {
            force(directory);
        }
        write(root.resolve(CHECKPOINT), checkpoint.getBytes(StandardCharsets.UTF_8));
        force(root);
        for (var tile : tiles) {
            if (tile.path().isFull()) {
                deletePartial(tile.path());
            }
        }
        return true;
    }

    private Path file(TilePath path) {
        return root.resolve(path.text());
    }

    private Path directory(TilePath path) {
        return root.resolve(path.text().substring(0, path.text().lastIndexOf('/')));
    }

    /** Makes a directory and those above it, and notes where a new name must be forced. */
    private void makeDirectories(Path directory, Set<Path> changed) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        var made = root;
        for (var name : root.relativize(directory)) {
            var above = made;
            made = made.resolve(name);
            if (!Files.isDirectory(made)) {
                Files.createDirectory(made);
                changed.add(above);
            }
        }
    }

    /** Writes all before it forces any, and forces all at once: the disk then does in one go what it does for each. */
    private void writeAll(List<Tile> tiles) throws IOException {
        var channels = new ArrayList<FileChannel>();
        try {
            for (var tile : tiles) {
                var channel = opened(beside(file(tile.path())));
                channels.add(channel);
                writeFully(channel, tile.content());
            }
            forceAll(channels);
        } finally {
            for (var channel : channels) {
                channel.close();
            }
        }
        for (var tile : tiles) {
            Files.move(beside(file(tile.path())), file(tile.path()), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static void forceAll(List<FileChannel> channels) throws IOException {
        var forced = new ArrayList<Future<?>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var channel : channels) {
                forced.add(threads.submit(() -> {
                    channel.force(true);
                    return true;
                }));
            }
        }
        for (var force : forced) {
            if (force.state() != Future.State.SUCCESS) {
                throw new IOException("a tile could not be forced to the disk", force.exceptionNow());
            }
        }
    }

    private static void write(Path file, byte[] content) throws IOException {
        try (var channel = opened(beside(file))) {
            writeFully(channel, content);
            channel.force(true);
        }
        Files.move(beside(file), file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static Path beside(Path file) {
        return file.resolveSibling(file.getFileName() + ".new");
    }

    private static FileChannel opened(Path file) throws IOException {
        return FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
    }

    private static void writeFully(FileChannel channel, byte[] content) throws IOException {
        var buffer = ByteBuffer.wrap(content);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    private static void force(Path directory) throws IOException {
        try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private void deletePartial(TilePath full) throws IOException {
        var directory = root.resolve(full.text() + ".p");
        if (!Files.isDirectory(directory)) {
            return;
        }
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }
        });
        Files.delete(directory);
    }

    @Override
    public void close() throws IOException {
        lock.release();
        lockChannel.close();
    }
}
