package io.foodflow.notification.notifications;

import io.foodflow.identity.api.IdentityApi;
import io.foodflow.identity.api.UserView;
import io.foodflow.notification.channels.ChannelKind;
import io.foodflow.notification.channels.Route;
import io.foodflow.notification.channels.Routes;
import io.foodflow.notification.deliveries.Target;
import io.foodflow.platform.context.CallContext;
import io.foodflow.platform.web.Fields;
import io.foodflow.platform.web.PageRequest;
import io.foodflow.platform.web.ProblemException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes out who belongs to an audience. Accounts that are disabled hear nothing, and who has a role at some sites only does
 * not hear what is for the role: notifications know no site. The installation's own mail server writes
 * to people of the tenant only, so that nobody writes to strangers in its name. Thread-safe.
 */
public final class Recipients {

    private static final int MOST_USERS = 500;
    private static final int MOST_ROLES = 20;
    private static final int MOST_CHANNELS = 20;
    private static final int MOST_ADDRESSES = 1_000;

    private final IdentityApi identity;
    private final Routes routes;

    Recipients(IdentityApi identity, Routes routes) {
        this.identity = identity;
        this.routes = routes;
    }

    /**
     * Whoever belongs to the audience. What cannot be made out is left out, and said.
     *
     * @param fields where it is said
     */
    public Addressees of(Audience audience, Fields fields) {
        bound("to.users", audience.users(), MOST_USERS, fields);
        bound("to.roles", audience.roles(), MOST_ROLES, fields);
        bound("to.via", audience.via(), MOST_CHANNELS, fields);
        bound("to.channels", audience.channels(), MOST_CHANNELS, fields);
        bound("to.addresses", audience.addresses(), MOST_ADDRESSES, fields);
        if (!fields.sound()) {
            return new Addressees(Set.of(), List.of());
        }
        var known = new HashMap<UUID, Optional<Route>>();
        var people = people(audience, fields);
        var targets = new ArrayList<Target>();
        for (int n = 0; n < audience.via().size(); n++) {
            route("to.via[%d]".formatted(n), audience.via().get(n), Set.of(ChannelKind.EMAIL), known, fields)
                    .ifPresent(route -> people.forEach((id, address) -> targets.add(target(route, address, id))));
        }
        for (int n = 0; n < audience.addresses().size(); n++) {
            address("to.addresses[%d]".formatted(n), audience.addresses().get(n), known, fields)
                    .ifPresent(targets::add);
        }
        for (int n = 0; n < audience.channels().size(); n++) {
            route(
                            "to.channels[%d]".formatted(n),
                            audience.channels().get(n),
                            Set.of(ChannelKind.SLACK, ChannelKind.TEAMS, ChannelKind.WEBHOOK),
                            known,
                            fields)
                    .ifPresent(route -> targets.add(target(route, null, null)));
        }
        return new Addressees(people.keySet(), targets);
    }

    private Map<UUID, String> people(Audience audience, Fields fields) {
        var people = new LinkedHashMap<UUID, String>();
        for (int n = 0; n < audience.users().size(); n++) {
            var id = audience.users().get(n);
            var user = user(id);
            if (user.isEmpty()) {
                fields.add(
                        "to.users[%d]".formatted(n),
                        "known-user",
                        "to.users[%d] must be the id of a user, was '%s'".formatted(n, id));
            }
            user.ifPresent(one -> add(one, people));
        }
        for (int n = 0; n < audience.roles().size(); n++) {
            var role = audience.roles().get(n);
            if (!withRole(role, people)) {
                fields.add(
                        "to.roles[%d]".formatted(n),
                        "known-role",
                        "to.roles[%d] must be a role that somebody has at all sites, was '%s'"
                                .formatted(n, Fields.quoted(role)));
            }
        }
        return people;
    }

    private Optional<UserView> user(UUID id) {
        try {
            return Optional.of(ask(() -> identity.user(id)));
        } catch (ProblemException e) {
            if (e.problem().status() == 404) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Whether that is a user who may come in. */
    public boolean knows(UUID id) {
        return user(id).filter(user -> user.status() == UserView.Status.ACTIVE).isPresent();
    }

    /** What messages call somebody: name and address, or the id where there is no such user (any more). */
    public String called(UUID id) {
        return user(id).map(user -> "%s %s (%s)".formatted(user.firstName(), user.lastName(), user.email()))
                .orElse(id.toString());
    }

    private boolean withRole(String role, Map<UUID, String> people) {
        boolean some = false;
        String cursor = null;
        do {
            var after = cursor;
            var page = ask(() -> identity.users(role, "active", PageRequest.LARGEST_LIMIT, after));
            for (var user : page.items()) {
                if (!user.roleSites().containsKey(role)) {
                    add(user, people);
                    some = true;
                }
            }
            cursor = page.nextCursor();
        } while (cursor != null);
        return some;
    }

    /** Asks in the platform's own name: whoever may send need not be allowed to see the users. */
    private static <T> T ask(Supplier<T> question) {
        return CallContext.platform("notification-recipients", CallContext.currentTenant())
                .call(question::get);
    }

    private static void add(UserView user, Map<UUID, String> people) {
        if (user.status() == UserView.Status.ACTIVE) {
            people.put(user.id(), user.email());
        }
    }

    private Optional<Target> address(
            String field, Audience.Address address, Map<UUID, Optional<Route>> known, Fields fields) {
        var found = route(
                field + ".channel_id", address.channelId(), Set.of(ChannelKind.EMAIL, ChannelKind.SMS), known, fields);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        var route = found.get();
        if (route.ofTheInstallation()) {
            fields.add(
                    field + ".channel_id",
                    "own-server",
                    "%s.channel_id must be a channel with a mail server of your own: this installation's writes to people of"
                                    .formatted(field)
                            + " yours only, by to.users or to.roles and to.via");
            return Optional.empty();
        }
        try {
            return Optional.of(target(route, routes.recipient(route.kind(), address.to()), null));
        } catch (ProblemException e) {
            fields.add(
                    field + ".to",
                    "address",
                    "%s.%s".formatted(field, e.problem().detail()));
            return Optional.empty();
        }
    }

    private Optional<Route> route(
            String field, UUID id, Set<ChannelKind> kinds, Map<UUID, Optional<Route>> known, Fields fields) {
        var found = known.computeIfAbsent(id, routes::find);
        if (found.isEmpty()) {
            fields.add(field, "known-channel", "%s must be the id of a channel, was '%s'".formatted(field, id));
        } else if (!kinds.contains(found.get().kind())) {
            fields.add(
                    field,
                    "kind",
                    "%s must be a channel of kind %s, was one of kind %s"
                            .formatted(
                                    field,
                                    String.join(
                                            " or ",
                                            kinds.stream()
                                                    .map(ChannelKind::text)
                                                    .sorted()
                                                    .toList()),
                                    found.get().kind().text()));
            return Optional.empty();
        } else if (found.get().notReady() != null) {
            // Queued all the same where nobody is there to be told: it dies there, and can be replayed.
            fields.add(
                    field,
                    "ready",
                    "%s must be a channel that is ready: %s"
                            .formatted(field, found.get().notReady()));
        }
        return found;
    }

    private static Target target(Route route, @Nullable String recipient, @Nullable UUID user) {
        return new Target(route.channelId(), route.name(), route.kind().text(), recipient, user, null);
    }

    private static void bound(String field, List<?> given, int most, Fields fields) {
        if (given.size() > most) {
            fields.add(field, "length", "%s must have up to %d entries, had %d".formatted(field, most, given.size()));
        }
    }
}
