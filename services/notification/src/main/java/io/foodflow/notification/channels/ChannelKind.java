package io.foodflow.notification.channels;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How a channel reaches people or systems. */
public enum ChannelKind {
    EMAIL,
    SMS,
    SLACK,
    TEAMS,
    WEBHOOK;

    /** The names of the settings that there are for it. */
    Set<String> settings() {
        return switch (this) {
            case EMAIL -> Set.of("server", "host", "port", "tls", "user", "from", "per_minute");
            case SMS -> Set.of("account_sid", "from", "per_minute");
            case SLACK -> Set.of("channel", "per_minute");
            case TEAMS -> Set.of("per_minute");
            case WEBHOOK -> Set.of("url", "per_minute");
        };
    }

    /** As {@code email}. */
    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one that is written like that. */
    public static Optional<ChannelKind> find(@Nullable String text) {
        return Arrays.stream(values()).filter(kind -> kind.text().equals(text)).findFirst();
    }

    static List<String> texts() {
        return Arrays.stream(values()).map(ChannelKind::text).toList();
    }
}
