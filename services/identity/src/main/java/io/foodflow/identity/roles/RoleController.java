package io.foodflow.identity.roles;

import io.foodflow.platform.security.RequiresPermission;
import io.foodflow.platform.web.Page;
import io.foodflow.platform.web.PageRequest;
import io.foodflow.platform.web.ProblemException;
import io.foodflow.platform.web.Problems;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/roles")
@Tag(name = "Roles")
final class RoleController {

    private final Roles roles;

    RoleController(Roles roles) {
        this.roles = roles;
    }

    @GetMapping
    @RequiresPermission("role:read")
    @Operation(summary = "List roles by name, each with the permissions it grants")
    Page<Role> list(
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return roles.list(PageRequest.of(limit, cursor));
    }

    @GetMapping("/{id}")
    @RequiresPermission("role:read")
    @Operation(summary = "Get a role")
    Role get(@PathVariable UUID id) {
        return roles.find(id).orElseThrow(() -> new ProblemException(Problems.notFound("role", id)));
    }
}
