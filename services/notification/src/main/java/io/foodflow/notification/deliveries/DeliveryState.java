package io.foodflow.notification.deliveries;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a delivery is on its way. */
public enum DeliveryState {
    /** For its first attempt or the next one. */
    WAITING,
    /** An attempt is under way. */
    SENDING,
    /** The receiver has taken it upon itself. */
    DELIVERED,
    /** Refused for good, or tried as often as is allowed. It can be replayed. */
    DEAD;

    /** As {@code waiting}. */
    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<DeliveryState> find(@Nullable String text) {
        return Arrays.stream(values())
                .filter(state -> state.text().equals(text))
                .findFirst();
    }

    static List<String> texts() {
        return Arrays.stream(values()).map(DeliveryState::text).toList();
    }
}
