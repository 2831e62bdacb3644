package io.foodflow.notification.channels;

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
        return channels.known(channel).map(known -> {
            var settings = known.channel().settings();
            return new Route(
                    channel,
                    known.channel().name(),
                    known.channel().kind(),
                    known.channel().enabled(),
                    ChannelSettings.PLATFORM.equals(settings.server()),
                    settings.perMinute(),
                    known.destination());
        });
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
