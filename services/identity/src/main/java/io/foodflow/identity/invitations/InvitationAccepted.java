package io.foodflow.identity.invitations;

import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;

/** An invitation was accepted: its user exists. */
public record InvitationAccepted(UUID invitationId, UUID userId) implements DomainEvent {

    @Override
    public String resourceType() {
        return "invitation";
    }

    @Override
    public String resourceId() {
        return invitationId.toString();
    }
}
