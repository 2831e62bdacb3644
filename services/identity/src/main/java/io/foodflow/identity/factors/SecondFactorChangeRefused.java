package io.foodflow.identity.factors;

import com.fasterxml.jackson.annotation.JsonValue;
import io.foodflow.platform.changes.DomainEvent;
import java.util.Locale;
import java.util.UUID;

/** Within a user's session somebody asked to change its second factor and could not prove to be that user. */
public record SecondFactorChangeRefused(UUID userId, Reason reason) implements DomainEvent {

    @Override
    public String resourceType() {
        return "user";
    }

    @Override
    public String resourceId() {
        return userId.toString();
    }

    /** What was wrong. */
    public enum Reason {
        WRONG_PASSWORD,
        WRONG_CODE;

        @JsonValue
        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
