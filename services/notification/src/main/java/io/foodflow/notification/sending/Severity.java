package io.foodflow.notification.sending;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How much a message matters. */
public enum Severity {
    INFO,
    WARNING,
    CRITICAL;

    /** As {@code info}. */
    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
