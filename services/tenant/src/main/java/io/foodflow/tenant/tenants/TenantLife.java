package io.foodflow.tenant.tenants;

import io.foodflow.identity.api.InvitationApi;
import io.foodflow.identity.api.InvitationApi.Administrator;
import io.foodflow.identity.api.InvitationApi.Invited;
import io.foodflow.platform.changes.Change;
import io.foodflow.platform.changes.DomainEvent;
import io.foodflow.platform.changes.PlatformWork;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.tenancy.NewTenant;
import io.foodflow.platform.tenancy.SlugTaken;
import io.foodflow.platform.tenancy.TenantId;
import io.foodflow.platform.tenancy.TenantProvisioning;
import io.foodflow.platform.tenancy.Tenants;
import io.foodflow.platform.web.Cursor;
import io.foodflow.platform.web.Page;
import io.foodflow.platform.web.PageRequest;
import io.foodflow.platform.web.Versions;
import io.foodflow.tenant.api.TenantView;
import io.foodflow.tenant.api.TenantView.Status;
import io.foodflow.tenant.tenants.TenantOutcome.Done;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Makes, changes, suspends and resumes tenants. Thread-safe. */
public final class TenantLife {

    private final TenantRepository repository;
    private final TenantProvisioning provisioning;
    private final Tenants tenants;
    private final InvitationApi invitations;
    private final PlatformWork platformWork;
    private final UnitOfWork work;
    private final Clock clock;

    TenantLife(
            TenantRepository repository,
            TenantProvisioning provisioning,
            Tenants tenants,
            InvitationApi invitations,
            PlatformWork platformWork,
            UnitOfWork work,
            Clock clock) {
        this.repository = repository;
        this.provisioning = provisioning;
        this.tenants = tenants;
        this.invitations = invitations;
        this.platformWork = platformWork;
        this.work = work;
        this.clock = clock;
    }

    /** The tenant with that id, whoever asks. */
    public Optional<TenantView> find(TenantId id) {
        return platformWork.read(() -> repository.find(id));
    }

    /** The same, in the running platform transaction, until whose end nobody else changes it. */
    public Optional<TenantView> hold(TenantId id) {
        return repository.hold(id);
    }

    /** Tenants that the filter shows, by slug. */
    Page<TenantView> list(TenantFilter filter, PageRequest request) {
        var rows =
                platformWork.read(() -> repository.list(filter, request.after().orElse(""), request.fetch()));
        return Page.of(rows, request, tenant -> Cursor.after(tenant.slug()));
    }

    Optional<Logo> logo(TenantId id) {
        return platformWork.read(() -> repository.logo(id));
    }

    /**
     * Makes a tenant with an invitation for its first administrator, or nothing at all. Takes about as long as creating
     * all its tables. Repeated by a request with the same idempotency key, after a crash in between, it finds the tenant
     * and invites once more.
     */
    TenantOutcome create(NewTenant wanted, Administrator administrator) {
        // A key that the provisioning claimed would keep a repeat after a crash from inviting.
        var outcome = CallContext.current().with(null).call(() -> made(wanted, administrator));
        if (outcome instanceof TenantOutcome.Made(var tenant, var _)) {
            work.write(change -> {
                change.record(new TenantOrdered(new TenantId(tenant.id()), tenant.slug()), null, tenant);
                return tenant;
            });
        }
        return outcome;
    }

    private TenantOutcome made(NewTenant wanted, Administrator administrator) {
        var key = wanted.requestKey();
        var known =
                key == null ? Optional.<UUID>empty() : platformWork.read(() -> repository.madeFor(wanted.slug(), key));
        if (known.isPresent()) {
            var tenant = tenants.find(new TenantId(known.get())).orElseThrow();
            return made(
                    tenant.id(),
                    CallContext.platform("provisioning", tenant)
                            .call(() -> invitations.inviteAdministrator(administrator)));
        }
        try {
            var furnished = provisioning.create(
                    wanted, tenant -> new Furnished(tenant.id(), invitations.inviteAdministrator(administrator)));
            return made(furnished.tenant(), furnished.invitation());
        } catch (SlugTaken e) {
            return new TenantOutcome.SlugTaken(wanted.slug());
        }
    }

