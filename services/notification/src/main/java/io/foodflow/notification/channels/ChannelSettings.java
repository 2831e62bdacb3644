package io.foodflow.notification.channels;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a channel is set up with and may be read back. Only what its kind has is there.
 *
 * @param server of {@code email}: {@code platform} for this installation's mail server, {@code own} for the one named here
 * @param host of an own mail server
 * @param port of an own mail server
 * @param tls of an own mail server: {@code starttls} or {@code implicit}, or {@code none} where the installation allows that
 * @param user who signs in to an own mail server; nobody where there is none
 * @param from of an own mail server: the sender's address; of {@code sms}: a number as {@code +4915112345678}, an
 *     alphanumeric sender, or the id of a messaging service
 * @param accountSid of {@code sms}: Twilio's account
 * @param channel of {@code slack}: where an app posts, as {@code C0123456789}; without it the channel is a web hook
 * @param url of {@code webhook}: the address that is called
 * @param perMinute how many messages it takes in a minute, 1 to 60,000; as many as there are where it is left out
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ChannelSettings(
        @Nullable String server,
        @Nullable String host,
        @Nullable Integer port,
        @Nullable String tls,
        @Nullable String user,
        @Nullable String from,
        @Nullable String accountSid,
        @Nullable String channel,
        @Nullable String url,
        @Nullable Integer perMinute) {

    static final String OWN = "own";
    static final String PLATFORM = "platform";
    static final ChannelSettings NONE = new ChannelSettings(null, null, null, null, null, null, null, null, null, null);

    ChannelSettings with(@Nullable Integer messagesPerMinute) {
        return new ChannelSettings(server, host, port, tls, user, from, accountSid, channel, url, messagesPerMinute);
    }

    /** The secret that such a channel must have, if it has one. That of a web hook is made here. */
    Optional<String> secret(ChannelKind kind) {
        return switch (kind) {
            case EMAIL -> user == null ? Optional.empty() : Optional.of("password");
            case SMS -> Optional.of("auth_token");
            case SLACK -> Optional.of(channel == null ? "webhook_url" : "bot_token");
            case TEAMS -> Optional.of("webhook_url");
            case WEBHOOK -> Optional.of(Channels.SIGNING);
        };
    }

    /** Whether a secret that was entered for these would, under those, be shown to somebody else or in another way. */
    boolean leadsElsewhereThan(ChannelSettings before) {
        return !Objects.equals(host, before.host)
                || !Objects.equals(port, before.port)
                || !Objects.equals(tls, before.tls)
                || !Objects.equals(user, before.user)
                || !Objects.equals(accountSid, before.accountSid);
    }
}
