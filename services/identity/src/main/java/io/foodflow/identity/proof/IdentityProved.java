package io.foodflow.identity.proof;

import io.foodflow.platform.changes.DomainEvent;
import java.util.List;
import java.util.UUID;

/**
 * Within a user's session somebody proved to be that user.
 *
 * @param components what was given: {@code email}, {@code password}, {@code code}
 */
public record IdentityProved(UUID userId, List<String> components) implements DomainEvent {

    public IdentityProved {
        components = List.copyOf(components);
    }

    @Override
    public String resourceType() {
        return "user";
    }

    @Override
    public String resourceId() {
        return userId.toString();
    }
}
