package io.foodflow.identity.links;

import io.foodflow.identity.attempts.AttemptLimits;
import io.foodflow.identity.attempts.AttemptLimits.Account;
import io.foodflow.identity.attempts.AttemptLimits.Admission;
import io.foodflow.identity.secrets.TenantSecret;
import io.foodflow.platform.context.Actor;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.tenancy.Tenants;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Lets in whoever holds a good link, into the tenant that the link belongs to, as somebody who has not signed in. Links
 * cannot be guessed; whoever tries anyway is locked out by network address and purpose, over all processes. Thread-safe.
 */
public final class LinkDoor {

    private final AttemptLimits limits;
    private final Tenants tenants;

    LinkDoor(AttemptLimits limits, Tenants tenants) {
        this.limits = limits;
        this.tenants = tenants;
    }

    /**
     * Runs an operation in the tenant of the link.
     *
     * @param text the link's secret as the caller sent it
     * @param operation gets the secret and says what it found; empty if the link is not good
     */
    public <T> Opened<T> open(Purpose purpose, String text, Function<TenantSecret, Optional<T>> operation) {
        var caller = Account.of(
                "link %s %s".formatted(purpose, CallContext.current().origin().ip()));
        return switch (limits.admit(caller)) {
            case Admission.Refused(var pause) -> new Opened.Locked<>(pause);
            case Admission.Admitted admitted -> {
                var found = tried(admitted, () -> inTenant(purpose, text, operation));
                if (found.isEmpty()) {
                    limits.failed(admitted);
                    yield new Opened.Refused<>();
                }
                limits.succeeded(admitted);
                yield new Opened.Door<>(found.get());
            }
        };
    }

    /**
     * As {@link #open}, and counts no tries: for links that only whoever gave a right password has, followed by a lock of
     * its own. Strangers' tries must not keep people of one network address from signing in.
     */
    public <T> Opened<T> openUncounted(Purpose purpose, String text, Function<TenantSecret, Optional<T>> operation) {
        return inTenant(purpose, text, operation)
                .<Opened<T>>map(Opened.Door::new)
                .orElseGet(Opened.Refused::new);
    }

    /** An operation that broke is no wrong link. */
    private <T> T tried(Admission.Admitted admitted, Supplier<T> operation) {
        try {
            return operation.get();
        } catch (RuntimeException e) {
            limits.succeeded(admitted);
            throw e;
        }
    }

    private <T> Optional<T> inTenant(Purpose purpose, String text, Function<TenantSecret, Optional<T>> operation) {
        return TenantSecret.parse(purpose.kind(), text).flatMap(secret -> inTenant(secret, operation));
    }

    private <T> Optional<T> inTenant(TenantSecret secret, Function<TenantSecret, Optional<T>> operation) {
        return tenants.find(secret.tenant())
                .filter(tenant -> tenant.isActive())
                .flatMap(tenant -> new CallContext(
                                Actor.anonymous(), tenant, CallContext.current().origin(), null, null)
                        .call(() -> operation.apply(secret)));
    }
}
