package io.foodflow.identity.api;

import io.foodflow.platform.security.RequiresPermission;
import java.util.UUID;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;

/** Questions about the people of the current tenant. */
@HttpExchange
public interface IdentityApi {

    /**
     * The user with that id. Over HTTP the caller needs {@code user:read}.
     *
     * @throws io.foodflow.platform.web.ProblemException 404, if this tenant has no such user (any more)
     */
    @GetExchange("/users/{id}")
    UserView user(@PathVariable UUID id);

    /** What the current tenant asks of its accounts. */
    @GetExchange("/tenant/policy")
    @RequiresPermission("policy:read")
    AccountRules accountRules();
}
