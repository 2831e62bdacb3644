package io.foodflow.identity.federation;

import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;

/** Somebody came back from an identity provider and was turned away. */
public record FederatedSignInRefused(UUID providerId, String reason, String detail) implements DomainEvent {

    @Override
    public String resourceType() {
        return "identity_provider";
    }

    @Override
    public String resourceId() {
        return providerId.toString();
    }
}
