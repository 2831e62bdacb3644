package io.foodflow.identity.federation;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where the people of a tenant sign in: an OpenID Provider.
 *
 * @param issuer its {@code iss}, letter by letter; its discovery document is beneath
 * @param clientSecretSet whether there is a secret; it is never read back
 * @param trustsEmail whether an address counts as verified where the provider does not say whether it is
 * @param createsUsers whether somebody who has no account yet gets one at the first sign-in
 * @param defaultRoles names of roles that everybody of it gets
 * @param followsRoles whether a user's roles become those that this gives, at each sign-in
 * @param passwordAllowed whether people of its verified domains may also use a password; administrators always may
 * @param secondFactorValues values of {@code amr} or {@code acr} that count as a second factor; of none none does
 * @param version goes up by one with each change; the ETag
 */
public record IdentityProvider(
        UUID id,
        String name,
        boolean enabled,
        String issuer,
        String clientId,
        boolean clientSecretSet,
        List<String> scopes,
        Claims claims,
        boolean trustsEmail,
        boolean createsUsers,
        List<String> defaultRoles,
        List<RoleRule> roleRules,
        boolean followsRoles,
        boolean passwordAllowed,
        List<String> secondFactorValues,
        List<EmailDomain> domains,
        String createdBy,
        Instant createdAt,
        Instant updatedAt,
        long version) {

    public IdentityProvider {
        scopes = List.copyOf(scopes);
        defaultRoles = List.copyOf(defaultRoles);
        roleRules = List.copyOf(roleRules);
        secondFactorValues = List.copyOf(secondFactorValues);
        domains = List.copyOf(domains);
    }

    /**
     * Names of the claims that say who somebody is; of a claim within a claim, both, with a point between.
     *
     * @param groups whose values the rules give roles for; null for none
     */
    public record Claims(
            String email,
            String firstName,
            String lastName,
            @JsonInclude @Nullable String groups) {}

    /** The roles for whoever has that value among its groups. */
    public record RoleRule(String value, List<String> roles) {

        public RoleRule {
            roles = List.copyOf(roles);
        }
    }

    /** The domain of that name, if its people are led here. */
    Optional<EmailDomain> verified(DomainName name) {
        return domains.stream()
                .filter(domain -> domain.isVerified() && domain.domain().equals(name.text()))
                .findFirst();
    }
}
