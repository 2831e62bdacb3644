package io.foodflow.identity.invitations;

import io.foodflow.platform.changes.DomainEvent;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Somebody was invited to have an account, or may register and asked to. */
public record InvitationCreated(
        UUID invitationId, String email, List<String> roles, Map<String, List<String>> roleSites)
        implements DomainEvent {

    public InvitationCreated {
        roles = List.copyOf(roles);
        roleSites = Map.copyOf(roleSites);
    }

    @Override
    public String resourceType() {
        return "invitation";
    }

    @Override
    public String resourceId() {
        return invitationId.toString();
    }
}
