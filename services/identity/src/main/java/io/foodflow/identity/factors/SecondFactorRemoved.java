package io.foodflow.identity.factors;

import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;

/** The second factor was taken off a user, by itself or by an administrator. */
public record SecondFactorRemoved(UUID userId) implements DomainEvent {

    @Override
    public String resourceType() {
        return "user";
    }

    @Override
    public String resourceId() {
        return userId.toString();
    }
}
