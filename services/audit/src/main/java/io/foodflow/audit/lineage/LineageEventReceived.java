package io.foodflow.audit.lineage;

import io.foodflow.platform.changes.DomainEvent;
import org.jspecify.annotations.Nullable;

/**
 * Somebody outside told what a job of theirs did.
 *
 * @param type the event's
 * @param job namespace and name, absent for an event of a data set alone
 * @param resourceId the run where there is one, else what the event is of
 */
record LineageEventReceived(String type, @Nullable String job, String resourceId) implements DomainEvent {

    @Override
    public String resourceType() {
        return "lineage_event";
    }
}
