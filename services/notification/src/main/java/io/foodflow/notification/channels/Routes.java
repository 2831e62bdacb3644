package io.foodflow.notification.channels;

import io.foodflow.notification.sending.Destination;
import io.foodflow.notification.sending.Outside;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The ways that messages of the current tenant can go. Thread-safe. */
public final class Routes {

    private final Channels channels;
    private final Outside outside;

    Routes(Channels channels, Outside outside) {
        this.channels = channels;
        this.outside = outside;
    }

    /** The way through that channel, if this tenant has it. */
    public Optional<Route> find(UUID channel) {
        return channels.find(channel).map(Routes::route);
    }

    /**
     * A way with what it takes to go it. Holds secrets, and does not say them.
     *
     * @param destination empty where the way is not ready
     */
    public record Opened(Route route, Optional<Destination> destination) {}

    /**
     * The way through that channel, if this tenant has it, to be gone at once.
     *
     * @throws IllegalStateException if its secret is sealed by another master key
     */
    public Optional<Opened> open(UUID channel) {
        return channels.known(channel).map(known -> new Opened(route(known.channel()), known.destination()));
    }

    private static Route route(Channel channel) {
        return new Route(
                channel.id(),
                channel.name(),
                channel.kind(),
                channel.enabled(),
                ChannelSettings.PLATFORM.equals(channel.settings().server()),
                channel.missingSecret()
                        .map(secret -> "its secret '%s' is missing".formatted(secret))
                        .orElse(null));
    }

    /**
     * The address or number as it is written on messages of that kind.
     *
     * @throws io.foodflow.platform.web.ProblemException 400 if nobody is reached like that
     */
    public @Nullable String recipient(ChannelKind kind, @Nullable String to) {
        return new ChannelFields(outside).recipient(kind, to);
    }
}
