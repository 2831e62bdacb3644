package io.foodflow.platform.retention;

import io.foodflow.platform.changes.DomainEvent;
import java.time.Instant;

/**
 * Things of a group were dropped because they had had their time.
 *
 * @param before they were older than that
 * @param removed how many
 */
public record RetentionApplied(String group, Instant before, long removed) implements DomainEvent {

    @Override
    public String resourceType() {
        return "retention";
    }

    @Override
    public String resourceId() {
        return group;
    }
}
