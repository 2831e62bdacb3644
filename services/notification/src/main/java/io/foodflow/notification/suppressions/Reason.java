package io.foodflow.notification.suppressions;

import com.fasterxml.jackson.annotation.JsonValue;
import io.foodflow.notification.sending.Severity;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why nothing is sent to an address. */
public enum Reason {
    /** Nobody is there. */
    BOUNCE,
    /** Somebody called a message unwanted; what is critical comes all the same. */
    COMPLAINT,
    /** An administrator said so. */
    MANUAL,
    /** Whoever has it wants no more; what is critical comes all the same. */
    UNSUBSCRIBED;

    /** As {@code bounce}. */
    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it keeps such a message back. */
    boolean keepsBack(Severity severity) {
        return severity != Severity.CRITICAL || (this != UNSUBSCRIBED && this != COMPLAINT);
    }

    static Optional<Reason> find(@Nullable String text) {
        return Arrays.stream(values())
                .filter(reason -> reason.text().equals(text))
                .findFirst();
    }

    static List<String> texts() {
        return Arrays.stream(values()).map(Reason::text).toList();
    }
}
