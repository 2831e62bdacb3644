package io.foodflow.tenant.api;

import io.foodflow.platform.security.AtSites;
import io.foodflow.platform.security.RequiresPermission;
import java.util.UUID;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;

/** Questions about tenants. */
@HttpExchange
public interface TenantApi {

    /**
     * The tenant with that id, if the caller may know of it: its own, or any for who runs the platform.
     *
     * @throws io.foodflow.platform.web.ProblemException 404 for any other
     */
    @GetExchange("/tenants/{id}")
    @RequiresPermission(value = "tenant:read", atSites = AtSites.OF_NO_SITE)
    TenantView tenant(@PathVariable UUID id);
}
