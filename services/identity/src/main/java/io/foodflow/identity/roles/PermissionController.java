package io.foodflow.identity.roles;

import io.foodflow.platform.security.AtSites;
import io.foodflow.platform.security.RequiresPermission;
import io.foodflow.platform.web.Page;
import io.foodflow.platform.web.PageRequest;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Roles")
final class PermissionController {

    private final PermissionRegistry registry;

    PermissionController(PermissionRegistry registry) {
        this.registry = registry;
    }

    @GetMapping("/permissions")
    @RequiresPermission(value = "role:read", atSites = AtSites.OF_NO_SITE)
    @Operation(summary = "List permissions by name, each with the operations that ask for it")
    Page<PermissionRegistry.Entry> list(
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return registry.list(PageRequest.of(limit, cursor));
    }
}
