package io.foodflow.platform.security;

import io.foodflow.platform.changes.DomainEvent;

/** A new key signs tokens from now on. */
public record SigningKeyRotated(String kid) implements DomainEvent {

    @Override
    public String resourceType() {
        return "signing_key";
    }

    @Override
    public String resourceId() {
        return kid;
    }
}
