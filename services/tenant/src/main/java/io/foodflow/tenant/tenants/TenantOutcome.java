package io.foodflow.tenant.tenants;

import io.foodflow.identity.api.InvitationApi.Invited;
import io.foodflow.tenant.api.TenantView;

/** What came of wanting something of a tenant. */
sealed interface TenantOutcome {

    /** The tenant as it is now. */
    record Done(TenantView tenant) implements TenantOutcome {}

    /** A tenant was made, and its first administrator invited. */
    record Made(TenantView tenant, Invited invitation) implements TenantOutcome {}

    /** There is no such tenant. */
    record Absent() implements TenantOutcome {}

    /** Another tenant has that slug. */
    record SlugTaken(String slug) implements TenantOutcome {}

    /** It is the caller's own tenant: whoever runs the platform must not lock himself out. */
    record OwnTenant(String slug) implements TenantOutcome {}

    /** It is suspended already. */
    record AlreadySuspended() implements TenantOutcome {}

    /** There is nothing to resume. */
    record NotSuspended() implements TenantOutcome {}

    /** It is being deleted; that must be cancelled first. */
    record BeingDeleted() implements TenantOutcome {}
}
