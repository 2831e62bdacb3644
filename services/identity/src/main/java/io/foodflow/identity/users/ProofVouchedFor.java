package io.foodflow.identity.users;

import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;

/** An administrator stands for what a machine set of a user's proof; another has to confirm it. */
public record ProofVouchedFor(UUID userId, UUID by) implements DomainEvent {

    @Override
    public String resourceType() {
        return "user";
    }

    @Override
    public String resourceId() {
        return userId.toString();
    }
}
