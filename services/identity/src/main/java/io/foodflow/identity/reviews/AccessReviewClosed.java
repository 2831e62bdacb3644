package io.foodflow.identity.reviews;

import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;

/** A review is over: everything was decided, or somebody gave a reason to end it before. */
public record AccessReviewClosed(UUID id, String name) implements DomainEvent {

    @Override
    public String resourceType() {
        return "access_review";
    }

    @Override
    public String resourceId() {
        return id.toString();
    }
}
