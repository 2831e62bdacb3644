package io.foodflow.notification.oncall;

import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;

/** There is an on-call schedule less. */
public record OnCallScheduleRemoved(UUID scheduleId, String name) implements DomainEvent {

    @Override
    public String resourceType() {
        return "notification_oncall_schedule";
    }

    @Override
    public String resourceId() {
        return scheduleId.toString();
    }
}
