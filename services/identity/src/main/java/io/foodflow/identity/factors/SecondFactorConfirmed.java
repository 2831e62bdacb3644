package io.foodflow.identity.factors;

import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;

/** A user turned the second factor on. */
public record SecondFactorConfirmed(UUID userId) implements DomainEvent {

    @Override
    public String resourceType() {
        return "user";
    }

    @Override
    public String resourceId() {
        return userId.toString();
    }
}
