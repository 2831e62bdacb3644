package io.foodflow.identity.attempts;

import io.foodflow.platform.changes.DomainEvent;
import java.time.Instant;
import java.util.UUID;

/** Too many wrong passwords or codes: nobody can sign in as this user before that time. */
public record SignInLocked(UUID userId, Instant until) implements DomainEvent {

    @Override
    public String resourceType() {
        return "user";
    }

    @Override
    public String resourceId() {
        return userId.toString();
    }
}
