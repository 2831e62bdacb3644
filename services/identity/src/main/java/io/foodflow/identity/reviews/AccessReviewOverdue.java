package io.foodflow.identity.reviews;

import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;

/** A review is not over and should be; told once a day. */
public record AccessReviewOverdue(UUID id, String name) implements DomainEvent {

    @Override
    public String resourceType() {
        return "access_review";
    }

    @Override
    public String resourceId() {
        return id.toString();
    }
}
