package io.foodflow.identity.recovery;

import io.foodflow.platform.changes.DomainEvent;

/**
 * Somebody asked for a link to set the password of an account that no tenant has. Kept by the platform.
 *
 * @param account SHA-256 of the address
 */
public record UnknownRecoveryAsked(String account) implements DomainEvent {

    @Override
    public String resourceType() {
        return "account";
    }

    @Override
    public String resourceId() {
        return account;
    }
}
