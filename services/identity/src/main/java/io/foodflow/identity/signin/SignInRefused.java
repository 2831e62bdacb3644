package io.foodflow.identity.signin;

import com.fasterxml.jackson.annotation.JsonValue;
import io.foodflow.platform.changes.Change;
import io.foodflow.platform.changes.DomainEvent;
import java.util.Locale;
import java.util.UUID;

/** Somebody tried to sign in as this user and was turned away. */
public record SignInRefused(UUID userId, Reason reason) implements DomainEvent {

    /** Writes it down with its reason, which the audit entry keeps when the event is long gone. */
    static void record(Change change, UUID user, Reason reason) {
        change.record(new SignInRefused(user, reason), null, null, reason.text());
    }

    @Override
    public String resourceType() {
        return "user";
    }

    @Override
    public String resourceId() {
        return userId.toString();
    }

    /** Why. */
    public enum Reason {
        WRONG_PASSWORD,
        USER_DISABLED,
        ADDRESS_NOT_ALLOWED,
        WRONG_CODE,
        PASSWORD_NOT_ALLOWED;

        @JsonValue
        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
