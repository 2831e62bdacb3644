package io.foodflow.tenant.backups;

import io.foodflow.platform.changes.Change;
import io.foodflow.platform.changes.PlatformWork;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.retention.LegalHolds;
import io.foodflow.platform.storage.ObjectStore;
import io.foodflow.platform.tenancy.CopyRefused;
import io.foodflow.platform.tenancy.NewTenant;
import io.foodflow.platform.tenancy.RestoreStep;
import io.foodflow.platform.tenancy.RestoreWitness;
import io.foodflow.platform.tenancy.SlugTaken;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.platform.tenancy.TenantCopies;
import io.foodflow.platform.tenancy.TenantCopies.Replaced;
import io.foodflow.platform.tenancy.TenantId;
import io.foodflow.platform.tenancy.TenantProvisioning;
import io.foodflow.platform.tenancy.Tenants;
import io.foodflow.tenant.backups.Restore.State;
import io.foodflow.tenant.work.BackgroundWork;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Puts backups in place, and back again. Until the tables change places, an attempt that fails or whose process dies has
 * changed nothing and is begun anew, three times at most. That they did is noted in the same transaction; whatever is left to do then is
 * done by whoever looks next.
 */
final class RestoreWork implements BackgroundWork {

    private static final Logger log = LoggerFactory.getLogger(RestoreWork.class);
    private static final int ATTEMPTS = 3;
    private static final Duration WAIT_FOR_HOLDS = Duration.ofDays(1);
    private static final String STOPPED = "the platform was stopped at each of %d attempts".formatted(ATTEMPTS);

    private final RestoreTable table;
    private final Backups backups;
    private final TenantCopies copies;
    private final TenantProvisioning provisioning;
    private final Tenants tenants;
    private final ObjectStore objects;
    private final LegalHolds holds;
    private final UnitOfWork tenantWork;
    private final PlatformWork work;
    private final JdbcClient jdbc;
    private final RestoreWitness witness;
    private final BackupSettings settings;
    private final Clock clock;

