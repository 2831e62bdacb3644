package io.foodflow.identity.federation;

import io.foodflow.identity.federation.IdentityProvider.Claims;
import io.foodflow.identity.federation.IdentityProvider.RoleRule;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What an identity provider is to be.
 *
 * @param clientSecret null to keep the one there is, empty for none
 */
record ProviderDraft(
        String name,
        boolean enabled,
        String issuer,
        String clientId,
        @Nullable String clientSecret,
        List<String> scopes,
        Claims claims,
        boolean trustsEmail,
        boolean createsUsers,
        List<String> defaultRoles,
        List<RoleRule> roleRules,
        boolean followsRoles,
        boolean passwordAllowed,
        List<String> secondFactorValues,
        List<String> domains) {

    ProviderDraft {
        scopes = List.copyOf(scopes);
        defaultRoles = List.copyOf(defaultRoles);
        roleRules = List.copyOf(roleRules);
        secondFactorValues = List.copyOf(secondFactorValues);
        domains = List.copyOf(domains);
    }

    /** The names of all roles that it may give. */
    Set<String> roles() {
        var roles = new TreeSet<>(defaultRoles);
        roleRules.forEach(rule -> roles.addAll(rule.roles()));
        return roles;
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "ProviderDraft[%s, %s]".formatted(name, issuer);
    }
}
