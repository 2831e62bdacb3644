package io.foodflow.identity.serviceaccounts;

import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;

/** A machine exchanged its key for an access token. */
public record ServiceTokenIssued(UUID accountId, UUID keyId) implements DomainEvent {

    @Override
    public String resourceType() {
        return "service_account";
    }

    @Override
    public String resourceId() {
        return accountId.toString();
    }
}
