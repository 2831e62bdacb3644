package io.foodflow.tenant.deletions;

import io.foodflow.tenant.api.TenantView;
import io.foodflow.tenant.api.TenantView.DeletionView;

/** What came of wanting a tenant deleted, or kept after all. */
sealed interface DeletionOutcome {

    /** The deletion is under way. */
    record UnderWay(DeletionView deletion) implements DeletionOutcome {}

    /** The tenant stays. */
    record Kept(TenantView tenant) implements DeletionOutcome {}

    /** There is no such tenant. */
    record Absent() implements DeletionOutcome {}

    /** The name that should confirm it is not the tenant's. */
    record NotConfirmed(String slug, String given) implements DeletionOutcome {}

    /** It is the caller's own tenant. */
    record OwnTenant(String slug) implements DeletionOutcome {}

    /** There is none, or it has gone too far. */
    record NotCancellable(String state) implements DeletionOutcome {}
}
