package io.foodflow.platform.jobs;

import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A job came to its end. */
public record JobFinished(
        UUID id, String kind, JobState state, @Nullable String error) implements DomainEvent {

    @Override
    public String resourceType() {
        return "job";
    }

    @Override
    public String resourceId() {
        return id.toString();
    }
}
