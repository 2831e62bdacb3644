package io.foodflow.notification.templates;

import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;

/** A template has another version. */
public record TemplateUpdated(UUID templateId, String name, long version) implements DomainEvent {

    @Override
    public String resourceType() {
        return "notification_template";
    }

    @Override
    public String resourceId() {
        return templateId.toString();
    }
}
