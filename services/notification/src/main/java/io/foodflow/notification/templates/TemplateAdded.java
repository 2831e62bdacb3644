package io.foodflow.notification.templates;

import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;

/** The tenant wrote a template. */
public record TemplateAdded(UUID templateId, String name) implements DomainEvent {

    @Override
    public String resourceType() {
        return "notification_template";
    }

    @Override
    public String resourceId() {
        return templateId.toString();
    }
}
