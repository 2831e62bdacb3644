package io.foodflow.tenant.exports;

import com.github.f4b6a3.uuid.UuidCreator;
import io.foodflow.platform.changes.PlatformWork;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.storage.ObjectId;
import io.foodflow.platform.storage.PlatformObjects;
import io.foodflow.platform.storage.StoredObject;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.platform.tenancy.TenantId;
import io.foodflow.platform.tenancy.Tenants;
import io.foodflow.platform.web.Cursor;
import io.foodflow.platform.web.Page;
import io.foodflow.platform.web.PageRequest;
import io.foodflow.tenant.archives.Draft;
import io.foodflow.tenant.exports.Export.State;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The archives of tenants: wished for by people, made in the background, fetched, and removed when they have had their
 * time. Thread-safe.
 */
public final class Exports {

    private static final Logger log = LoggerFactory.getLogger(Exports.class);
    private static final int ATTEMPTS = 3;
    private static final Duration TOLD_AT_MOST_EVERY = Duration.ofMillis(500);

    private final ExportTable table;
    private final TenantArchive archive;
    private final Tenants tenants;
    private final PlatformObjects objects;
    private final Path drafts;
    private final PlatformWork work;
    private final ExportSettings settings;
    private final Clock clock;

    Exports(
            ExportTable table,
            TenantArchive archive,
            Tenants tenants,
            PlatformObjects objects,
            Path drafts,
            PlatformWork work,
            ExportSettings settings,
            Clock clock) {
        this.table = table;
        this.archive = archive;
        this.tenants = tenants;
        this.objects = objects;
        this.drafts = drafts;
        this.work = work;
        this.settings = settings;
        this.clock = clock;
    }

    /** Asks for an archive; the one under way, if there is one. Empty if there is no such tenant. */
    public Optional<Export> request(TenantId id) {
        var tenant = tenants.find(id).filter(found -> found.status() != Tenant.Status.PROVISIONING);
        return tenant.map(this::request);
    }

    private Export request(Tenant tenant) {
        return work.write(change -> {
            var open = table.open(tenant.id());
            while (open.isEmpty()) { // or another was asked for at the same moment, and may even be done
                var id = UuidCreator.getTimeOrderedEpoch();
                var by = CallContext.current().actor().name();
                if (table.insert(id, tenant.id(), tenant.slug(), by, clock.instant())) {
                    change.record(new ExportRequested(id, tenant.id()), null, null);
                } else {
                    change.nothing();
                }
                open = table.open(tenant.id());
            }
            change.nothing();
            return open.get();
        });
    }

    /** The archive of that tenant with that id. */
    public Optional<Export> find(TenantId tenant, UUID id) {
        return work.read(() -> table.find(tenant, id));
    }

    /** Archives of a tenant, newest first. */
    Page<Export> list(TenantId tenant, PageRequest request) {
        var before = request.afterId().orElse(null);
        return Page.of(
                work.read(() -> table.list(tenant, before, request.fetch())),
                request,
                export -> Cursor.after(export.id()));
    }

    /** The archive itself, to be closed by the reader; empty if it is not there (any more). */
    Optional<InputStream> open(Export export) {
        var object = export.objectId();
        return export.state() != State.SUCCEEDED || object == null
                ? Optional.empty()
                : objects.store().open(new ObjectId(object));
    }

    /** Those that are not done. */
    public List<Export> unfinished() {
        return work.read(table::unfinished);
    }

