package io.foodflow.identity.federation;

import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;

/** An identity provider said who somebody is; the session begins in the browser that asked. */
public record FederatedSignInAccepted(UUID userId, UUID providerId, boolean secondFactor) implements DomainEvent {

    @Override
    public String resourceType() {
        return "user";
    }

    @Override
    public String resourceId() {
        return userId.toString();
    }
}
