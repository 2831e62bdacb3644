package io.foodflow.identity.invitations;

import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;

/** An invitation was taken back, or another one took its place. */
public record InvitationRevoked(UUID invitationId) implements DomainEvent {

    @Override
    public String resourceType() {
        return "invitation";
    }

    @Override
    public String resourceId() {
        return invitationId.toString();
    }

    @Override
    public boolean canBeHeld() {
        return false;
    }
}
