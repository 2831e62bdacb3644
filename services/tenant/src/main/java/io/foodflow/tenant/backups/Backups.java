package io.foodflow.tenant.backups;

import com.github.f4b6a3.uuid.UuidCreator;
import io.foodflow.platform.changes.PlatformWork;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.security.MasterKey;
import io.foodflow.platform.storage.ObjectId;
import io.foodflow.platform.storage.PlatformObjects;
import io.foodflow.platform.storage.StoredObject;
import io.foodflow.platform.tenancy.CopyRefused;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.platform.tenancy.TenantCopies;
import io.foodflow.platform.tenancy.TenantId;
import io.foodflow.platform.tenancy.Tenants;
import io.foodflow.platform.web.Cursor;
import io.foodflow.platform.web.Page;
import io.foodflow.platform.web.PageRequest;
import io.foodflow.tenant.archives.Draft;
import io.foodflow.tenant.backups.Backup.State;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The backups of tenants: asked for or made by the clock, made in the background, fetched, read to be put in place, and
 * removed when they have had their time. Thread-safe.
 */
public final class Backups {

    private static final Logger log = LoggerFactory.getLogger(Backups.class);
    private static final int ATTEMPTS = 3;
    private static final Duration LONGEST_UPLOAD = Duration.ofDays(1);
    private static final Duration TOLD_AT_MOST_EVERY = Duration.ofMillis(500);

    private final BackupTable table;
    private final BackupWriter writer;
    private final TenantCopies copies;
    private final Tenants tenants;
    private final PlatformObjects objects;
    private final Path drafts;
    private final MasterKey key;
    private final JsonMapper json;
    private final PlatformWork work;
    private final BackupSettings settings;
    private final Clock clock;

    Backups(
            BackupTable table,
            BackupWriter writer,
            TenantCopies copies,
            Tenants tenants,
            PlatformObjects objects,
            Path drafts,
            MasterKey key,
            JsonMapper json,
            PlatformWork work,
            BackupSettings settings,
            Clock clock) {
        this.table = table;
        this.writer = writer;
        this.copies = copies;
        this.tenants = tenants;
        this.objects = objects;
        this.drafts = drafts;
        this.key = key;
        this.json = json;
        this.work = work;
        this.settings = settings;
        this.clock = clock;
    }

    /** Asks for a backup; the one under way, if there is one. Empty if there is no such tenant. */
    Optional<Backup> request(TenantId id) {
        return whole(id).map(tenant -> request(tenant, "asked"));
    }

    /** Whether a tenant's tables are elsewhere, where none of this looks. */
    boolean isInOwnDatabase(TenantId id) {
        return work.read(() -> table.isInOwnDatabase(id));
    }

    private Optional<Tenant> whole(TenantId id) {
        return tenants.find(id).filter(found -> found.status() != Tenant.Status.PROVISIONING);
    }

    private Backup request(Tenant tenant, String origin) {
        return work.write(change -> {
            var open = table.open(tenant.id());
            while (open.isEmpty()) { // or another was asked for at the same moment, and may even be done
                var id = UuidCreator.getTimeOrderedEpoch();
                var by = CallContext.current().actor().name();
                if (table.insert(id, tenant.id(), tenant.slug(), origin, by, clock.instant())) {
                    change.record(new BackupRequested(id, tenant.id()), null, null);
                } else {
                    change.nothing();
                }
                open = table.open(tenant.id());
            }
            change.nothing();
            return open.get();
        });
    }

    /** The backup of that tenant with that id. */
    Optional<Backup> find(TenantId tenant, UUID id) {
        return work.read(() -> table.find(tenant, id));
    }

    /** Backups of a tenant, newest first. */
    Page<Backup> list(TenantId tenant, PageRequest request) {
        var before = request.afterId().orElse(null);
        return Page.of(
                work.read(() -> table.list(tenant, before, request.fetch())),
                request,
                backup -> Cursor.after(backup.id()));
    }

    /** The archive itself, to be closed by the reader; empty if it is not there (any more). Fetching it is recorded. */
    Optional<InputStream> fetch(Backup backup) {
        var content = content(backup);
        content.ifPresent(opened -> recordFetch(backup, opened));
        return content;
    }

    private void recordFetch(Backup backup, InputStream opened) {
        try {
            work.write(change -> {
                change.record(new BackupFetched(backup.id(), new TenantId(backup.tenantId())), null, null);
                return true;
            });
        } catch (RuntimeException e) {
            try {
                opened.close();
            } catch (IOException unclosed) {
                e.addSuppressed(unclosed);
            }
            throw e;
        }
    }

    private Optional<InputStream> content(Backup backup) {
        var object = backup.objectId();
        return backup.state() != State.SUCCEEDED || object == null
                ? Optional.empty()
                : objects.store().open(new ObjectId(object));
    }

    /**
     * Opens a backup to be put in place.
     *
     * @throws CopyRefused if it is not what was made
     */
    BackupReader read(Backup backup) throws IOException {
        try (var content = content(backup).orElseThrow(() -> new CopyRefused("the backup is not there any more"))) {
            return BackupReader.open(content, backup.objectId(), drafts, key, json);
        }
    }

    /**
     * Keeps a backup that was fetched before; the one that is kept already, if it is.
     *
     * @throws CopyRefused if it is none that this installation made of this tenant, or not whole, or of a newer version
     */
    Optional<Backup> receive(TenantId id, InputStream archive) throws IOException {
        var tenant = whole(id);
        if (tenant.isEmpty()) {
            return Optional.empty();
        }
        try (var reader = BackupReader.open(archive, null, drafts, key, json)) {
            reader.requireOf(id);
            copies.requireKnown(reader.manifest().copy());
            reader.requireWhole();
            var known = work.read(() -> table.withContent(id, reader.sha256()));
            if (known.isPresent() || whole(id).isEmpty()) { // reading it may have taken long
                return known;
            }
            return Optional.of(keep(tenant.get(), reader));
        }
    }

