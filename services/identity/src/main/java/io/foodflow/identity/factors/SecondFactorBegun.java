package io.foodflow.identity.factors;

import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;

/** A user was given the secret of a second factor, which counts once it is confirmed. */
public record SecondFactorBegun(UUID userId) implements DomainEvent {

    @Override
    public String resourceType() {
        return "user";
    }

    @Override
    public String resourceId() {
        return userId.toString();
    }
}
