package io.foodflow.tenant.exports;

import io.foodflow.platform.security.RequiresPermission;
import io.foodflow.platform.tenancy.TenantId;
import io.foodflow.platform.web.Page;
import io.foodflow.platform.web.PageRequest;
import io.foodflow.platform.web.ProblemException;
import io.foodflow.platform.web.Problems;
import io.foodflow.tenant.archives.ArchiveAnswer;
import io.foodflow.tenant.tenants.Reach;
import io.foodflow.tenant.tenants.TenantLife;
import io.foodflow.tenant.work.TenantTasks;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.InputStreamResource;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/tenants/{id}/exports")
@Tag(name = "Tenants")
final class ExportController {

    private final Exports exports;
    private final TenantLife tenants;
    private final TenantTasks tasks;

    ExportController(Exports exports, TenantLife tenants, TenantTasks tasks) {
        this.exports = exports;
        this.tenants = tenants;
        this.tasks = tasks;
    }

    @PostMapping
    @RequiresPermission("tenant:export")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            summary = "Export everything of a tenant into one archive",
            description =
                    "A ZIP file: a manifest with the SHA-256 of each file, every table as JSON Lines, documents, and"
                            + " the audit trail with what it takes to check it. Passwords, secrets and their hashes are left out."
                            + " 202: follow the Location. While one is being made, that one is answered.")
    ResponseEntity<Export> request(@PathVariable UUID id) {
        var export = exports.request(Reach.toChange(id)).orElseThrow(() -> Reach.absent(id));
        tasks.wake();
        return ResponseEntity.accepted()
                .location(URI.create("/tenants/%s/exports/%s".formatted(id, export.id())))
                .body(export);
    }

    @GetMapping
    @RequiresPermission("tenant:export")
    @Operation(summary = "List a tenant's archives, newest first")
    Page<Export> list(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var tenant = Reach.toRead(id);
        if (tenants.find(tenant).isEmpty()) {
            throw Reach.absent(id);
        }
        return exports.list(tenant, PageRequest.of(limit, cursor));
    }

    @GetMapping("/{export}")
    @RequiresPermission("tenant:export")
    @Operation(summary = "Get an archive's state")
    Export get(@PathVariable UUID id, @PathVariable UUID export) {
        return find(Reach.toRead(id), export);
    }

    @GetMapping(path = "/{export}/content", produces = "application/zip")
    @RequiresPermission("tenant:export")
    @Operation(summary = "Fetch an archive")
    ResponseEntity<InputStreamResource> content(@PathVariable UUID id, @PathVariable UUID export) {
        var found = find(Reach.toRead(id), export);
        var content = exports.open(found)
                .orElseThrow(() -> new ProblemException(Problems.conflict(
                        "export-not-ready",
                        "Export not ready",
                        "the archive is %s; there is one to fetch when its state is succeeded"
                                .formatted(found.state().text()))));
        return ArchiveAnswer.of(
                content, Objects.requireNonNull(found.sizeBytes()), "foodflow-" + found.slug(), found.requestedAt());
    }

    /** Archives outlive their tenant, so this looks for no tenant. */
    private Export find(TenantId tenant, UUID export) {
        return exports.find(tenant, export)
                .orElseThrow(() -> new ProblemException(Problems.notFound("export", export)));
    }
}
