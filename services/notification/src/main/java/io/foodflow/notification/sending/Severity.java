package io.foodflow.notification.sending;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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

    /** The one that is written like that. */
    public static Optional<Severity> find(@Nullable String text) {
        return Arrays.stream(values())
                .filter(severity -> severity.text().equals(text))
                .findFirst();
    }

    /** How they are written, from the least on. */
    public static List<String> texts() {
        return Arrays.stream(values()).map(Severity::text).toList();
    }
}
