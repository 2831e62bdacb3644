package io.foodflow.notification.oncall;

import io.foodflow.platform.changes.DomainEvent;
import java.time.Instant;
import java.util.UUID;

/** Somebody stands in no more. */
public record OnCallOverrideRemoved(UUID scheduleId, UUID overrideId, UUID userId, Instant from, Instant to)
        implements DomainEvent {

    @Override
    public String resourceType() {
        return "notification_oncall_schedule";
    }

    @Override
    public String resourceId() {
        return scheduleId.toString();
    }
}
