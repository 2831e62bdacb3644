package io.foodflow.notification.notifications;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whom a notification is for. People get it in the workspace in any case.
 *
 * @param users people of the tenant, by id
 * @param roles everybody who has one of these
 * @param via channels of kind email by which people get it, too, at their own address
 * @param addresses others, by address or number
 * @param channels those that say themselves where they lead: Slack, Teams, web hooks
 */
public record Audience(
        List<UUID> users, List<String> roles, List<UUID> via, List<Address> addresses, List<UUID> channels) {

    public Audience {
        users = known(users);
        roles = known(roles);
        via = known(via);
        addresses = known(addresses);
        channels = known(channels);
    }

    /**
     * Somebody outside the workspace.
     *
     * @param channelId of kind email, by a mail server of the tenant's own, or sms
     * @param to an address or number
     */
    public record Address(UUID channelId, String to) {}

    /** Parts that are left out are empty. */
    private static <T> List<T> known(@Nullable List<T> given) {
        return given == null ? List.of() : List.copyOf(given);
    }
}
