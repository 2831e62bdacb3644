package io.foodflow.audit.trail;

import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An auditor from outside read of the trail.
 *
 * @param link by which the auditor came
 * @param what search, trail, verification or ledger
 * @param resourceTypeRead of what kind of thing, where one was asked for
 * @param resourceIdRead of which one, or of which entry
 */
public record AuditRead(
        UUID link,
        String what,
        @Nullable String resourceTypeRead,
        @Nullable String resourceIdRead) implements DomainEvent {

    @Override
    public String resourceType() {
        return "auditor_link";
    }

    @Override
    public String resourceId() {
        return link.toString();
    }
}
