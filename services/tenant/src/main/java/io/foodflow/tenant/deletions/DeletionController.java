package io.foodflow.tenant.deletions;

import io.foodflow.platform.security.RequiresPermission;
import io.foodflow.platform.tenancy.TenantId;
import io.foodflow.platform.web.Fields;
import io.foodflow.platform.web.Problem;
import io.foodflow.platform.web.ProblemException;
import io.foodflow.platform.web.Problems;
import io.foodflow.tenant.api.TenantView;
import io.foodflow.tenant.api.TenantView.DeletionView;
import io.foodflow.tenant.tenants.Reach;
import io.foodflow.tenant.work.TenantTasks;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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
@RequestMapping("/tenants/{id}")
@Tag(name = "Tenants")
final class DeletionController {

    private static final int USUAL_GRACE_DAYS = 7;
    private static final int LONGEST_GRACE_DAYS = 90;
    private static final int LONGEST_REASON = 500;

    private final Deletions deletions;
    private final TenantTasks tasks;

    DeletionController(Deletions deletions, TenantTasks tasks) {
        this.deletions = deletions;
        this.tasks = tasks;
    }

    @DeleteMapping
    @RequiresPermission("platform_tenant:write")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            summary = "Delete a tenant: export it now, erase it after a time of grace",
            description =
                    "confirm must be the tenant's slug. At once nobody of it can work and an archive of everything is"
                            + " made; after grace_days (7 unless given, 0..90) schema, files, sign-ins and keys are erased for"
                            + " good. The archive stays. Until then the deletion can be cancelled.")
    ResponseEntity<DeletionView> delete(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String confirm,
            @RequestParam(name = "grace_days", required = false) @Nullable Integer graceDays,
            @RequestParam(required = false) @Nullable String reason) {
        var fields = new Fields();
        var confirmation = fields.present("confirm", confirm);
        int days = graceDays == null ? USUAL_GRACE_DAYS : graceDays;
        if (days < 0 || days > LONGEST_GRACE_DAYS) {
            fields.add("grace_days", "range", "grace_days must be 0..%d, was %d".formatted(LONGEST_GRACE_DAYS, days));
        }
        var why = fields.lineIfGiven("reason", reason, LONGEST_REASON);
        fields.check();
        var outcome = deletions.request(new TenantId(id), confirmation, days, why);
        if (outcome instanceof DeletionOutcome.UnderWay(var deletion)) {
            tasks.wake();
            return ResponseEntity.accepted()
                    .location(URI.create("/tenants/%s/deletion".formatted(id)))
                    .body(deletion);
        }
        throw problem(id, outcome);
    }

    @GetMapping("/deletion")
    @RequiresPermission("platform_tenant:read")
    @Operation(
            summary = "Get the deletion of a tenant",
            description = "Also when the tenant is gone; export_id names the archive that is left.")
    DeletionView get(@PathVariable UUID id) {
        return deletions
                .find(new TenantId(id))
                .orElseThrow(() -> new ProblemException(Problems.notFound("deletion of tenant", id)));
    }

    @PostMapping("/deletion/cancel")
    @RequiresPermission("platform_tenant:write")
    @Operation(
            summary = "Keep a tenant after all, as active or suspended as it was",
            description =
                    "What it pays for through the provider ends with the period nevertheless, until POST …/subscription/reactivate.")
    TenantView cancel(@PathVariable UUID id) {
        var outcome = deletions.cancel(new TenantId(id));
        if (outcome instanceof DeletionOutcome.Kept(var tenant)) {
            return tenant;
        }
        throw problem(id, outcome);
    }

    private static ProblemException problem(UUID id, DeletionOutcome outcome) {
        return switch (outcome) {
            case DeletionOutcome.Absent _ -> Reach.absent(id);
            case DeletionOutcome.NotConfirmed(var slug, var given) ->
                new ProblemException(Problems.invalid(
                        "confirm",
                        "confirmation",
                        "confirm must be the tenant's slug '%s', was '%s'".formatted(slug, Fields.quoted(given))));
            case DeletionOutcome.OwnTenant(var slug) ->
                conflict(
                        "own-tenant",
                        "Your own tenant",
                        "'%s' is the tenant you are signed in to; deleting it would lock you out".formatted(slug));
            case DeletionOutcome.NotCancellable(var state) ->
                conflict(
                        "not-cancellable",
                        "Not cancellable",
                        "a deletion can be cancelled while it is exporting or waiting; this one is %s"
                                .formatted(state));
            case DeletionOutcome.UnderWay unexpected -> throw new IllegalStateException(unexpected.toString());
            case DeletionOutcome.Kept unexpected -> throw new IllegalStateException(unexpected.toString());
        };
    }

    private static ProblemException conflict(String slug, String title, String detail) {
        return new ProblemException(Problem.of(409, slug, title, detail));
    }
}
