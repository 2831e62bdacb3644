package io.foodflow.identity.federation;

import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;

/** The proof of an e-mail domain was taken back: its people are led to that identity provider no more. */
public record EmailDomainTakenBack(UUID providerId, String domain) implements DomainEvent {

    @Override
    public String resourceType() {
        return "identity_provider";
    }

    @Override
    public String resourceId() {
        return providerId.toString();
    }
}