    private Backup keep(Tenant tenant, BackupReader reader) throws IOException {
        var id = UuidCreator.getTimeOrderedEpoch();
        var by = CallContext.current().actor().name();
        var now = clock.instant();
        unaudited(() -> table.insertUpload(id, tenant, reader.sha256(), by, now));
        var stored = reader.keep(objects.store());
        try {
            return work.write(change -> {
                table.succeed(id, stored, reader.manifest(), now, now.plus(Duration.ofDays(settings.keptDays())));
                var kept = table.find(tenant.id(), id).orElseThrow();
                change.record(new BackupReceived(id, tenant.id(), reader.sha256()), null, kept);
                return kept;
            });
        } catch (DuplicateKeyException e) { // somebody brought it at the same time
            unaudited(() -> table.draft(id, null));
            return work.read(() -> table.withContent(tenant.id(), reader.sha256()))
                    .orElseThrow(() -> e);
        }
    }

    List<Backup> unfinished() {
        return work.read(table::unfinished);
    }

    /**
     * Makes a backup, or notes why it could not be made. To be called by one thread of all processes for one tenant; an
     * attempt that was cut short is begun anew.
     */
    void make(Backup backup) {
        discardDraft(backup);
        var tenant = tenants.find(new TenantId(backup.tenantId()));
        if (tenant.isEmpty()) {
            failed(backup, "the tenant is gone", true);
            return;
        }
        unaudited(() -> table.begin(backup.id()));
        try (var draft = Draft.in(drafts)) {
            var manifest = writer.write(tenant.get(), draft.out(), telling(backup));
            var object = draft.sha256();
            unaudited(() -> table.draft(backup.id(), object));
            succeeded(backup, objects.store().put(draft.content()), manifest);
        } catch (IOException | RuntimeException e) {
            log.warn("backup {} of {} failed", backup.id(), tenant.get().slug(), e);
            discardDraft(backup);
            failed(backup, e.toString(), backup.attempts() + 1 >= ATTEMPTS);
        }
    }

    /** Removes what an attempt kept that ended, perhaps with its process, before it was written down. */
    private void discardDraft(Backup backup) {
        work.read(() -> table.draft(backup.id())).ifPresent(object -> delete(object, backup));
    }

    /** Objects have the name of their content, so two backups of the same content have one. */
    private void delete(String object, Backup of) {
        if (!work.read(() -> table.isHeld(object, of.id()))) {
            objects.store().delete(new ObjectId(object));
        }
    }

    /** Asks for the backups whose hour has come. */
    void schedule() {
        if (settings.everyHours() == 0) {
            return;
        }
        var last = clock.instant().minus(Duration.ofHours(settings.everyHours()));
        for (var id : work.read(() -> table.withoutBackupSince(last))) {
            whole(id).ifPresent(tenant -> request(tenant, "scheduled"));
        }
    }

    /** Removes backups that have had their time. */
    void expire() {
        work.read(() -> table.expired(clock.instant(), settings.kept())).forEach(this::remove);
        work.read(() -> table.leftOver(clock.instant().minus(LONGEST_UPLOAD))).forEach(left -> {
            discardDraft(left);
            unaudited(() -> table.draft(left.id(), null));
        });
    }

    /** Removes every backup of a tenant: for one that is erased. */
    public void removeAll(TenantId tenant) {
        work.read(() -> table.list(tenant, null, Integer.MAX_VALUE)).stream()
                .filter(backup -> backup.state() == State.SUCCEEDED)
                .forEach(this::remove);
    }

    /** Removes a backup for good. */
    void remove(Backup backup) {
        var object = backup.objectId();
        if (object != null) {
            delete(object, backup);
        }
        work.write(change -> {
            if (table.remove(backup.id())) {
                change.record(new BackupRemoved(backup.id(), new TenantId(backup.tenantId())), backup, null);
            } else {
                change.nothing();
            }
            return true;
        });
    }

    private void unaudited(Runnable step) {
        work.write(change -> {
            change.nothing();
            step.run();
            return true;
        });
    }

    private void succeeded(Backup backup, StoredObject stored, BackupManifest manifest) {
        var now = clock.instant();
        var tenant = new TenantId(backup.tenantId());
        var expires = backup.origin().equals("scheduled") ? null : now.plus(Duration.ofDays(settings.keptDays()));
        work.write(change -> {
            table.succeed(backup.id(), stored, manifest, now, expires);
            var made = table.find(tenant, backup.id()).orElseThrow();
            change.record(new BackupMade(backup.id(), tenant, stored.id().toString()), null, made);
            return made;
        });
    }

    private void failed(Backup backup, String error, boolean last) {
        var tenant = new TenantId(backup.tenantId());
        work.write(change -> {
            table.fail(backup.id(), error, last, clock.instant());
            if (last) {
                change.record(new BackupFailed(backup.id(), tenant), null, null, error);
            } else {
                change.nothing();
            }
            return true;
        });
    }

    private BackupWriter.Progress telling(Backup backup) {
        return new BackupWriter.Progress() {
            private long told = System.nanoTime() - TOLD_AT_MOST_EVERY.toNanos();

            @Override
            public void at(double share, String message) {
                if (System.nanoTime() - told < TOLD_AT_MOST_EVERY.toNanos()) {
                    return;
                }
                told = System.nanoTime();
                unaudited(() -> table.progress(backup.id(), share, message));
            }
        };
    }
}
