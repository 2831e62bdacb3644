package io.foodflow.identity.policy;

import io.foodflow.platform.changes.DomainEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the tenant asks of its accounts was changed. */
public record AccountPolicyChanged(
        boolean secondFactorRequired,
        @Nullable Integer sessionHours,
        List<String> allowedNetworks,
        List<String> registrationDomains,
        String registrationRole)
        implements DomainEvent {

    public AccountPolicyChanged {
        allowedNetworks = List.copyOf(allowedNetworks);
        registrationDomains = List.copyOf(registrationDomains);
    }

    static AccountPolicyChanged of(AccountPolicy policy) {
        return new AccountPolicyChanged(
                policy.secondFactorRequired(),
                policy.sessionHours(),
                policy.allowedNetworks(),
                policy.registrationDomains(),
                policy.registrationRole());
    }

    @Override
    public String resourceType() {
        return "account_policy";
    }

    @Override
    public String resourceId() {
        return "accounts";
    }
}
