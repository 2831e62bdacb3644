package io.foodflow.identity.roles;

import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Open invitations, or the policy for those who register, name another role in place of one that was renamed or removed.
 *
 * @param replacedBy null if the invitations go without it
 * @param places how many invitations and policies named the role
 */
public record PromisedRoleReplaced(
        UUID roleId, String role, @Nullable String replacedBy, int places) implements DomainEvent {

    @Override
    public String resourceType() {
        return "role";
    }

    @Override
    public String resourceId() {
        return roleId.toString();
    }
}
