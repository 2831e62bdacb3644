package io.foodflow.audit.trail;

import io.foodflow.platform.changes.UnitOfWork;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.context.Reach;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes down what auditors from outside read, before they do. Thread-safe. */
final class AuditorReadings {

    private final UnitOfWork work;

    AuditorReadings(UnitOfWork work) {
        this.work = work;
    }

    /**
     * What the caller may read; if that is not everything, it is written down that the caller does.
     *
     * @param asked what was asked for, as JSON
     */
    @Nullable
    Reach begin(String what, @Nullable String resourceType, @Nullable String resourceId, @Nullable Object asked) {
        var actor = CallContext.current().actor();
        var link = actor.id();
        var reach = actor.reach();
        if (reach == null || link == null) {
            return null;
        }
        var read = new AuditRead(link, what, resourceType, resourceId);
        work.write(change -> change.record(read, null, asked));
        return reach;
    }

    /** As above, of one thing. */
    @Nullable
    Reach begin(String what, @Nullable String resourceType, UUID resourceId) {
        return begin(what, resourceType, resourceId.toString(), null);
    }
}
