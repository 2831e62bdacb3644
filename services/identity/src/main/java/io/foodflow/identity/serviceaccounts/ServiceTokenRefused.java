package io.foodflow.identity.serviceaccounts;

import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;

/** Somebody sent a wrong or ended key of this account, or one that its company does not let in now. */
public record ServiceTokenRefused(UUID accountId) implements DomainEvent {

    @Override
    public String resourceType() {
        return "service_account";
    }

    @Override
    public String resourceId() {
        return accountId.toString();
    }
}
