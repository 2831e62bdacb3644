package io.foodflow.notification.channels;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What came of a change to a channel. */
sealed interface ChannelOutcome {

    /**
     * The channel is as it was to be.
     *
     * @param signingSecret the secret that was made for it, shown this once; null where none was made
     */
    record Saved(Channel channel, @Nullable String signingSecret) implements ChannelOutcome {
        /** Without the secret. */
        @Override
        public String toString() {
            return "Saved[%s]".formatted(channel.id());
        }
    }

    /** The channel is gone. */
    record Removed() implements ChannelOutcome {}

    /** There is no such channel in this tenant. */
    record Absent(UUID id) implements ChannelOutcome {}

    /** Another channel has that name. */
    record NameTaken(String name) implements ChannelOutcome {}

    /** A channel stays what it is. */
    record OtherKind(ChannelKind kind) implements ChannelOutcome {}

    /** There is no such secret yet, or it was entered for somebody else. */
    record SecretNeeded(String secret) implements ChannelOutcome {}

    /** Only what is signed has a secret to be replaced. */
    record NotSigned(ChannelKind kind) implements ChannelOutcome {}
}
