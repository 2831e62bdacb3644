package io.foodflow.tenant.deletions;

import io.foodflow.platform.changes.PlatformWork;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.jobs.Jobs;
import io.foodflow.platform.retention.LegalHolds;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.platform.tenancy.TenantId;
import io.foodflow.platform.tenancy.TenantProvisioning;
import io.foodflow.platform.tenancy.Tenants;
import io.foodflow.tenant.api.TenantView;
import io.foodflow.tenant.api.TenantView.DeletionView;
import io.foodflow.tenant.backups.Backups;
import io.foodflow.tenant.billing.Billing;
import io.foodflow.tenant.exports.Export;
import io.foodflow.tenant.exports.Exports;
import io.foodflow.tenant.tenants.TenantLife;
import io.foodflow.tenant.work.BackgroundWork;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes tenants in two steps: an archive of everything is made at once, and nobody can work any more; when the time of
 * grace is over, no job is at work any more and nothing is under a legal hold, the tenant is erased; where anything was changed since the archive, it is made
 * anew first. Until then it can be kept. Each step is written down before the next, so whichever
 * is cut short is repeated. Thread-safe.
 */
final class Deletions implements BackgroundWork {

    private static final Logger log = LoggerFactory.getLogger(Deletions.class);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMinutes(1);

    private final DeletionTable table;
    private final TenantLife life;
    private final Tenants tenants;
    private final TenantProvisioning provisioning;
    private final Exports exports;
    private final Backups backups;
    private final Jobs jobs;
    private final Billing billing;
    private final LegalHolds holds;
    private final UnitOfWork tenantWork;
    private final PlatformWork work;
    private final Clock clock;

    Deletions(
            DeletionTable table,
            TenantLife life,
            Tenants tenants,
            TenantProvisioning provisioning,
            Exports exports,
            Backups backups,
            Jobs jobs,
            Billing billing,
            LegalHolds holds,
            UnitOfWork tenantWork,
            PlatformWork work,
            Clock clock) {
        this.table = table;
        this.life = life;
        this.tenants = tenants;
        this.provisioning = provisioning;
        this.exports = exports;
        this.backups = backups;
        this.jobs = jobs;
        this.billing = billing;
        this.holds = holds;
        this.tenantWork = tenantWork;
        this.work = work;
        this.clock = clock;
    }

    /** The deletion of that tenant, over or not. */
    Optional<DeletionView> find(TenantId tenant) {
        return work.read(() -> table.find(tenant));
    }

    /**
     * Begins to delete a tenant; the deletion under way, if there is one.
     *
     * @param confirmation must be the tenant's slug
     * @param graceDays days until it is erased
     * @throws io.foodflow.platform.web.ProblemException 409 while anything of it is under a legal hold
     */
    DeletionOutcome request(TenantId id, String confirmation, int graceDays, @Nullable String reason) {
        tenants.find(id)
                .filter(tenant -> tenant.status() != Tenant.Status.PROVISIONING)
                .ifPresent(this::requireNoHold);
        return work.write(change -> {
            var found = life.hold(id);
            var refused = refusal(found, id, confirmation);
            if (refused.isPresent()) {
                change.nothing();
                return refused.get();
            }
            var tenant = found.orElseThrow();
            if (tenant.status() == TenantView.Status.DELETING) {
                change.nothing();
            } else {
                var now = clock.instant();
                var eraseAfter = now.plus(Duration.ofDays(graceDays));
                table.insert(tenant, CallContext.current().actor().name(), reason, now, eraseAfter);
                tenants.forgetAfterCommit();
                change.record(new DeletionRequested(id, eraseAfter), tenant, null, reason);
            }
            return new DeletionOutcome.UnderWay(table.find(id).orElseThrow());
        });
    }

    private void requireNoHold(Tenant tenant) {
        CallContext.platform("deletion", tenant)
                .run(() -> tenantWork.read(() -> {
                    holds.requireNone();
                    return true;
                }));
    }

    private static Optional<DeletionOutcome> refusal(Optional<TenantView> tenant, TenantId id, String confirmation) {
        if (tenant.isEmpty()) {
            return Optional.of(new DeletionOutcome.Absent());
        }
        var slug = tenant.get().slug();
        if (CallContext.currentTenant().id().equals(id)) {
            return Optional.of(new DeletionOutcome.OwnTenant(slug));
        }
        return confirmation.equals(slug)
                ? Optional.empty()
                : Optional.of(new DeletionOutcome.NotConfirmed(slug, confirmation));
    }

