package io.foodflow.tenant.backups;

import io.foodflow.platform.security.RequiresPermission;
import io.foodflow.platform.tenancy.CopyRefused;
import io.foodflow.platform.tenancy.TenantId;
import io.foodflow.platform.web.BodyLimit;
import io.foodflow.platform.web.Page;
import io.foodflow.platform.web.PageRequest;
import io.foodflow.platform.web.ProblemException;
import io.foodflow.platform.web.Problems;
import io.foodflow.tenant.archives.ArchiveAnswer;
import io.foodflow.tenant.tenants.Reach;
import io.foodflow.tenant.tenants.TenantLife;
import io.foodflow.tenant.work.TenantTasks;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.InputStreamResource;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/tenants/{id}/backups")
@Tag(name = "Tenants")
final class BackupController {

    private static final int LARGEST_UPLOAD_MEBIBYTES = 1 << 20;
    private final Backups backups;
    private final Restores restores;
    private final TenantLife tenants;
    private final TenantTasks tasks;

    BackupController(Backups backups, Restores restores, TenantLife tenants, TenantTasks tasks) {
        this.backups = backups;
        this.restores = restores;
        this.tenants = tenants;
        this.tasks = tasks;
    }

    @PostMapping
    @RequiresPermission("platform_tenant:write")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            summary = "Back a tenant up as it is now",
            description =
                    "An exact copy that can be put in place again: every table as of one moment, while everybody goes on"
                            + " working, and every file. It holds what an export leaves out: passwords' hashes and sealed"
                            + " secrets. 202: follow the Location. While one is being made, that one is answered.")
    ResponseEntity<Backup> request(@PathVariable UUID id) {
        if (backups.isInOwnDatabase(new TenantId(id))) {
            throw inOwnDatabase(id);
        }
        var backup = backups.request(new TenantId(id)).orElseThrow(() -> Reach.absent(id));
        tasks.wake();
        return ResponseEntity.accepted()
                .location(URI.create("/tenants/%s/backups/%s".formatted(id, backup.id())))
                .body(backup);
    }

    static ProblemException inOwnDatabase(UUID id) {
        return new ProblemException(Problems.conflict(
                "in-own-database",
                "In a database of its own",
                "this tenant works in a database of its own, or is on its way there or back: back that database up with the"
                        + " tools of its server, or take the tenant back first with POST /tenants/%s/promotion/fallback"
                                .formatted(id)));
    }

    @PostMapping(path = "/uploads", consumes = "application/zip")
    @RequiresPermission("platform_tenant:write")
    @BodyLimit(mebibytes = LARGEST_UPLOAD_MEBIBYTES)
    @Operation(
            summary = "Bring a backup that was fetched before",
            description =
                    "Only one that this installation, or another with its master key, made of this very tenant, unaltered, and"
                            + " of no newer version. It is checked to the last byte before anything is kept. One that is kept already is"
                            + " answered as it is.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/zip",
                                            schema = @Schema(type = "string", format = "binary"))))
    @ApiResponse(responseCode = "201", description = "It is kept")
    ResponseEntity<Backup> receive(@PathVariable UUID id, HttpServletRequest request) throws IOException {
        try {
            var backup =
                    backups.receive(new TenantId(id), request.getInputStream()).orElseThrow(() -> Reach.absent(id));
            return ResponseEntity.created(URI.create("/tenants/%s/backups/%s".formatted(id, backup.id())))
                    .body(backup);
        } catch (CopyRefused e) {
            throw new ProblemException(Problems.invalid("archive", "backup", String.valueOf(e.getMessage())));
        }
    }

    @GetMapping
    @RequiresPermission("platform_tenant:read")
    @Operation(summary = "List a tenant's backups, newest first")
    Page<Backup> list(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var tenant = new TenantId(id);
        if (tenants.find(tenant).isEmpty()) {
            throw Reach.absent(id);
        }
        return backups.list(tenant, PageRequest.of(limit, cursor));
    }

    @GetMapping("/{backup}")
    @RequiresPermission("platform_tenant:read")
    @Operation(summary = "Get a backup's state")
    Backup get(@PathVariable UUID id, @PathVariable UUID backup) {
        return find(id, backup);
    }

    @GetMapping(path = "/{backup}/content", produces = "application/zip")
    @RequiresPermission("platform_tenant:write")
    @Operation(
            summary = "Fetch a backup",
            description = "Keep it as safe as the database itself. That it was fetched is recorded.")
    ResponseEntity<InputStreamResource> content(@PathVariable UUID id, @PathVariable UUID backup) {
        var found = find(id, backup);
        var content = backups.fetch(found)
                .orElseThrow(() -> new ProblemException(Problems.conflict(
                        "backup-not-ready",
                        "Backup not ready",
                        "the backup is %s; there is one to fetch when its state is succeeded"
                                .formatted(found.state().text()))));
        return ArchiveAnswer.of(
                content,
                Objects.requireNonNull(found.sizeBytes()),
                "foodflow-backup-" + found.slug(),
                found.requestedAt());
    }

    @DeleteMapping("/{backup}")
    @RequiresPermission("platform_tenant:write")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Remove a backup for good")
    void remove(@PathVariable UUID id, @PathVariable UUID backup) {
        var found = find(id, backup);
        if (found.state() == Backup.State.QUEUED || found.state() == Backup.State.RUNNING || restores.needs(found)) {
            throw new ProblemException(Problems.conflict(
                    "backup-in-use",
                    "Backup in use",
                    "the backup is being made or restored; remove it when that is done"));
        }
        backups.remove(found);
    }

    /** Backups outlive their tenant for a moment, so this looks for no tenant. */
    private Backup find(UUID tenant, UUID backup) {
        return backups.find(new TenantId(tenant), backup)
                .orElseThrow(() -> new ProblemException(Problems.notFound("backup", backup)));
    }
}
