package io.foodflow.identity.factors;

import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;

/** A user gave a recovery code in place of one of the device. */
public record RecoveryCodeUsed(UUID userId, int left) implements DomainEvent {

    @Override
    public String resourceType() {
        return "user";
    }

    @Override
    public String resourceId() {
        return userId.toString();
    }
}
