package io.foodflow.platform.changes;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a unit of work has to say about itself before it may commit. Not thread-safe: one transaction, one thread. */
public interface Change {

    /**
     * Writes the audit entry and the event of one change, in the running transaction.
     *
     * @param before the resource as it was, null if it is new
     * @param after the resource as it is now, null if it is gone
     * @return the id of the entry, which is the event's too
     * @throws io.foodflow.platform.web.ProblemException 409 if it is gone, and a legal hold forbids that
     */
    UUID record(DomainEvent event, @Nullable Object before, @Nullable Object after);

    /** As {@link #record(DomainEvent, Object, Object)}, with the reason a person gave. */
    UUID record(DomainEvent event, @Nullable Object before, @Nullable Object after, @Nullable String reason);

    /** Says that this unit of work found nothing to change, so that it may commit without an audit entry. */
    void nothing();
}
