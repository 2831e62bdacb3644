package io.foodflow.platform.storage;

import com.github.f4b6a3.uuid.UuidCreator;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.tenancy.TenantId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Objects as files: {@code <folder>/<tenant id>/ab/cd/abcd…}: a slug may be another tenant's one day, and
 * whoever still works for the first must not reach the second. A new one is written beside them, forced to the disk,
 * then renamed into place, and its folder forced too, so a file under its name is always whole. Owner-readable only.
 * Cost: two or three forced writes an object; under a millisecond each on a solid-state disk.
 */
final class FileObjectStore implements ObjectStore {

    private static final Duration DRAFTS_KEPT = Duration.ofDays(1);
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final Pattern NAME = Pattern.compile("[0-9a-f]{64}");

    private final Path folder;
    private final Supplier<String> owner;
    private final boolean verify;
    private final Clock clock;
    private final Set<Path> cleared = ConcurrentHashMap.newKeySet();

    FileObjectStore(Path folder, boolean verify, Clock clock) {
        this(folder, () -> CallContext.currentTenant().id().toString(), verify, clock);
    }

    /**
     * A store of its own within the folder.
     *
     * @param owner names the folder in it that calls work on
     */
    FileObjectStore(Path folder, Supplier<String> owner, boolean verify, Clock clock) {
        this.folder = folder;
        this.owner = owner;
        this.verify = verify;
        this.clock = clock;
    }

    @Override
    public StoredObject put(InputStream content) {
        var drafts = tenantFolder().resolve("drafts");
        try {
            createFolders(drafts);
            clearOnce(drafts);
            var draft = drafts.resolve(UuidCreator.getTimeOrderedEpoch().toString());
            try {
                var stored = write(content, draft);
                var place = place(stored.id());
                createFolders(Objects.requireNonNull(place.getParent()));
                Files.move(draft, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                force(Objects.requireNonNull(place.getParent()));
                return stored;
            } finally {
                Files.deleteIfExists(draft);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep an object under %s: %s".formatted(folder, e.getMessage()), e);
        }
    }

    @Override
    public Optional<InputStream> open(ObjectId id) {
        try {
            var in = Files.newInputStream(place(id));
            return Optional.of(verify ? new VerifyingStream(in, id) : in);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open object " + id, e);
        }
    }

    @Override
    public OptionalLong size(ObjectId id) {
        try {
            return OptionalLong.of(Files.size(place(id)));
        } catch (NoSuchFileException e) {
            return OptionalLong.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look at object " + id, e);
        }
    }

    @Override
    public boolean delete(ObjectId id) {
        try {
            return Files.deleteIfExists(place(id));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete object " + id, e);
        }
    }

    @Override
    public void forEach(Consumer<StoredObject> visitor) {
        try {
            Files.walkFileTree(tenantFolder(), new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    var name = String.valueOf(file.getFileName());
                    if (NAME.matcher(name).matches() && attributes.isRegularFile()) {
                        visitor.accept(new StoredObject(new ObjectId(name), attributes.size()));
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                    if (failure instanceof NoSuchFileException) {
                        return FileVisitResult.CONTINUE; // nothing was ever put, or it went away meanwhile
                    }
                    throw failure;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list the objects under " + folder, e);
        }
    }

    @Override
    public void deleteAll() {
        try (var files = Files.walk(tenantFolder())) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
            force(folder);
        } catch (NoSuchFileException e) {
            return; // it never had any
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete the objects under " + folder, e);
        } finally {
            cleared.remove(tenantFolder().resolve("drafts"));
        }
    }

    /**
     * Takes over what an earlier version kept in a tenant's name under its slug. Where it was cut short, or another process
     * does the same, it may be repeated.
     */
    void adopt(String slug, TenantId tenant) {
        var before = folder.resolve(slug);
        var now = folder.resolve(tenant.toString());
        if (!Files.isDirectory(before)) {
            return;
        }
        try {
            if (Files.notExists(now)) {
                Files.move(before, now, StandardCopyOption.ATOMIC_MOVE);
            } else {
                moveEach(before, now);
            }
            force(folder);
        } catch (NoSuchFileException e) { // another process has done it
            return;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot move the objects of tenant " + slug, e);
        }
    }

    private static void moveEach(Path before, Path now) throws IOException {
        try (var files = Files.walk(before)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                if (Files.isDirectory(file)) {
                    Files.delete(file);
                } else {
                    var place = now.resolve(before.relativize(file));
                    var parent = Objects.requireNonNull(place.getParent());
                    createFolders(parent);
                    Files.move(file, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                    force(parent);
                }
            }
        }
    }

    /** Fails unless a file can be made, forced to the disk and removed here. */
    void probe() throws IOException {
        createFolders(folder);
        var probe = folder.resolve(".probe-" + ProcessHandle.current().pid());
        try (var channel = FileChannel.open(
                probe, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE)) {
            channel.write(ByteBuffer.wrap(new byte[] {1}));
        }
    }

    private StoredObject write(InputStream content, Path draft) throws IOException {
        var digest = VerifyingStream.sha256();
        long size = 0;
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (var file =
                FileChannel.open(draft, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly)) {
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int got = content.read(buffer); got >= 0; got = content.read(buffer)) {
                digest.update(buffer, 0, got);
                writeAll(file, ByteBuffer.wrap(buffer, 0, got));
                size += got;
            }
            file.force(true);
        }
        return new StoredObject(id(digest), size);
    }

    private static void writeAll(FileChannel file, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
    }

    private static ObjectId id(MessageDigest digest) {
        return new ObjectId(HexFormat.of().formatHex(digest.digest()));
    }

    private Path tenantFolder() {
        return folder.resolve(owner.get());
    }

    private Path place(ObjectId id) {
        var name = id.sha256();
        return tenantFolder()
                .resolve(name.substring(0, 2))
                .resolve(name.substring(2, 4))
                .resolve(name);
    }

    /** A folder must be on the disk before what lies in it can count as kept. */
    private static void createFolders(Path wanted) throws IOException {
        if (Files.isDirectory(wanted)) {
            return;
        }
        var parent = Objects.requireNonNull(wanted.getParent());
        createFolders(parent);
        try {
            Files.createDirectory(
                    wanted, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(wanted)) {
                throw e;
            }
        }
        force(parent);
    }

    private static void force(Path directory) throws IOException {
        try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Removes what processes that died left half-written, once for each tenant and start. */
    private void clearOnce(Path drafts) throws IOException {
        if (!cleared.add(drafts)) {
            return;
        }
        var oldest = FileTime.from(clock.instant().minus(DRAFTS_KEPT));
        try (var files = Files.list(drafts)) {
            for (var file : files.toList()) {
                if (Files.getLastModifiedTime(file).compareTo(oldest) < 0) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
