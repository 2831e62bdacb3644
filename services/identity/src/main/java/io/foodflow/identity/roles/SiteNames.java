package io.foodflow.identity.roles;

import io.foodflow.engine.epcis.gs1.Gs1Parse;
import io.foodflow.engine.epcis.gs1.KeyType;
import io.foodflow.platform.web.Fields;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads the sites of a request: a GLN of 13 digits, an SGLN in any of its forms, or another URI of a place. Written the way the
 * graph writes them. A site need not be known to the graph yet: people may come before the first event of their plant does.
 */
public final class SiteNames {

    /** Sites that one holder may have: they are part of its tokens. */
    public static final int MOST = 40;

    private static final int LONGEST = 100;
    private static final String GLN = "https://id.gs1.org/414/";
    private static final Set<String> EVERYWHERE_ONLY = Set.of(Role.TENANT_ADMIN, "platform_admin");

    private SiteNames() {}

    /**
     * The sites by role; whatever breaks a rule is remembered in {@code fields}.
     *
     * @param roles what the request names as roles
     */
    public static Map<String, Set<String>> read(
            @Nullable Map<String, @Nullable List<@Nullable String>> request, Collection<String> roles, Fields fields) {
        var read = new TreeMap<String, Set<String>>();
        var all = new TreeSet<String>();
        if (request != null) {
            for (var entry : request.entrySet()) {
                read.put(entry.getKey(), sites(entry.getKey(), entry.getValue(), roles, fields));
            }
        }
        read.values().forEach(all::addAll);
        if (all.size() > MOST) {
            fields.add(
                    "role_sites",
                    "length",
                    "role_sites must name %d sites at most, were %d; give the site of a whole GLN instead of its parts"
                            .formatted(MOST, all.size()));
        }
        return read;
    }

    private static Set<String> sites(
            String role, @Nullable List<@Nullable String> sites, Collection<String> roles, Fields fields) {
        var field = "role_sites." + (roles.contains(role) ? role : Fields.quoted(role));
        if (!roles.contains(role)) {
            fields.add(field, "role-given", "%s must be one of the roles given, which are %s".formatted(field, roles));
            return Set.of();
        }
        if (holdsEverywhereOnly(role)) {
            fields.add(
                    field, "everywhere", "the role '%s' holds everywhere; leave it out of role_sites".formatted(role));
        }
        if (sites == null || sites.isEmpty()) {
            fields.add(field, "required", field + " must name a site; leave the role out for everywhere");
            return Set.of();
        }
        var read = new TreeSet<String>();
        for (int i = 0; i < sites.size() && i <= MOST; i++) {
            var name = "%s[%d]".formatted(field, i);
            site(name, sites.get(i), fields).ifPresent(read::add);
        }
        if (sites.size() > MOST) {
            fields.add(field, "length", "%s must name %d sites at most, were %d".formatted(field, MOST, sites.size()));
        }
        return read;
    }

    /** The site that a text names; empty if it names none, which is remembered. */
    public static Optional<String> site(String field, @Nullable String text, Fields fields) {
        if (text == null || text.isBlank()) {
            fields.required(field);
            return Optional.empty();
        }
        var trimmed = text.strip();
        var parsed = Gs1Parse.of(trimmed.matches("[0-9]{13}") ? GLN + trimmed : trimmed);
        return switch (parsed) {
            case Gs1Parse.Recognised(var key)
            when key.type() == KeyType.SGLN -> bounded(field, key.canonical(), fields);
            case Gs1Parse.Other(var uri) when isUri(uri) -> bounded(field, uri, fields);
            case Gs1Parse.Invalid(var rule, var ai, var reason) -> {
                fields.add(field, "site", "%s must be a place: %s".formatted(field, reason));
                yield Optional.empty();
            }
            default -> {
                fields.add(
                        field,
                        "site",
                        "%s must be a GLN, an SGLN or another URI of a place, was '%s'"
                                .formatted(field, Fields.quoted(trimmed)));
                yield Optional.empty();
            }
        };
    }

    private static Optional<String> bounded(String field, String site, Fields fields) {
        if (site.length() > LONGEST) {
            fields.add(
                    field,
                    "length",
                    "%s must have %d characters at most, were %d".formatted(field, LONGEST, site.length()));
            return Optional.empty();
        }
        return Optional.of(site);
    }

    private static boolean isUri(String text) {
        try {
            return new URI(text).isAbsolute();
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** Whether the role of that name cannot be held at some sites only. */
    static boolean holdsEverywhereOnly(String role) {
        return EVERYWHERE_ONLY.contains(role);
    }
}
