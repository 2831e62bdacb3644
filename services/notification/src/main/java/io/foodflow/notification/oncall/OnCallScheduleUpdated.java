package io.foodflow.notification.oncall;

import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;

/** People take turns otherwise on call. */
public record OnCallScheduleUpdated(UUID scheduleId, String name) implements DomainEvent {

    @Override
    public String resourceType() {
        return "notification_oncall_schedule";
    }

    @Override
    public String resourceId() {
        return scheduleId.toString();
    }
}
