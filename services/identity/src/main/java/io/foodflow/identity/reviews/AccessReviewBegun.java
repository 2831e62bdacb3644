package io.foodflow.identity.reviews;

import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;

/** Somebody is to look at who holds which role. */
public record AccessReviewBegun(UUID id, String name) implements DomainEvent {

    @Override
    public String resourceType() {
        return "access_review";
    }

    @Override
    public String resourceId() {
        return id.toString();
    }
}
