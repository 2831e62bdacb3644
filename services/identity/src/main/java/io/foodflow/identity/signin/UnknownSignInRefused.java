package io.foodflow.identity.signin;

import io.foodflow.platform.changes.DomainEvent;

/**
 * Somebody tried to sign in to an account that no tenant has. Kept by the platform.
 *
 * @param account SHA-256 of the address; the text itself is not kept, it may be a mistyped password
 */
public record UnknownSignInRefused(String account) implements DomainEvent {

    @Override
    public String resourceType() {
        return "account";
    }

    @Override
    public String resourceId() {
        return account;
    }
}
