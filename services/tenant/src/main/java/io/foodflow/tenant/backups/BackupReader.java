package io.foodflow.tenant.backups;

import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.security.MasterKey;
import io.foodflow.platform.storage.ObjectId;
import io.foodflow.platform.storage.ObjectStore;
import io.foodflow.platform.storage.StoredObject;
import io.foodflow.platform.tenancy.CopyRefused;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.platform.tenancy.TenantId;
import io.foodflow.tenant.archives.ArchiveWriter;
import io.foodflow.tenant.archives.Draft;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A backup that is read. What it says of itself counts only once its seal was found right: an archive that is damaged, cut
 * off, altered or another installation's is refused by {@link #open}, before anything is made of it. Not thread-safe.
 */
final class BackupReader implements Closeable {

    static final int LARGEST_MANIFEST = 256 << 20;
    private static final int LARGEST_SEAL = 1 << 10;
    private static final int CHUNK = 1 << 16;
    private static final String MANIFEST = "manifest.json";

    private final Draft draft;
    private final ZipFile zip;
    private final String sha256;
    private final BackupManifest manifest;

    private BackupReader(Draft draft, ZipFile zip, String sha256, BackupManifest manifest) {
        this.draft = draft;
        this.zip = zip;
        this.sha256 = sha256;
        this.manifest = manifest;
    }

    /**
     * Reads a backup through and checks it.
     *
     * @param sha256 that the content must have; null if nobody knows
     * @param folder where the archive lies while it is read
     * @throws CopyRefused if it is no backup of this installation, or not whole
     */
    static BackupReader open(InputStream content, @Nullable String sha256, Path folder, MasterKey key, JsonMapper json)
            throws IOException {
        var draft = Draft.in(folder);
        try {
            content.transferTo(draft.out());
            var found = draft.sha256();
            if (sha256 != null && !found.equals(sha256)) {
                throw new CopyRefused("the archive is damaged: its SHA-256 is not %s".formatted(sha256));
            }
            var zip = zip(draft);
            var seal = BackupSeal.ofHash(manifestHash(zip), key);
            if (!MessageDigest.isEqual(bytes(zip, BackupSeal.ENTRY, LARGEST_SEAL), seal)) {
                throw new CopyRefused(
                        "the archive is not as this installation made it: it was altered, or made under another master key");
            }
            return new BackupReader(draft, zip, found, manifest(zip, json));
        } catch (IOException | RuntimeException e) {
            draft.close();
            throw e;
        }
    }

    private static ZipFile zip(Draft draft) {
        try {
            return ZipFile.builder().setSeekableByteChannel(draft.channel()).get();
        } catch (IOException e) {
            throw new CopyRefused("the archive is no ZIP file, or is cut off: " + e.getMessage(), e);
        }
    }

    /** Nothing of it is taken into memory before the seal says that this installation wrote it. */
    private static byte[] manifestHash(ZipFile zip) throws IOException {
        var hash = ArchiveWriter.sha256();
        var chunk = new byte[CHUNK];
        long left = LARGEST_MANIFEST;
        try (var in = entry(zip, MANIFEST)) {
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                left -= read;
                if (left < 0) {
                    throw tooLong(MANIFEST, LARGEST_MANIFEST);
                }
                hash.update(chunk, 0, read);
            }
        } catch (ZipException | EOFException e) {
            throw damaged(MANIFEST, e);
        }
        return hash.digest();
    }

    private static CopyRefused tooLong(String name, int most) {
        return new CopyRefused("'%s' of the archive is longer than %d bytes".formatted(name, most));
    }

    private static BackupManifest manifest(ZipFile zip, JsonMapper json) throws IOException {
        try (var in = entry(zip, MANIFEST)) {
            var tree = json.readTree(in);
            int version = tree.path("version").asInt(0);
            if (!BackupManifest.FORMAT.equals(tree.path("format").asString(""))
                    || version < 1
                    || version > BackupManifest.VERSION) {
                throw new CopyRefused("the archive is of format '%s' %d, and this version reads '%s' up to %d"
                        .formatted(
                                tree.path("format").asString(""),
                                version,
                                BackupManifest.FORMAT,
                                BackupManifest.VERSION));
            }
            return json.treeToValue(tree, BackupManifest.class);
        } catch (JacksonException e) {
            throw new CopyRefused("the archive's manifest cannot be read: " + e.getOriginalMessage(), e);
        }
    }

    BackupManifest manifest() {
        return manifest;
    }

    /** Refuses the backup of any other tenant. */
    void requireOf(TenantId tenant) {
        if (!manifest.tenant().id().equals(tenant.value())) {
            throw new CopyRefused("it is the backup of another tenant, '%s'"
                    .formatted(manifest.tenant().slug()));
        }
    }

    /** Reads all of it and compares every hash. Linear in its size, constant in memory. */
    void requireWhole() throws IOException {
        for (var table : manifest.copy().tables()) {
            requireHash(BackupManifest.table(table.name()), table.sha256());
        }
        for (var id : manifest.objects()) {
            requireHash(BackupManifest.object(id), id);
        }
    }

    private void requireHash(String name, String sha256) throws IOException {
        var digest = ArchiveWriter.sha256();
        try (var in = new DigestInputStream(entry(zip, name), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (ZipException | EOFException e) {
            throw damaged(name, e);
        }
        if (!HexFormat.of().formatHex(digest.digest()).equals(sha256)) {
            throw new CopyRefused("'%s' of the archive is damaged".formatted(name));
        }
    }

    private static CopyRefused damaged(String name, IOException e) {
        return new CopyRefused("'%s' of the archive is damaged: %s".formatted(name, e.getMessage()), e);
    }

    /** SHA-256 of the archive, hexadecimal. */
    String sha256() {
        return sha256;
    }

    /** Keeps the archive itself. */
    StoredObject keep(ObjectStore store) throws IOException {
        return store.put(draft.content());
    }

    /** The rows of a table, unchecked: whoever loads them compares their hash. */
    InputStream table(String name) throws IOException {
        return entry(zip, BackupManifest.table(name));
    }

    /** Keeps the files of the backup for that tenant, beside those that it has. */
    void keepObjects(Tenant tenant, ObjectStore objects) throws IOException {
        CallContext.platform("restore", tenant).<Boolean, IOException>call(() -> {
            for (var id : manifest.objects()) {
                if (!objects.exists(new ObjectId(id))) {
                    keep(id, objects);
                }
            }
            return true;
        });
    }

    private void keep(String id, ObjectStore objects) throws IOException {
        try (var content = entry(zip, BackupManifest.object(id))) {
            var kept = objects.put(content).id();
            if (!kept.sha256().equals(id)) {
                objects.delete(kept);
                throw new CopyRefused("file %s of the archive is damaged".formatted(id));
            }
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
        draft.close();
    }

    private static InputStream entry(ZipFile zip, String name) throws IOException {
        var entry = zip.getEntry(name);
        if (entry == null) {
            throw new CopyRefused("the archive lacks '%s'".formatted(name));
        }
        return zip.getInputStream(entry);
    }

    private static byte[] bytes(ZipFile zip, String name, int most) throws IOException {
        try (var in = entry(zip, name)) {
            var bytes = in.readNBytes(most + 1);
            if (bytes.length > most) {
                throw tooLong(name, most);
            }
            return bytes;
        } catch (ZipException | EOFException e) {
            throw damaged(name, e);
        }
    }
}
