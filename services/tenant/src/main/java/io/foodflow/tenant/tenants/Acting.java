package io.foodflow.tenant.tenants;

import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.context.CallContext.Idempotency;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.platform.tenancy.TenantId;
import io.foodflow.platform.tenancy.Tenants;
import io.foodflow.platform.web.ProblemException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Lets a caller that may do so work in another tenant than his own: as himself, and so in that tenant's trail. */
public final class Acting {

    private final Tenants tenants;

    Acting(Tenants tenants) {
        this.tenants = tenants;
    }

    /** Works in that tenant, or ends the request with 404 if there is none. */
    public <T extends @Nullable Object> T in(TenantId id, Supplier<T> work) {
        var call = CallContext.current();
        var own = call.tenant();
        if (own != null && own.id().equals(id)) {
            return work.get();
        }
        var tenant = tenants.find(id)
                .filter(found -> found.status() != Tenant.Status.PROVISIONING)
                .orElseThrow(() -> absent(id));
        return new CallContext(call.actor(), tenant, call.origin(), call.token(), key(call)).call(work::get);
    }

    /** In that tenant the key is that of a caller from outside, so it collides with none of the tenant's own. */
    private static @Nullable Idempotency key(CallContext call) {
        var own = call.idempotency();
        var from = call.tenant();
        return own == null || from == null
                ? null
                : new Idempotency("%s/%s".formatted(from.id(), own.key()), own.fingerprint(), own.request());
    }

    /** The answer about a tenant that does not exist. */
    public ProblemException absent(TenantId id) {
        return Reach.absent(id.value());
    }
}
