package io.foodflow.identity.federation;

import java.util.Set;
import java.util.UUID;

/** What came of a change to an identity provider. */
sealed interface ProviderOutcome {

    /** The provider is as it was to be. */
    record Saved(IdentityProvider provider) implements ProviderOutcome {}

    /** The provider is gone. */
    record Removed() implements ProviderOutcome {}

    /** There is no such provider in this tenant. */
    record Absent(UUID id) implements ProviderOutcome {}

    /** Another provider has that name. */
    record NameTaken(String name) implements ProviderOutcome {}

    /** Another provider of the tenant has that domain. */
    record DomainInUse(String domain) implements ProviderOutcome {}

    /** The provider has no such domain, or it is not proved. */
    record NotVerified(String domain) implements ProviderOutcome {}

    /** The issuer or client changed: the secret of the one before must not be sent to the other. */
    record SecretNeeded() implements ProviderOutcome {}

    /** Who says who is who may become anybody: the caller lacks these permissions of an administrator. */
    record BeyondCaller(Set<String> permissions) implements ProviderOutcome {}

    /** A role that may be given to nobody in this way. */
    record RoleRefused(String role) implements ProviderOutcome {}
}
