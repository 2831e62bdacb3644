package io.foodflow.identity.roles;

import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;

/** A service account has another role in place of one that was removed. */
public record ServiceAccountRoleReplaced(UUID accountId, String role, String replacedBy) implements DomainEvent {

    @Override
    public String resourceType() {
        return "service_account";
    }

    @Override
    public String resourceId() {
        return accountId.toString();
    }
}