    /**
     * Keeps a tenant after all: it is as active or suspended as it was. What it pays for ends with the period nevertheless,
     * until its people, or those who run the platform, take that back.
     */
    DeletionOutcome cancel(TenantId id) {
        return work.write(change -> {
            var tenant = life.hold(id);
            if (tenant.isEmpty()) {
                change.nothing();
                return table.find(id)
                        .<DeletionOutcome>map(gone -> new DeletionOutcome.NotCancellable(gone.state()))
                        .orElseGet(DeletionOutcome.Absent::new);
            }
            if (!table.cancel(id, clock.instant())) {
                change.nothing();
                return new DeletionOutcome.NotCancellable(
                        table.find(id).map(DeletionView::state).orElse("not asked for"));
            }
            tenants.forgetAfterCommit();
            var kept = life.hold(id).orElseThrow();
            change.record(new DeletionCancelled(id), null, kept);
            return new DeletionOutcome.Kept(kept);
        });
    }

    @Override
    public Set<TenantId> due() {
        return Set.copyOf(work.read(() -> table.due(clock.instant())));
    }

    @Override
    public void advance(TenantId tenant) {
        try {
            var deletion = find(tenant).orElseThrow();
            if (deletion.state().equals("exporting")) {
                export(deletion);
                deletion = find(tenant).orElseThrow();
            }
            if (mayErase(deletion)) {
                erase(tenant, deletion);
            }
        } catch (RuntimeException e) {
            log.warn("the deletion of tenant {} waits", tenant, e);
            unaudited(() -> {
                table.failed(tenant, e.toString(), clock.instant(), PAUSE_AFTER_FAILURE);
                return true;
            });
        }
    }

    /**
     * Whether the time of grace is over and the archive holds all there is. What was at work when the deletion was asked
     * for may have changed the tenant since; then the archive is made once more.
     */
    private boolean mayErase(DeletionView deletion) {
        if (deletion.state().equals("erasing")) {
            return true;
        }
        if (!deletion.state().equals("waiting") || deletion.eraseAfter().isAfter(clock.instant())) {
            return false;
        }
        tenants.forget();
        var tenant = tenants.find(new TenantId(deletion.tenantId())).orElseThrow();
        if (CallContext.platform("erasure", tenant).call(jobs::anyRunning)) {
            throw new IllegalStateException("a job of the tenant is still at work");
        }
        requireNoHold(tenant);
        if (exports.isWhole(tenant, Objects.requireNonNull(deletion.exportId()))) {
            return true;
        }
        unaudited(() -> {
            table.exportAgain(deletion);
            return true;
        });
        return false;
    }

    private void export(DeletionView deletion) {
        billing.endWithPeriod(new TenantId(deletion.tenantId())); // nobody can cancel it in the time of grace
        var export =
                exports.make(exports.request(new TenantId(deletion.tenantId())).orElseThrow());
        if (export.state() != Export.State.SUCCEEDED) {
            throw new IllegalStateException("no archive, so nothing is erased: " + export.error());
        }
        unaudited(() -> {
            table.exported(deletion, export.id());
            return true;
        });
    }

    private void erase(TenantId id, DeletionView deletion) {
        var archive = Objects.requireNonNull(deletion.exportId());
        boolean erasing = unaudited(() -> table.beginErasing(deletion, archive));
        if (!erasing) {
            return;
        }
        tenants.forget();
        tenants.find(id).ifPresent(tenant -> {
            billing.end(id); // or somebody would go on paying for what is gone
            exports.removeAllBut(id, archive);
            backups.removeAll(id);
            provisioning.erase(tenant);
            backups.removeAll(id); // what was brought until there was no tenant to keep it for
        });
        unaudited(() -> {
            var now = clock.instant();
            table.erased(id, now); // TenantErased is recorded with the row that goes
            exports.keepAfterErasure(archive, now);
            return true;
        });
    }

    private boolean unaudited(BooleanSupplier step) {
        return work.write(change -> {
            change.nothing();
            return step.getAsBoolean();
        });
    }
}
