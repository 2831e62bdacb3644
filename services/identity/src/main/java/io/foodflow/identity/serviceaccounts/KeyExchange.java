package io.foodflow.identity.serviceaccounts;

import io.foodflow.identity.attempts.AttemptLimits;
import io.foodflow.identity.attempts.AttemptLimits.Account;
import io.foodflow.identity.attempts.AttemptLimits.Admission;
import io.foodflow.identity.policy.Policies;
import io.foodflow.identity.roles.Roles;
import io.foodflow.identity.secrets.TenantSecret;
import io.foodflow.identity.secrets.TenantSecret.Kind;
import io.foodflow.platform.changes.Change;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.context.Actor;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.entitlements.Entitlements;
import io.foodflow.platform.security.AccessTokens;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.platform.tenancy.Tenants;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * Exchanges a service account's key for an access token (RFC 6749 §4.4). Wrong keys count by account, known or not, over
 * all processes. Thread-safe.
 */
final class KeyExchange {

    private final ServiceAccountRepository repository;
    private final Roles roles;
    private final Policies policies;
    private final Tenants tenants;
    private final AttemptLimits limits;
    private final AccessTokens accessTokens;
    private final Entitlements entitlements;
    private final UnitOfWork work;
    private final Clock clock;

    KeyExchange(
            ServiceAccountRepository repository,
            Roles roles,
            Policies policies,
            Tenants tenants,
            AttemptLimits limits,
            AccessTokens accessTokens,
            Entitlements entitlements,
            UnitOfWork work,
            Clock clock) {
        this.repository = repository;
        this.roles = roles;
        this.policies = policies;
        this.tenants = tenants;
        this.limits = limits;
        this.accessTokens = accessTokens;
        this.entitlements = entitlements;
        this.work = work;
        this.clock = clock;
    }

    /** What came of sending a key. */
    sealed interface Exchanged {

        record Token(AccessTokens.Issued access) implements Exchanged {

            /** Without the token. */
            @Override
            public String toString() {
                return "Token[]";
            }
        }

        /** No such account, or not its key, or one that has ended: which of them is not told. */
        record Refused() implements Exchanged {}

        /** The key is right, but the tenant lets nobody in from that address. */
        record AddressNotAllowed() implements Exchanged {}

        /** The key is right, but the tenant's plan has no access by machines, or it is switched off. */
        record NotInPlan() implements Exchanged {}

        /** The key is right, but the tenant is suspended, or is being deleted. */
        record NotWorking(boolean deleting) implements Exchanged {}

        record Locked(Duration pause) implements Exchanged {}
    }

    Exchanged exchange(String clientId, String secret) {
        return switch (limits.admit(Account.of("client " + clientId))) {
            case Admission.Refused(var pause) -> new Exchanged.Locked(pause);
            case Admission.Admitted admitted -> {
                var outcome = tried(clientId, secret);
                if (outcome instanceof Exchanged.Refused) {
                    limits.failed(admitted);
                } else {
                    limits.succeeded(admitted);
                }
                yield outcome;
            }
        };
    }

    private Exchanged tried(String clientId, String secret) {
        var key = TenantSecret.parse(Kind.SERVICE_KEY, secret);
        var tenant = key.flatMap(parsed -> tenants.find(parsed.tenant()))
                .filter(found -> found.status() != Tenant.Status.PROVISIONING);
        var account = account(clientId);
        if (key.isEmpty() || tenant.isEmpty() || account.isEmpty()) {
            return new Exchanged.Refused();
        }
        return new CallContext(
                        Actor.anonymous(), tenant.get(), CallContext.current().origin(), null, null)
                .call(() -> work.write(change -> exchange(account.get(), key.get(), change)));
    }

    private Exchanged exchange(UUID id, TenantSecret key, Change change) {
        var found = repository.find(id, clock.instant());
        var working = repository.working(id, key, clock.instant());
        if (found.isEmpty() || working.isEmpty()) {
            found.ifPresentOrElse(known -> change.record(new ServiceTokenRefused(id), null, null), change::nothing);
            return new Exchanged.Refused();
        }
        var tenant = CallContext.currentTenant();
        if (!tenant.isActive()) {
            change.record(new ServiceTokenRefused(id), null, null);
            return new Exchanged.NotWorking(tenant.status() == Tenant.Status.DELETING);
        }
        if (!policies.current().admits(CallContext.current().origin().ip())) {
            change.record(new ServiceTokenRefused(id), null, null);
            return new Exchanged.AddressNotAllowed();
        }
        if (!entitlements.allowed(Entitlements.API_ACCESS)) {
            change.record(new ServiceTokenRefused(id), null, null);
            return new Exchanged.NotInPlan();
        }
        repository.used(id, working.get().key(), clock.instant());
        change.record(new ServiceTokenIssued(id, working.get().key()), null, null);
        var granted = roles.ofServiceAccount(id);
        return new Exchanged.Token(accessTokens.forServiceAccount(
                id,
                found.get().name(),
                tenant.id(),
                granted.roleSet(),
                granted.permissionSet(),
                granted.atSites(),
                granted.epoch(),
                working.get().key(),
                working.get().until()));
    }

    private static Optional<UUID> account(String clientId) {
        try {
            return Optional.of(UUID.fromString(clientId));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
