package io.foodflow.tenant.work;

import io.foodflow.platform.tenancy.TenantId;
import java.util.Set;

/**
 * A kind of work on tenants that waits in a table of the platform. What is due is found anew at each look, so work that
 * a process left unfinished is simply due again.
 */
public interface BackgroundWork {

    /** The tenants for which there is something to do now. */
    Set<TenantId> due();

    /** Does what is due for one tenant. Nobody else works on that tenant meanwhile, in any process. */
    void advance(TenantId tenant);

    /** Does what concerns no tenant in particular; may be called by several at once. */
    default void tidy() {}
}
