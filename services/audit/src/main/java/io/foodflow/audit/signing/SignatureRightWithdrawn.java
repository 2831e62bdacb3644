package io.foodflow.audit.signing;

import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;

/** Somebody may not sign any more, whatever the roles say. */
public record SignatureRightWithdrawn(UUID userId) implements DomainEvent {

    @Override
    public String resourceType() {
        return "signing_withdrawal";
    }

    @Override
    public String resourceId() {
        return userId.toString();
    }
}
