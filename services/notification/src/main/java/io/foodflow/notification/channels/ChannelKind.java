package io.foodflow.notification.channels;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How a channel reaches people or systems, with the names of the settings and secrets that there are for it. */
public enum ChannelKind {
    EMAIL(Set.of("server", "host", "port", "tls", "user", "from"), Set.of("password")),
    SMS(Set.of("account_sid", "from"), Set.of("auth_token")),
    SLACK(Set.of("channel"), Set.of("webhook_url", "bot_token")),
    TEAMS(Set.of(), Set.of("webhook_url")),
    WEBHOOK(Set.of("url"), Set.of());

    private final Set<String> settings;
    private final Set<String> secrets;

    ChannelKind(Set<String> settings, Set<String> secrets) {
        this.settings = settings;
        this.secrets = secrets;
    }

    Set<String> settings() {
        return settings;
    }

    Set<String> secrets() {
        return secrets;
    }

    /** As {@code email}. */
    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<ChannelKind> find(@Nullable String text) {
        return Arrays.stream(values()).filter(kind -> kind.text().equals(text)).findFirst();
    }

    static List<String> texts() {
        return Arrays.stream(values()).map(ChannelKind::text).toList();
    }
}
