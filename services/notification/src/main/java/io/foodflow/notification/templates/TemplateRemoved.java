package io.foodflow.notification.templates;

import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;

/** A template was removed with all its versions. */
public record TemplateRemoved(UUID templateId, String name) implements DomainEvent {

    @Override
    public String resourceType() {
        return "notification_template";
    }

    @Override
    public String resourceId() {
        return templateId.toString();
    }
}
