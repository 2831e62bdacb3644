package io.foodflow.notification.channels;

import java.util.Map;

/**
 * What a channel is to be.
 *
 * @param secrets by name those that are given anew; the others stay
 */
record ChannelDraft(
        String name, ChannelKind kind, boolean enabled, ChannelSettings settings, Map<String, String> secrets) {

    ChannelDraft {
        secrets = Map.copyOf(secrets);
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "ChannelDraft[%s, %s]".formatted(name, kind);
    }
}
