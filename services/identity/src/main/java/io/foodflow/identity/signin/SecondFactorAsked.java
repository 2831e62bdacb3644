package io.foodflow.identity.signin;

import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;

/** A user gave the right password, or came from an identity provider, and was asked for the second factor. */
public record SecondFactorAsked(UUID userId) implements DomainEvent {

    @Override
    public String resourceType() {
        return "user";
    }

    @Override
    public String resourceId() {
        return userId.toString();
    }
}
