package io.foodflow.identity.auditors;

import io.foodflow.identity.attempts.AttemptLimits;
import io.foodflow.identity.attempts.AttemptLimits.Account;
import io.foodflow.identity.attempts.AttemptLimits.Admission;
import io.foodflow.identity.policy.Policies;
import io.foodflow.identity.secrets.TenantSecret;
import io.foodflow.identity.secrets.TenantSecret.Kind;
import io.foodflow.platform.changes.Change;
import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.context.Actor;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.security.AccessTokens;
import io.foodflow.platform.security.GrantChanges;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.platform.tenancy.Tenants;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Exchanges the secret of a link for an access token that reads the audit trail and does nothing else. Whoever tries secrets that
 * are none is locked out by network address, over all processes. Thread-safe.
 */
final class AuditorDoor {

    private final AuditorLinkRepository repository;
    private final Policies policies;
    private final Tenants tenants;
    private final AttemptLimits limits;
    private final AccessTokens accessTokens;
    private final GrantChanges grantChanges;
    private final UnitOfWork work;
    private final Clock clock;

    AuditorDoor(
            AuditorLinkRepository repository,
            Policies policies,
            Tenants tenants,
            AttemptLimits limits,
            AccessTokens accessTokens,
            GrantChanges grantChanges,
            UnitOfWork work,
            Clock clock) {
        this.repository = repository;
        this.policies = policies;
        this.tenants = tenants;
        this.limits = limits;
        this.accessTokens = accessTokens;
        this.grantChanges = grantChanges;
        this.work = work;
        this.clock = clock;
    }

    /** What came of holding a link up to the door. */
    sealed interface Outcome {

        record Admitted(AccessTokens.Issued access, AuditorLink link, Tenant tenant) implements Outcome {

            /** Without the token. */
            @Override
            public String toString() {
                return "Admitted[%s]".formatted(link.id());
            }
        }

        /** No such link, or one that has ended, of a tenant that does not work, or from an address that is not let in. */
        record Refused() implements Outcome {}

        record Locked(Duration pause) implements Outcome {}
    }

    Outcome open(String text) {
        var caller = Account.of("auditor link " + CallContext.current().origin().ip());
        return switch (limits.admit(caller)) {
            case Admission.Refused(var pause) -> new Outcome.Locked(pause);
            case Admission.Admitted admitted -> {
                var outcome = tried(admitted, text);
                if (outcome instanceof Outcome.Refused) {
                    limits.failed(admitted);
                } else {
                    limits.succeeded(admitted);
                }
                yield outcome;
            }
        };
    }

    /** A look-up that broke is no wrong link. */
    private Outcome tried(Admission.Admitted admitted, String text) {
        try {
            var secret = TenantSecret.parse(Kind.AUDITOR, text);
            var tenant = secret.flatMap(known -> tenants.find(known.tenant())).filter(Tenant::isActive);
            return secret.isEmpty() || tenant.isEmpty() ? new Outcome.Refused() : find(secret.get(), tenant.get());
        } catch (RuntimeException e) {
            limits.succeeded(admitted);
            throw e;
        }
    }

    private Outcome find(TenantSecret secret, Tenant tenant) {
        var here = CallContext.current().origin();
        var known = new CallContext(Actor.anonymous(), tenant, here, null, null)
                .call(() -> work.read(() -> repository.find(secret, clock.instant())));
        if (known.isEmpty()) {
            return new Outcome.Refused();
        }
        var link = known.get();
        var auditor = new Actor(
                Actor.Kind.AUDITOR,
                link.id(),
                link.email(),
                Set.of(),
                Set.of(),
                List.of(),
                link.id().toString(),
                link.scope());
        return new CallContext(auditor, tenant, here, null, null)
                .call(() -> work.write(change -> admit(secret, tenant, change)));
    }

    private Outcome admit(TenantSecret secret, Tenant tenant, Change change) {
        var now = clock.instant();
        var link = repository.hold(secret, now).orElseThrow();
        if (link.state() != AuditorLink.State.ACTIVE
                || !policies.current().admits(CallContext.current().origin().ip())) {
            change.record(new AuditorRefused(link.id()), null, null);
            return new Outcome.Refused();
        }
        repository.used(link.id(), now);
        change.record(new AuditorAdmitted(link.id()), null, null);
        var token = accessTokens.forAuditor(
                link.id(), link.email(), tenant.id(), link.scope(), grantChanges.epoch(), link.endsAt());
        return new Outcome.Admitted(token, link, tenant);
    }
}
