package io.foodflow.tenant.tenants;

import io.foodflow.platform.web.ProblemException;
import io.foodflow.platform.web.Problems;
import io.foodflow.tenant.api.TenantView;
import java.util.UUID;

/** What each outcome is to an HTTP caller. */
final class TenantProblems {

    private TenantProblems() {}

    /** The tenant, or the problem that stands for any other outcome. */
    static TenantView require(UUID id, TenantOutcome outcome) {
        return switch (outcome) {
            case TenantOutcome.Done(var tenant) -> tenant;
            case TenantOutcome.Made(var tenant, var _) -> tenant;
            case TenantOutcome.Absent _ -> throw Reach.absent(id);
            case TenantOutcome.SlugTaken(var slug) ->
                throw conflict(
                        "slug-taken",
                        "Slug taken",
                        "a tenant has the slug '%s' already; choose another".formatted(slug));
            case TenantOutcome.OwnTenant(var slug) ->
                throw conflict(
                        "own-tenant",
                        "Your own tenant",
                        "'%s' is the tenant you are signed in to; suspending or deleting it would lock you out"
                                .formatted(slug));
            case TenantOutcome.AlreadySuspended _ ->
                throw conflict("already-suspended", "Already suspended", "this tenant is suspended already");
            case TenantOutcome.NotSuspended _ ->
                throw conflict("not-suspended", "Not suspended", "this tenant is active; there is nothing to resume");
            case TenantOutcome.BeingDeleted _ ->
                throw conflict(
                        "being-deleted",
                        "Being deleted",
                        "this tenant is being deleted; stop that first with POST /tenants/%s/deletion/cancel"
                                .formatted(id));
        };
    }

    private static ProblemException conflict(String slug, String title, String detail) {
        return new ProblemException(Problems.conflict(slug, title, detail));
    }
}
