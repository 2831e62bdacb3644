package io.foodflow.identity.serviceaccounts;

import io.foodflow.identity.secrets.TenantSecret;
import java.util.Set;
import java.util.UUID;

/** What came of a change to a service account. */
sealed interface ServiceAccountOutcome {

    /** The account has a new key, which is shown this once. */
    record Keyed(ServiceAccount account, TenantSecret key) implements ServiceAccountOutcome {}

    /** The account is gone. */
    record Removed() implements ServiceAccountOutcome {}

    /** There is no such account in this tenant. */
    record Absent(UUID id) implements ServiceAccountOutcome {}

    /** Another account has that name. */
    record NameTaken(String name) implements ServiceAccountOutcome {}

    /** The roles, those given or those the account has, grant these permissions, which the caller does not hold. */
    record BeyondCaller(Set<String> permissions) implements ServiceAccountOutcome {}
}
