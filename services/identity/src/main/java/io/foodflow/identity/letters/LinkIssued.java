package io.foodflow.identity.letters;

import io.foodflow.identity.links.Purpose;
import io.foodflow.platform.changes.DomainEvent;
import java.util.UUID;

/** A link for that purpose was made, to be mailed or handed over. The link itself is recorded nowhere. */
public record LinkIssued(Purpose purpose, String subjectType, UUID subject) implements DomainEvent {

    @Override
    public String resourceType() {
        return subjectType;
    }

    @Override
    public String resourceId() {
        return subject.toString();
    }
}
