package io.foodflow.identity.serviceaccounts;

import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;

/** An account of a machine was removed; its keys and tokens are refused from now on. */
public record ServiceAccountDeleted(UUID accountId) implements DomainEvent {

    @Override
    public String resourceType() {
        return "service_account";
    }

    @Override
    public String resourceId() {
        return accountId.toString();
    }

    @Override
    public boolean canBeHeld() {
        return false;
    }
}
