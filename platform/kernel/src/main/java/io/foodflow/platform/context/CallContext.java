package io.foodflow.platform.context;

import io.foodflow.platform.tenancy.Tenant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One call: who, for which tenant, from where. Bound to the thread for the length of the call by {@link #run} or
 * {@link #call}; nothing can set it and forget to unset it.
 *
 * @param tenant the tenant whose data the call works on, absent for calls to the platform itself
 * @param token the caller's own bearer token, handed on when another service is called on the caller's behalf
 * @param idempotency the caller's idempotency key with its request's fingerprint, where one was sent
 */
public record CallContext(
        Actor actor,
        @Nullable Tenant tenant,
        Origin origin,
        @Nullable String token,
        @Nullable Idempotency idempotency) {

    private static final ScopedValue<CallContext> CURRENT = ScopedValue.newInstance();

    /** A call by a part of the platform, for a tenant or (null) for the platform itself. */
    public static CallContext platform(String part, @Nullable Tenant tenant) {
        return new CallContext(Actor.platform(part), tenant, Origin.INTERNAL, null, null);
    }

    /** The call this thread works for, if any. */
    public static Optional<CallContext> find() {
        return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
    }

    /** The call this thread works for; a bug if there is none. */
    public static CallContext current() {
        return find().orElseThrow(() -> new IllegalStateException("no call context is bound to this thread"));
    }

    /** The tenant this thread works for; a bug if there is none. */
    public static Tenant currentTenant() {
        var tenant = current().tenant();
        if (tenant == null) {
            throw new IllegalStateException("the call of this thread has no tenant");
        }
        return tenant;
    }

    /** The same call under this idempotency key, or under none. */
    public CallContext with(@Nullable Idempotency key) {
        return new CallContext(actor, tenant, origin, token, key);
    }

    /** Runs an action inside this call. */
    public void run(Runnable action) {
        ScopedValue.where(CURRENT, this).run(action);
    }

    /** Runs an operation inside this call and returns its result. */
    public <T extends @Nullable Object, X extends Throwable> T call(ScopedValue.CallableOp<T, X> operation) throws X {
        return ScopedValue.where(CURRENT, this).call(operation);
    }

    /**
     * A request that may be sent again.
     *
     * @param key what the caller chose
     * @param fingerprint says method, path, caller and a hash of the body (it reads what is left of the body): the same
     *     key with another fingerprint is refused
     * @param request this one of those that are sent under the key
     */
    public record Idempotency(String key, Supplier<String> fingerprint, UUID request) {}
}
