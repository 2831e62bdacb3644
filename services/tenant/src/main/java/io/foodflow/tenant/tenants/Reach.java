package io.foodflow.tenant.tenants;

import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.tenancy.TenantId;
import io.foodflow.platform.web.ProblemException;
import io.foodflow.platform.web.Problems;
import java.util.UUID;

/**
 * Which tenants the caller may know of: its own; all, for who runs the platform. Any other answers as one that does not
 * exist.
 */
public final class Reach {

    /** Sees every tenant. No role of a tenant's own can have it. */
    public static final String SEE_ALL = "platform_tenant:read";

    /** Changes every tenant. */
    public static final String CHANGE_ALL = "platform_tenant:write";

    private Reach() {}

    /** Ends the request with 404 if the caller may not see that tenant. */
    public static TenantId toRead(UUID id) {
        return require(id, SEE_ALL);
    }

    /** Ends the request with 404 if the caller may not change that tenant. */
    public static TenantId toChange(UUID id) {
        return require(id, CHANGE_ALL);
    }

    /** Whether the caller acts for the platform, and not for its own tenant. */
    public static boolean isPlatform() {
        return CallContext.current().actor().may(CHANGE_ALL);
    }

    private static TenantId require(UUID id, String ofThePlatform) {
        var call = CallContext.current();
        boolean own = call.tenant() != null && call.tenant().id().value().equals(id);
        if (!own && !call.actor().may(ofThePlatform)) {
            throw absent(id);
        }
        return new TenantId(id);
    }

    /** The answer about a tenant that does not exist, or that the caller may not know of. */
    public static ProblemException absent(UUID id) {
        return new ProblemException(Problems.notFound("tenant", id));
    }
}
