package io.foodflow.identity.users;

import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;

/** An administrator, who had no part in it, confirmed what proves a user: it counts again. */
public record ProofConfirmed(UUID userId, UUID by) implements DomainEvent {

    @Override
    public String resourceType() {
        return "user";
    }

    @Override
    public String resourceId() {
        return userId.toString();
    }
}
