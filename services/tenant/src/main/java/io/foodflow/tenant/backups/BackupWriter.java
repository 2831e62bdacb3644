package io.foodflow.tenant.backups;

import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.security.MasterKey;
import io.foodflow.platform.storage.ObjectStore;
import io.foodflow.platform.storage.StoredObject;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.platform.tenancy.TenantCopies;
import io.foodflow.platform.tenancy.TenantCopy;
import io.foodflow.tenant.archives.ArchiveWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes a tenant's backup: a ZIP file with the rows of each table as PostgreSQL copies them, the tenant's files, and a
 * manifest that names them all with their hashes. A seal over the manifest, made with this installation's master key,
 * comes last. Linear in the size of the tenant, constant in memory but for the list of its files.
 */
final class BackupWriter {

    private final TenantCopies copies;
    private final ObjectStore objects;
    private final MasterKey key;
    private final JsonMapper json;
    private final Clock clock;

    BackupWriter(TenantCopies copies, ObjectStore objects, MasterKey key, JsonMapper json, Clock clock) {
        this.copies = copies;
        this.objects = objects;
        this.key = key;
        this.json = json;
        this.clock = clock;
    }

    /** Hears how far the backup is. */
    interface Progress {
        void at(double share, String message);
    }

    /** Writes the backup of that tenant as it is now. The stream is closed. */
    BackupManifest write(Tenant tenant, OutputStream out, Progress progress) throws IOException {
        var takenAt = clock.instant();
        try (var archive = new ArchiveWriter(out, takenAt, json)) {
            var copy = copies.read(tenant, (table, content) -> {
                progress.at(0.1, "table " + table);
                archive.bytes(BackupManifest.table(table), content::to);
            });
            // Listed after the snapshot: what it refers to had been kept before it was referred to.
            var kept = CallContext.platform("backup", tenant)
                    .<List<String>, IOException>call(() -> files(archive, progress));
            var manifest = manifest(tenant, takenAt, copy, kept);
            archive.manifest(manifest);
            var sealed = bytes(manifest);
            if (sealed.length > BackupReader.LARGEST_MANIFEST) {
                throw new IOException("%d files are more than a backup can hold".formatted(kept.size()));
            }
            archive.bytes(BackupSeal.ENTRY, seal -> seal.write(BackupSeal.of(sealed, key)));
            return manifest;
        }
    }

    private static BackupManifest manifest(Tenant tenant, Instant takenAt, TenantCopy copy, List<String> kept) {
        return new BackupManifest(
                BackupManifest.FORMAT, BackupManifest.VERSION, takenAt, BackupManifest.Owner.of(tenant), copy, kept);
    }

    /** As the archive has it. */
    private byte[] bytes(BackupManifest manifest) {
        return json.writerWithDefaultPrettyPrinter().writeValueAsBytes(manifest);
    }

    private List<String> files(ArchiveWriter archive, Progress progress) throws IOException {
        var all = new ArrayList<StoredObject>();
        objects.forEach(all::add);
        var kept = new ArrayList<String>();
        for (int i = 0; i < all.size(); i++) {
            progress.at(0.3 + 0.7 * i / all.size(), "file %d of %d".formatted(i + 1, all.size()));
            var id = all.get(i).id();
            var content = objects.open(id);
            if (content.isPresent()) {
                try (var in = content.get()) {
                    archive.file(BackupManifest.object(id.sha256()), in);
                }
                kept.add(id.sha256());
            }
        }
        return kept;
    }
}
