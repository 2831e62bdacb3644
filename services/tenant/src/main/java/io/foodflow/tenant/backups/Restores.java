package io.foodflow.tenant.backups;

import com.github.f4b6a3.uuid.UuidCreator;
import io.foodflow.platform.changes.Change;
import io.foodflow.platform.changes.PlatformWork;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.platform.tenancy.TenantId;
import io.foodflow.platform.tenancy.Tenants;
import io.foodflow.platform.web.Cursor;
import io.foodflow.platform.web.Page;
import io.foodflow.platform.web.PageRequest;
import io.foodflow.tenant.backups.Restore.State;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;

/** Wishes to put a backup in place, and to take that back. {@link RestoreWork} fulfils them. Thread-safe. */
final class Restores {

    private final RestoreTable table;
    private final Backups backups;
    private final Tenants tenants;
    private final PlatformWork work;
    private final Clock clock;

    Restores(RestoreTable table, Backups backups, Tenants tenants, PlatformWork work, Clock clock) {
        this.table = table;
        this.backups = backups;
        this.tenants = tenants;
        this.work = work;
        this.clock = clock;
    }

    /** A tenant that is to be made of a backup. */
    record Copy(String slug, String name) {}

    /**
     * Asks to put a backup in place.
     *
     * @param confirmation must be the tenant's slug
     * @param copy the tenant that it is to become; null to replace what the tenant has
     */
    RestoreOutcome request(TenantId id, UUID backupId, String confirmation, @Nullable Copy copy) {
        var tenant = tenants.find(id).filter(found -> found.status() != Tenant.Status.PROVISIONING);
        if (tenant.isEmpty()) {
            return new RestoreOutcome.Absent();
        }
        var backup = backups.find(id, backupId);
        if (backup.isEmpty()) {
            return new RestoreOutcome.NoBackup();
        }
        return refusal(tenant.get(), backup.get(), confirmation, copy).orElseGet(() -> enter(backup.get(), copy));
    }

    private Optional<RestoreOutcome> refusal(Tenant tenant, Backup backup, String confirmation, @Nullable Copy copy) {
        if (!confirmation.equals(tenant.slug())) {
            return Optional.of(new RestoreOutcome.NotConfirmed(tenant.slug()));
        }
        if (tenant.status() == Tenant.Status.DELETING) {
            return Optional.of(new RestoreOutcome.BeingDeleted());
        }
        if (backup.state() != Backup.State.SUCCEEDED) {
            return Optional.of(new RestoreOutcome.BackupNotReady(backup));
        }
        if (copy != null) {
            return tenants.findBySlug(copy.slug()).map(taken -> new RestoreOutcome.SlugTaken(taken.slug()));
        }
        return CallContext.currentTenant().id().equals(tenant.id())
                ? Optional.of(new RestoreOutcome.OwnTenant(tenant.slug()))
                : Optional.empty();
    }

    private RestoreOutcome enter(Backup backup, @Nullable Copy copy) {
        return work.write(change -> {
            var id = UuidCreator.getTimeOrderedEpoch();
            var tenant = new TenantId(backup.tenantId());
            var by = CallContext.current().actor().name();
            var slug = copy == null ? null : copy.slug();
            var name = copy == null ? null : copy.name();
            if (copy == null && !table.holdInSharedDatabase(tenant)) {
                change.nothing();
                return new RestoreOutcome.InOwnDatabase();
            }
            if (!table.insert(id, backup, slug, name, by, clock.instant())) {
                change.nothing();
                return new RestoreOutcome.AnotherUnderWay();
            }
            var restore = table.find(tenant, id).orElseThrow();
            change.record(new RestoreRequested(id, tenant, backup.id()), null, restore);
            return new RestoreOutcome.UnderWay(restore);
        });
    }

    /** Asks to put back what a restore replaced. */
    RestoreOutcome undo(TenantId id, UUID restoreId, String confirmation) {
        var tenant = tenants.find(id).filter(found -> found.status() != Tenant.Status.PROVISIONING);
        if (tenant.isEmpty()) {
            return new RestoreOutcome.Absent();
        }
        if (tenant.get().status() == Tenant.Status.DELETING) {
            return new RestoreOutcome.BeingDeleted();
        }
        try {
            return work.write(change -> {
                var found = table.find(id, restoreId);
                var outcome = found.<RestoreOutcome>map(restore -> undo(tenant.get(), restore, confirmation, change))
                        .orElseGet(() -> new RestoreOutcome.NoRestore(restoreId));
                if (!(outcome instanceof RestoreOutcome.UnderWay)) {
                    change.nothing();
                }
                return outcome;
            });
        } catch (DuplicateKeyException e) { // another was entered at the same moment
            return new RestoreOutcome.AnotherUnderWay();
        }
    }

    private RestoreOutcome undo(Tenant tenant, Restore restore, String confirmation, Change change) {
        if (!confirmation.equals(tenant.slug())) {
            return new RestoreOutcome.NotConfirmed(tenant.slug());
        }
        if (restore.copySlug() == null && CallContext.currentTenant().id().equals(tenant.id())) {
            return new RestoreOutcome.OwnTenant(tenant.slug());
        }
        if (restore.state() != State.SUCCEEDED || !isKept(restore)) {
            return new RestoreOutcome.NotUndoable(
                    restore.copySlug() != null
                            ? "it made another tenant and replaced nothing: delete that one instead"
                            : restore.state() == State.SUCCEEDED
                                    ? "what it replaced is not kept any more"
                                    : "it is " + restore.state().text());
        }
        if (!table.undoable(tenant.id()).equals(Optional.of(restore.id()))) {
            return new RestoreOutcome.NotUndoable("another backup was put in place since; undo that first");
        }
        if (table.unfinished().stream().anyMatch(other -> other.tenantId().equals(restore.tenantId()))) {
            return new RestoreOutcome.AnotherUnderWay();
        }
        if (!table.holdInSharedDatabase(tenant.id())) {
            return new RestoreOutcome.InOwnDatabase();
        }
        if (!table.beginUndo(restore.id(), clock.instant())) {
            return new RestoreOutcome.AnotherUnderWay();
        }
        var undoing = table.find(tenant.id(), restore.id()).orElseThrow();
        change.record(new RestoreUndoRequested(restore.id(), tenant.id()), restore, undoing);
        return new RestoreOutcome.UnderWay(undoing);
    }

    private boolean isKept(Restore restore) {
        var until = restore.undoUntil();
        return until != null && until.isAfter(clock.instant());
    }

    Optional<Restore> find(TenantId tenant, UUID id) {
        return work.read(() -> table.find(tenant, id));
    }

    /** Restores of a tenant, newest first. */
    Page<Restore> list(TenantId tenant, PageRequest request) {
        var before = request.afterId().orElse(null);
        return Page.of(
                work.read(() -> table.list(tenant, before, request.fetch())),
                request,
                restore -> Cursor.after(restore.id()));
    }

    /** Whether a restore under way needs that backup. */
    boolean needs(Backup backup) {
        return work.read(() -> table.isNeeded(backup.id()));
    }
}
