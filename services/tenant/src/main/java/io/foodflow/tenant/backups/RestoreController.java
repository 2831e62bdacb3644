package io.foodflow.tenant.backups;

import io.foodflow.platform.security.RequiresPermission;
import io.foodflow.platform.tenancy.Tenant;
import io.foodflow.platform.tenancy.TenantId;
import io.foodflow.platform.web.Fields;
import io.foodflow.platform.web.Page;
import io.foodflow.platform.web.PageRequest;
import io.foodflow.platform.web.ProblemException;
import io.foodflow.platform.web.Problems;
import io.foodflow.tenant.tenants.Reach;
import io.foodflow.tenant.tenants.TenantLife;
import io.foodflow.tenant.work.TenantTasks;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/tenants/{id}/restores")
@Tag(name = "Tenants")
final class RestoreController {

    private static final int LONGEST_NAME = 200;

    private final Restores restores;
    private final TenantLife tenants;
    private final TenantTasks tasks;

    RestoreController(Restores restores, TenantLife tenants, TenantTasks tasks) {
        this.restores = restores;
        this.tenants = tenants;
        this.tasks = tasks;
    }

    /**
     * What is to be put in place.
     *
     * @param confirm the slug of the tenant
     * @param into another tenant that is to be made of it; absent to replace what the tenant has
     */
    record RestoreWish(
            @Nullable UUID backupId,
            @Nullable String confirm,
            @Nullable RestoreTarget into) {

        record RestoreTarget(
                @Nullable String slug, @Nullable String name) {}
    }

    @PostMapping
    @RequiresPermission("platform_tenant:write")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            summary = "Put a backup of a tenant in place, or make another tenant of it",
            description =
                    "confirm must be the tenant's slug. The backup is loaded and checked beside what is there, which goes on"
                            + " working and is replaced in one moment; until then nothing is changed, whatever fails. What"
                            + " happened since the backup is gone with its events; everybody has to sign in again. What was"
                            + " replaced is kept for days, in which POST …/undo puts it back. With into another tenant is made, in"
                            + " which nobody can sign in until an administrator is invited. 202: follow the Location.")
    ResponseEntity<Restore> request(@PathVariable UUID id, @RequestBody RestoreWish wish) {
        var fields = new Fields();
        if (wish.backupId() == null) {
            fields.required("backup_id");
        }
        var confirmation = fields.present("confirm", wish.confirm());
        var copy = copy(wish.into(), fields);
        fields.check();
        var backup = wish.backupId() == null ? id : wish.backupId();
        return answer(id, restores.request(new TenantId(id), backup, confirmation, copy));
    }

    private static Restores.@Nullable Copy copy(RestoreWish.@Nullable RestoreTarget into, Fields fields) {
        if (into == null) {
            return null;
        }
        var slug = fields.present("into.slug", into.slug());
        var name = fields.line("into.name", into.name(), LONGEST_NAME);
        if (!slug.isEmpty()) {
            try {
                Tenant.requireSlug(slug);
            } catch (IllegalArgumentException e) {
                fields.add("into.slug", "pattern", String.valueOf(e.getMessage()));
            }
        }
        return new Restores.Copy(slug, name);
    }

    @GetMapping
    @RequiresPermission("platform_tenant:read")
    @Operation(summary = "List what was restored of a tenant, newest first")
    Page<Restore> list(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var tenant = new TenantId(id);
        if (tenants.find(tenant).isEmpty()) {
            throw Reach.absent(id);
        }
        return restores.list(tenant, PageRequest.of(limit, cursor));
    }

    @GetMapping("/{restore}")
    @RequiresPermission("platform_tenant:read")
    @Operation(summary = "Get a restore's state")
    Restore get(@PathVariable UUID id, @PathVariable UUID restore) {
        return restores.find(new TenantId(id), restore).orElseThrow(() -> noRestore(restore));
    }

    @PostMapping("/{restore}/undo")
    @RequiresPermission("platform_tenant:write")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            summary = "Put back what a restore replaced",
            description =
                    "confirm must be the tenant's slug. What happened since the restore is kept as long as the replaced"
                            + " was, and is then gone. 202: follow the Location.")
    ResponseEntity<Restore> undo(
            @PathVariable UUID id,
            @PathVariable UUID restore,
            @RequestParam(required = false) @Nullable String confirm) {
        var fields = new Fields();
        var confirmation = fields.present("confirm", confirm);
        fields.check();
        return answer(id, restores.undo(new TenantId(id), restore, confirmation));
    }

    private ResponseEntity<Restore> answer(UUID id, RestoreOutcome outcome) {
        if (outcome instanceof RestoreOutcome.UnderWay(var restore)) {
            tasks.wake();
            return ResponseEntity.accepted()
                    .location(URI.create("/tenants/%s/restores/%s".formatted(id, restore.id())))
                    .body(restore);
        }
        throw problem(id, outcome);
    }

    private static ProblemException problem(UUID id, RestoreOutcome outcome) {
        return switch (outcome) {
            case RestoreOutcome.UnderWay unexpected -> throw new IllegalStateException(unexpected.toString());
            case RestoreOutcome.Absent _ -> Reach.absent(id);
            case RestoreOutcome.NoRestore(var restore) -> noRestore(restore);
            case RestoreOutcome.NoBackup _ ->
                new ProblemException(Problems.invalid(
                        "backup_id",
                        "exists",
                        "backup_id must be that of a backup of this tenant; GET …/backups lists them"));
            case RestoreOutcome.BackupNotReady(var backup) ->
                conflict(
                        "backup-not-ready",
                        "Backup not ready",
                        "the backup is %s; only one that succeeded can be put in place"
                                .formatted(backup.state().text()));
            case RestoreOutcome.NotConfirmed(var slug) ->
                new ProblemException(Problems.invalid(
                        "confirm", "confirmation", "confirm must be the tenant's slug '%s'".formatted(slug)));
            case RestoreOutcome.OwnTenant(var slug) ->
                conflict(
                        "own-tenant",
                        "Your own tenant",
                        "'%s' is the tenant you are signed in to; restoring it would sign you out of what you do"
                                .formatted(slug));
            case RestoreOutcome.BeingDeleted _ ->
                conflict(
                        "being-deleted",
                        "Being deleted",
                        "this tenant is being deleted; stop that first with POST /tenants/%s/deletion/cancel"
                                .formatted(id));
            case RestoreOutcome.InOwnDatabase _ -> BackupController.inOwnDatabase(id);
            case RestoreOutcome.AnotherUnderWay _ ->
                conflict(
                        "restore-under-way",
                        "Restore under way",
                        "another restore of this tenant is under way; wait until it is done");
            case RestoreOutcome.SlugTaken(var slug) ->
                conflict(
                        "slug-taken",
                        "Slug taken",
                        "a tenant has the slug '%s' already; choose another".formatted(slug));
            case RestoreOutcome.NotUndoable(var why) -> conflict("not-undoable", "Not undoable", why);
        };
    }

    private static ProblemException noRestore(UUID restore) {
        return new ProblemException(Problems.notFound("restore", restore));
    }

    private static ProblemException conflict(String slug, String title, String detail) {
        return new ProblemException(Problems.conflict(slug, title, detail));
    }
}
