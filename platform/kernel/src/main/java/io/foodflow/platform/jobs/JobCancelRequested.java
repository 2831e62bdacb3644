package io.foodflow.platform.jobs;

import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;

/** Somebody asked a job to end. */
public record JobCancelRequested(UUID id, String kind) implements DomainEvent {

    @Override
    public String resourceType() {
        return "job";
    }

    @Override
    public String resourceId() {
        return id.toString();
    }
}
