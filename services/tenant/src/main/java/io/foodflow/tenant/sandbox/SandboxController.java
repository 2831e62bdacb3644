package io.foodflow.tenant.sandbox;

import io.foodflow.platform.security.RequiresPermission;
import io.foodflow.platform.web.ProblemException;
import io.foodflow.platform.web.Problems;
import io.foodflow.tenant.tenants.Reach;
import io.foodflow.tenant.tenants.TenantLife;
import io.foodflow.tenant.work.TenantTasks;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/tenants/{id}/sandbox")
@Tag(name = "Tenants")
final class SandboxController {

    private final Sandboxes sandboxes;
    private final TenantLife tenants;
    private final TenantTasks tasks;

    SandboxController(Sandboxes sandboxes, TenantLife tenants, TenantTasks tasks) {
        this.sandboxes = sandboxes;
        this.tenants = tenants;
        this.tasks = tasks;
    }

    @GetMapping
    @RequiresPermission("tenant:read")
    @Operation(
            summary = "Get how far a sandbox is filled",
            description = "409 not-a-sandbox for a tenant that was not made as one.")
    SandboxView get(@PathVariable UUID id) {
        var tenant = Reach.toRead(id);
        return sandboxes
                .find(tenant)
                .orElseThrow(() -> none(id, tenants.find(tenant).isPresent()));
    }

    @PostMapping("/fill")
    @RequiresPermission("tenant:write")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            summary = "Fill a sandbox once more",
            description = "Adds the demo company's history until yesterday to what is there; a new sandbox is filled by"
                    + " itself. While it is being filled that goes on. 202: ask again for how far it is.")
    SandboxView fill(@PathVariable UUID id) {
        var tenant = Reach.toChange(id);
        var view = sandboxes
                .ask(tenant)
                .orElseThrow(() -> none(id, tenants.find(tenant).isPresent()));
        tasks.wake();
        return view;
    }

    private static ProblemException none(UUID id, boolean there) {
        return there
                ? new ProblemException(Problems.conflict(
                        "not-a-sandbox",
                        "Not a sandbox",
                        "only a tenant that was made as a sandbox is filled with invented data"))
                : Reach.absent(id);
    }
}
