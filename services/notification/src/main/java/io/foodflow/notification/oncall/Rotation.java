package io.foodflow.notification.oncall;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** After how long the next one of a layer takes over. */
enum Rotation {
    DAILY,
    WEEKLY,
    /** After as many hours as the layer says. */
    CUSTOM;

    /** As {@code daily}. */
    @JsonValue
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Rotation> find(@Nullable String text) {
        return Arrays.stream(values())
                .filter(rotation -> rotation.text().equals(text))
                .findFirst();
    }

    static List<String> texts() {
        return Arrays.stream(values()).map(Rotation::text).toList();
    }
}
