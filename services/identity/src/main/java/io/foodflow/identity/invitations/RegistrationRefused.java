package io.foodflow.identity.invitations;

import io.foodflow.platform.changes.DomainEvent;

/**
 * Somebody asked for an account where nobody of that address may register, or has one. Kept by the platform.
 *
 * @param account SHA-256 of the address
 */
public record RegistrationRefused(String account) implements DomainEvent {

    @Override
    public String resourceType() {
        return "account";
    }

    @Override
    public String resourceId() {
        return account;
    }
}