    RestoreWork(
            RestoreTable table,
            Backups backups,
            TenantCopies copies,
            TenantProvisioning provisioning,
            Tenants tenants,
            ObjectStore objects,
            LegalHolds holds,
            UnitOfWork tenantWork,
            PlatformWork work,
            JdbcClient jdbc,
            RestoreWitness witness,
            BackupSettings settings,
            Clock clock) {
        this.table = table;
        this.backups = backups;
        this.copies = copies;
        this.provisioning = provisioning;
        this.tenants = tenants;
        this.objects = objects;
        this.holds = holds;
        this.tenantWork = tenantWork;
        this.work = work;
        this.jdbc = jdbc;
        this.witness = witness;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public Set<TenantId> due() {
        return work.read(
                () -> Stream.concat(table.unfinished().stream(), table.withAsideUntil(clock.instant()).stream())
                        .map(restore -> new TenantId(restore.tenantId()))
                        .collect(Collectors.toSet()));
    }

    @Override
    public void advance(TenantId id) {
        for (var restore : work.read(table::unfinished)) {
            if (restore.tenantId().equals(id.value())) {
                advance(id, restore);
            }
        }
        work.read(() -> table.withAsideUntil(clock.instant())).stream()
                .filter(restore -> restore.tenantId().equals(id.value()))
                .forEach(this::dropAside);
    }

    private void advance(TenantId id, Restore restore) {
        var tenant = tenants.find(id);
        if (tenant.isEmpty()) {
            failed(restore, "the tenant is gone", State.FAILED);
            return;
        }
        switch (restore.state()) {
            case QUEUED, RUNNING -> restore(tenant.get(), restore);
            case SWITCHED -> finish(restore);
            case UNDOING -> undo(tenant.get(), restore);
            case UNDO_SWITCHED -> finishUndo(restore);
            case SUCCEEDED, FAILED, UNDONE -> throw new IllegalStateException("nothing is due for " + restore);
        }
    }

    private void restore(Tenant tenant, Restore restore) {
        var made = made(restore);
        if (made.isPresent()) {
            finishCopy(tenant, restore, made.get());
            return;
        }
        if (tenant.status() == Tenant.Status.DELETING) {
            discard(tenant, restore);
            failed(restore, "the tenant is being deleted", State.FAILED);
            return;
        }
        if (restore.attempts() >= ATTEMPTS) {
            discard(tenant, restore);
            failed(restore, STOPPED, State.FAILED);
            return;
        }
        begin(restore).ifPresent(attempt -> attempt(tenant, attempt));
    }

    private void attempt(Tenant tenant, Restore attempt) {
        try {
            put(tenant, attempt);
            finish(work.read(() -> table.find(tenant.id(), attempt.id())).orElseThrow());
        } catch (IOException | RuntimeException e) {
            if (isIn(attempt, State.SWITCHED) || made(attempt).isPresent()) {
                log.warn("restore {} of {} is in place and still to be noted", attempt.id(), tenant.slug(), e);
                return;
            }
            log.warn("restore {} of {} failed", attempt.id(), tenant.slug(), e);
            discard(tenant, attempt);
            boolean hopeless = e instanceof CopyRefused || e instanceof SlugTaken;
            failed(
                    attempt,
                    hopeless ? Objects.requireNonNull(e.getMessage()) : e.toString(),
                    hopeless || attempt.attempts() >= ATTEMPTS ? State.FAILED : State.QUEUED);
        }
    }

    private Optional<Restore> begin(Restore restore) {
        return work.write(change -> {
            change.nothing();
            return table.begin(restore);
        });
    }

    private boolean isIn(Restore restore, State state) {
        return work.read(() -> table.find(new TenantId(restore.tenantId()), restore.id()))
                .filter(now -> now.state() == state)
                .isPresent();
    }

    private void put(Tenant tenant, Restore restore) throws IOException {
        var backup = backups.find(tenant.id(), restore.backupId()).orElseThrow();
        try (var reader = backups.read(backup)) {
            reader.requireOf(tenant.id());
            var slug = restore.copySlug();
            if (slug == null) {
                reader.keepObjects(tenant, objects);
                copies.stage(tenant, restore.attempts(), reader.manifest().copy(), reader::table, false);
                copies.putInPlace(
                        tenant, restore.id(), restore.attempts(), new Entry(tenant, restore, reader.manifest()));
            } else {
                var made = copy(tenant, slug, restore, reader);
                unaudited(() -> table.copied(restore.id(), made, clock.instant()));
            }
        }
    }

    /** The tenant that an attempt had made which was cut short before it could note that. */
    private Optional<TenantId> made(Restore restore) {
        var slug = restore.copySlug();
        if (slug == null) {
            return Optional.empty();
        }
        return work.read(
                () -> jdbc.sql("select id from tenants where slug = ? and request_key = ? and status <> 'provisioning'")
                        .params(slug, requestKey(restore))
                        .query(UUID.class)
                        .optional()
                        .map(TenantId::new));
    }

    private void finishCopy(Tenant tenant, Restore restore, TenantId made) {
        unaudited(() -> table.copied(restore.id(), made, clock.instant()));
        finish(work.read(() -> table.find(tenant.id(), restore.id())).orElseThrow());
    }

    private TenantId copy(Tenant tenant, String slug, Restore restore, BackupReader reader) {
        copies.requireKnown(reader.manifest().copy());
        var wanted = new NewTenant(
                slug,
                Objects.requireNonNull(restore.copyName()),
                tenant.plan(),
                tenant.branding().primaryColor(),
                false,
                requestKey(restore));
        return provisioning.create(wanted, made -> furnished(made, restore, reader));
    }

    private TenantId furnished(Tenant made, Restore restore, BackupReader reader) {
        try {
            reader.keepObjects(made, objects);
            copies.stage(made, restore.attempts(), reader.manifest().copy(), reader::table, true);
            copies.putInPlaceOfEmpty(
                    made, restore.id(), restore.attempts(), new CopyEntry(made, restore, reader.manifest()));
            return made.id();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String requestKey(Restore restore) {
        return "restore " + restore.id();
    }

    private void discard(Tenant tenant, Restore restore) {
        if (restore.copySlug() == null) {
            try {
                for (int attempt = 1; attempt <= restore.attempts(); attempt++) {
                    copies.discard(tenant, attempt);
                }
            } catch (RuntimeException e) {
                log.warn("what was built up beside {} is still there", tenant.slug(), e);
            }
        }
    }

    private void finish(Restore restore) {
        witness.before(RestoreStep.FINISH, restore.slug());
        tenants.forget();
        work.write(change -> {
            var made = restored(restore, change);
            if (!made) {
                change.nothing();
            }
            return made;
        });
    }

    private boolean restored(Restore restore, Change change) {
        if (!table.advance(restore.id(), State.SWITCHED, State.SUCCEEDED, clock.instant())) {
            return false;
        }
        var of = new TenantId(restore.tenantId());
        var done = table.find(of, restore.id()).orElseThrow();
        var backup = backups.find(of, restore.backupId()).orElseThrow();
        var copy = done.copyId();
        change.record(event(done, backup, copy == null ? of : new TenantId(copy)), null, done);
        return true;
    }

    private static TenantRestored event(Restore restore, Backup backup, TenantId tenant) {
        return new TenantRestored(
                restore.id(),
                tenant,
                new TenantId(restore.tenantId()),
                restore.backupId(),
                restore.sha256(),
                Objects.requireNonNull(backup.takenAt()),
                restore.requestedBy(),
                restore.replacedEntries() == null ? 0 : restore.replacedEntries(),
                restore.replacedHash());
    }

    private void undo(Tenant tenant, Restore restore) {
        if (restore.attempts() >= ATTEMPTS) {
            failed(restore, STOPPED, State.SUCCEEDED);
            return;
        }
        begin(restore).ifPresent(attempt -> attemptUndo(tenant, attempt));
    }

    private void attemptUndo(Tenant tenant, Restore attempt) {
        try {
            copies.putBack(
                    tenant, attempt.id(), Objects.requireNonNull(attempt.aside()), new UndoEntry(tenant, attempt));
            finishUndo(attempt);
        } catch (RuntimeException e) {
            if (isIn(attempt, State.UNDO_SWITCHED)) {
                log.warn("restore {} of {} is undone and that still to be noted", attempt.id(), tenant.slug(), e);
                return;
            }
            log.warn("restore {} of {} is not undone", attempt.id(), tenant.slug(), e);
            if (attempt.attempts() >= ATTEMPTS) {
                failed(attempt, e.toString(), State.SUCCEEDED);
            }
        }
    }

    private void finishUndo(Restore restore) {
        witness.before(RestoreStep.FINISH, restore.slug());
        tenants.forget();
        work.write(change -> {
            boolean undone = table.advance(restore.id(), State.UNDO_SWITCHED, State.UNDONE, clock.instant());
            if (undone) {
                var id = new TenantId(restore.tenantId());
                change.record(
                        new RestoreUndone(restore.id(), id),
                        restore,
                        table.find(id, restore.id()).orElseThrow());
            } else {
                change.nothing();
            }
            return undone;
        });
    }

    /** What was replaced may be the last there is of what a hold keeps: while there is any hold it stays, and can be put back. */
    private void dropAside(Restore restore) {
        if (isUnderHold(new TenantId(restore.tenantId()))) {
            unaudited(() -> table.keepAside(restore, clock.instant().plus(WAIT_FOR_HOLDS)));
            return;
        }
        boolean mine = work.write(change -> {
            change.nothing();
            return table.claimAside(restore, clock.instant());
        });
        if (!mine) {
            return;
        }
        copies.drop(Objects.requireNonNull(restore.aside()));
        work.write(change -> {
            boolean dropped = table.dropAside(restore);
            if (dropped) {
                change.record(new ReplacedDataDropped(restore.id(), new TenantId(restore.tenantId())), restore, null);
            } else {
                change.nothing();
            }
            return dropped;
        });
    }

    private boolean isUnderHold(TenantId id) {
        tenants.forget();
        return tenants.find(id)
                .filter(tenant -> CallContext.platform("restore", tenant).call(() -> tenantWork.read(holds::isAny)))
                .isPresent();
    }

    private void failed(Restore attempt, String error, State next) {
        var id = new TenantId(attempt.tenantId());
        work.write(change -> {
            boolean over = table.fail(attempt, error, next, clock.instant()) && next != State.QUEUED;
            if (over) {
                var event = next == State.FAILED
                        ? new RestoreFailed(attempt.id(), id)
                        : new RestoreUndoFailed(attempt.id(), id);
                change.record(event, null, table.find(id, attempt.id()).orElse(null), error);
            } else {
                change.nothing();
            }
            return over;
        });
    }

    private void unaudited(Runnable step) {
        work.write(change -> {
            change.nothing();
            step.run();
            return true;
        });
    }

    private static TenantRestored restored(Tenant tenant, Restore restore, BackupManifest manifest, Replaced replaced) {
        return new TenantRestored(
                restore.id(),
                tenant.id(),
                new TenantId(restore.tenantId()),
                restore.backupId(),
                restore.sha256(),
                manifest.takenAt(),
                restore.requestedBy(),
                replaced.auditEntries(),
                replaced.lastHash());
    }

    /** What is written down when a backup takes its place. */
    private final class Entry implements TenantCopies.Account {

        private final Tenant tenant;
        private final Restore restore;
        private final BackupManifest manifest;

        Entry(Tenant tenant, Restore restore, BackupManifest manifest) {
            this.tenant = tenant;
            this.restore = restore;
            this.manifest = manifest;
        }

        @Override
        public void inTenant(Change change, Replaced replaced) {
            change.record(restored(tenant, restore, manifest, replaced), null, null);
        }

        @Override
        public void inPlatform(JdbcClient connection, Replaced replaced) {
            RestoreTable.switched(connection, restore, replaced, clock.instant(), until());
        }
    }

    /** The same where it becomes another tenant, which the platform notes once that is open. */
    private record CopyEntry(Tenant tenant, Restore restore, BackupManifest manifest) implements TenantCopies.Account {

        @Override
        public void inTenant(Change change, Replaced replaced) {
            change.record(restored(tenant, restore, manifest, replaced), null, null);
        }

        @Override
        public void inPlatform(JdbcClient connection, Replaced replaced) {}
    }

    private Instant until() {
        return clock.instant().plus(Duration.ofDays(settings.undoDays()));
    }

    /** What is written down when that is taken back. */
    private final class UndoEntry implements TenantCopies.Account {

        private final Tenant tenant;
        private final Restore restore;

        UndoEntry(Tenant tenant, Restore restore) {
            this.tenant = tenant;
            this.restore = restore;
        }

        @Override
        public void inTenant(Change change, Replaced replaced) {
            change.record(new RestoreUndone(restore.id(), tenant.id()), null, null);
        }

        @Override
        public void inPlatform(JdbcClient connection, Replaced replaced) {
            RestoreTable.switchedBack(connection, restore, replaced, clock.instant(), until());
        }
    }
}
