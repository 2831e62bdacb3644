package io.foodflow.identity.api;

import io.foodflow.platform.security.RequiresPermission;
import io.foodflow.platform.web.Page;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;

/** Questions about the people of the current tenant. */
@HttpExchange
public interface IdentityApi {

    /**
     * The user with that id.
     *
     * @throws io.foodflow.platform.web.ProblemException 404, if this tenant has no such user (any more)
     */
    @GetExchange("/users/{id}")
    @RequiresPermission("user:read")
    UserView user(@PathVariable UUID id);

    /**
     * Users by e-mail address.
     *
     * @param role name of a role they have; null for those of every role
     * @param status {@code active} or {@code disabled}; null for both
     * @param limit at most that many, 1 to 500
     * @param cursor the page's, as the one before gave it; null for the first
     */
    @GetExchange("/users")
    @RequiresPermission("user:read")
    Page<UserView> users(
            @RequestParam(required = false) @Nullable String role,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam int limit,
            @RequestParam(required = false) @Nullable String cursor);

    /** What the current tenant asks of its accounts. */
    @GetExchange("/tenant/policy")
    @RequiresPermission("policy:read")
    AccountRules accountRules();
}