    /**
     * Makes an archive, or notes why it could not be made. To be called by one thread of all processes for one tenant; an
     * attempt that was cut short is begun anew.
     *
     * @return the export as it is then
     */
    public Export make(Export export) {
        var id = new TenantId(export.tenantId());
        discardDraft(export);
        var tenant = tenants.find(id);
        if (tenant.isEmpty()) {
            return failed(export, "the tenant is gone", true);
        }
        begin(export);
        try (var draft = Draft.in(drafts)) {
            long auditEntries = archive.write(tenant.get(), draft.out(), telling(export));
            var object = draft.sha256();
            unaudited(() -> table.draft(export.id(), object));
            return succeeded(export, objects.store().put(draft.content()), auditEntries);
        } catch (IOException | RuntimeException e) {
            log.warn("archive {} of {} failed", export.id(), tenant.get().slug(), e);
            discardDraft(export);
            return failed(export, e.toString(), export.attempts() + 1 >= ATTEMPTS);
        }
    }

    /** Removes what an attempt kept that ended, perhaps with its process, before it was written down. */
    private void discardDraft(Export export) {
        work.read(() -> table.draft(export.id()))
                .ifPresent(object -> objects.store().delete(new ObjectId(object)));
    }

    /** Whether that archive is still there and nothing was changed in the tenant since it was made. */
    public boolean isWhole(Tenant tenant, UUID id) {
        var export = find(tenant.id(), id).filter(found -> found.state() == State.SUCCEEDED);
        return export.map(Export::objectId)
                        .filter(object -> objects.store().exists(new ObjectId(object)))
                        .isPresent()
                && work.read(() -> table.auditEntries(id)).equals(Optional.of(archive.auditEntries(tenant)));
    }

    /** Keeps the archive of an erased tenant as long as it is to be. Within the running platform transaction. */
    public void keepAfterErasure(UUID id, Instant erased) {
        table.keepUntil(id, erased.plus(Duration.ofDays(settings.keptAfterErasureDays())));
    }

    /** Removes archives that have had their time, unless a deletion under way names them. */
    public void expire() {
        work.read(() -> table.expired(clock.instant())).forEach(this::remove);
    }

    /** Removes every archive of a tenant but one: for a tenant that is erased. */
    public void removeAllBut(TenantId tenant, UUID kept) {
        work.read(() -> table.list(tenant, null, Integer.MAX_VALUE)).stream()
                .filter(export ->
                        export.state() == State.SUCCEEDED && !export.id().equals(kept))
                .forEach(this::remove);
    }

    private void remove(Export export) {
        objects.store().delete(new ObjectId(Objects.requireNonNull(export.objectId())));
        work.write(change -> {
            table.expire(export.id());
            change.record(new ExportExpired(export.id(), new TenantId(export.tenantId())), null, null);
            return true;
        });
    }

    private void begin(Export export) {
        unaudited(() -> table.begin(export.id()));
    }

    private void unaudited(Runnable step) {
        work.write(change -> {
            change.nothing();
            step.run();
            return true;
        });
    }

    private Export succeeded(Export export, StoredObject stored, long auditEntries) {
        var now = clock.instant();
        var tenant = new TenantId(export.tenantId());
        return work.write(change -> {
            table.succeed(export.id(), stored, auditEntries, now, now.plus(Duration.ofDays(settings.keptDays())));
            var made = table.find(tenant, export.id()).orElseThrow();
            change.record(new ExportMade(export.id(), tenant), null, made);
            return made;
        });
    }

    private Export failed(Export export, String error, boolean last) {
        var tenant = new TenantId(export.tenantId());
        return work.write(change -> {
            table.fail(export.id(), error, last, clock.instant());
            if (last) {
                change.record(new ExportFailed(export.id(), tenant), null, null, error);
            } else {
                change.nothing();
            }
            return table.find(tenant, export.id()).orElseThrow();
        });
    }

    private TenantArchive.Progress telling(Export export) {
        return new TenantArchive.Progress() {
            private long told = System.nanoTime() - TOLD_AT_MOST_EVERY.toNanos();

            @Override
            public void at(double share, String message) {
                if (System.nanoTime() - told < TOLD_AT_MOST_EVERY.toNanos()) {
                    return;
                }
                told = System.nanoTime();
                unaudited(() -> table.progress(export.id(), share, message));
            }
        };
    }
}
