package io.foodflow.identity.federation;

import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;

/** A user is known at an identity provider from now on. */
public record FederatedIdentityLinked(UUID userId, UUID providerId, String subject) implements DomainEvent {

    @Override
    public String resourceType() {
        return "user";
    }

    @Override
    public String resourceId() {
        return userId.toString();
    }
}
