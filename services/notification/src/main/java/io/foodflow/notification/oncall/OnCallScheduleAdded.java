package io.foodflow.notification.oncall;

import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;

/** There is another on-call schedule. */
public record OnCallScheduleAdded(UUID scheduleId, String name) implements DomainEvent {

    @Override
    public String resourceType() {
        return "notification_oncall_schedule";
    }

    @Override
    public String resourceId() {
        return scheduleId.toString();
    }
}
