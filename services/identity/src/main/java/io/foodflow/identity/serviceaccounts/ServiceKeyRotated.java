package io.foodflow.identity.serviceaccounts;

import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;

/** An account of a machine was given another key. */
public record ServiceKeyRotated(UUID accountId, UUID keyId) implements DomainEvent {

    @Override
    public String resourceType() {
        return "service_account";
    }

    @Override
    public String resourceId() {
        return accountId.toString();
    }
}