    private record Furnished(TenantId tenant, Invited invitation) {}

    private TenantOutcome made(TenantId tenant, Invited invitation) {
        return new TenantOutcome.Made(find(tenant).orElseThrow(), invitation);
    }

    /**
     * Invites an administrator of a tenant, for when the first invitation ran out or nobody can get in any more. An open
     * invitation of the same address is replaced.
     */
    TenantOutcome inviteAdministrator(TenantId id, Administrator administrator) {
        var tenant = tenants.find(id);
        if (tenant.isEmpty()) {
            return new TenantOutcome.Absent();
        }
        if (find(id).filter(found -> found.status() == Status.DELETING).isPresent()) {
            return new TenantOutcome.BeingDeleted();
        }
        var invited = CallContext.platform("administration", tenant.get())
                .call(() -> invitations.inviteAdministrator(administrator));
        work.write(change -> {
            change.record(new AdministratorInvited(id, invited.id()), null, null);
            return true;
        });
        return made(id, invited);
    }

    /** Gives a tenant another name and colour. */
    TenantOutcome update(TenantId id, @Nullable String ifMatch, String name, @Nullable String colour) {
        return change(id, (before, change) -> {
            Versions.requireMatch(ifMatch, before.version());
            repository.update(id, name, colour);
            return recorded(change, new TenantUpdated(id), before, null);
        });
    }

    /** Gives a tenant another logo, or none. */
    TenantOutcome changeLogo(TenantId id, @Nullable Logo logo) {
        return change(id, (before, change) -> {
            if (logo == null && before.branding().logoUrl() == null) {
                change.nothing();
                return new Done(before);
            }
            repository.logo(id, logo);
            return recorded(change, new LogoChanged(id, logo == null), before, null);
        });
    }

    /** Stops everybody of a tenant from working, at once. Its data stays as it is. */
    TenantOutcome suspend(TenantId id, String reason) {
        return change(id, (before, change) -> {
            var refused = refusal(before);
            if (refused.isPresent()) {
                change.nothing();
                return refused.get();
            }
            repository.suspend(id, reason, CallContext.current().actor().name(), clock.instant());
            return recorded(change, new TenantSuspended(id, reason), before, reason);
        });
    }

    private static Optional<TenantOutcome> refusal(TenantView tenant) {
        if (CallContext.currentTenant().id().value().equals(tenant.id())) {
            return Optional.of(new TenantOutcome.OwnTenant(tenant.slug()));
        }
        return switch (tenant.status()) {
            case ACTIVE -> Optional.empty();
            case SUSPENDED -> Optional.of(new TenantOutcome.AlreadySuspended());
            case DELETING -> Optional.of(new TenantOutcome.BeingDeleted());
        };
    }

    /** Lets a suspended tenant work again. */
    TenantOutcome resume(TenantId id) {
        return change(id, (before, change) -> {
            if (before.status() != Status.SUSPENDED) {
                change.nothing();
                return before.status() == Status.DELETING
                        ? new TenantOutcome.BeingDeleted()
                        : new TenantOutcome.NotSuspended();
            }
            repository.resume(id);
            return recorded(change, new TenantResumed(id), before, null);
        });
    }

    private TenantOutcome change(TenantId id, BiFunction<TenantView, Change, TenantOutcome> operation) {
        return platformWork.write(change -> {
            var before = repository.hold(id);
            if (before.isEmpty()) {
                change.nothing();
                return new TenantOutcome.Absent();
            }
            return operation.apply(before.get(), change);
        });
    }

    private Done recorded(Change change, DomainEvent event, TenantView before, @Nullable String reason) {
        var after = repository.find(new TenantId(before.id())).orElseThrow();
        tenants.forgetAfterCommit();
        change.record(event, before, after, reason);
        return new Done(after);
    }
}
