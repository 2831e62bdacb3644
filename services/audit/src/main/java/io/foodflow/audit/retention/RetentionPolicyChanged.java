package io.foodflow.audit.retention;

import io.foodflow.platform.changes.DomainEvent;
import java.util.Map;

/**
 * How long things are kept was changed.
 *
 * @param days by group
 */
public record RetentionPolicyChanged(Map<String, Integer> days) implements DomainEvent {

    public RetentionPolicyChanged {
        days = Map.copyOf(days);
    }

    @Override
    public String resourceType() {
        return "retention";
    }

    @Override
    public String resourceId() {
        return "policy";
    }
}
