package io.foodflow.identity.oidc.clients;

import io.foodflow.identity.oidc.clients.OAuthClient.GrantType;
import io.foodflow.identity.oidc.clients.OAuthClient.Kind;
import io.foodflow.platform.web.Fields;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads the fields of a request about a client and remembers every one that breaks a rule. Used once, by one thread. */
final class ClientFields {

    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_DESCRIPTION = 500;
    private static final int LONGEST_ADDRESS = 2_000;
    private static final int MOST_ADDRESSES = 20;
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final Fields fields = new Fields();

    String name(@Nullable String value) {
        return fields.line("name", value, LONGEST_NAME);
    }

    String description(@Nullable String value) {
        var description = fields.lineIfGiven("description", value, LONGEST_DESCRIPTION);
        return description == null ? "" : description;
    }

    Kind kind(@Nullable Kind value) {
        if (value == null) {
            fields.add("kind", "required", "kind is required: confidential or public");
            return Kind.PUBLIC;
        }
        return value;
    }

    List<GrantType> grantTypes(@Nullable List<@Nullable GrantType> value, Kind kind) {
        var grants = new TreeSet<GrantType>();
        if (value != null) {
            value.forEach(grant -> {
                if (grant != null) {
                    grants.add(grant);
                }
            });
        }
        if (grants.isEmpty()) {
            fields.add(
                    "grant_types",
                    "required",
                    "grant_types needs one of authorization_code, refresh_token, client_credentials");
        }
        if (kind == Kind.PUBLIC && !grants.equals(Set.of(GrantType.AUTHORIZATION_CODE)) && !grants.isEmpty()) {
            fields.add("grant_types", "public-client", "a public client can have authorization_code only");
        }
        if (grants.contains(GrantType.REFRESH_TOKEN) && !grants.contains(GrantType.AUTHORIZATION_CODE)) {
            fields.add("grant_types", "refresh-needs-code", "refresh_token needs authorization_code beside it");
        }
        return List.copyOf(grants);
    }

    /** Addresses to send browsers to: https, or http on the loopback, without a fragment or a user. */
    List<String> addresses(String field, @Nullable List<@Nullable String> value, boolean required) {
        var addresses = value == null ? List.<@Nullable String>of() : value;
        if (addresses.isEmpty() && required) {
            fields.add(field, "required", field + " needs an address for authorization_code");
        }
        if (addresses.size() > MOST_ADDRESSES) {
            fields.add(
                    field,
                    "length",
                    "%s must have up to %d addresses, had %d".formatted(field, MOST_ADDRESSES, addresses.size()));
        }
        var read = new ArrayList<String>();
        for (int i = 0; i < addresses.size(); i++) {
            var address = addresses.get(i);
            if (address == null || !permitted(address)) {
                fields.add(
                        "%s[%d]".formatted(field, i),
                        "redirect-uri",
                        "%s[%d] must be https:// or, on the loopback, http://, without fragment, user or wildcard, was '%s'"
                                .formatted(field, i, Fields.quoted(address)));
            } else {
                read.add(address);
            }
        }
        return read;
    }

    List<String> scopes(@Nullable List<@Nullable String> value) {
        var scopes = new TreeSet<Scope>();
        var given = value == null ? List.<@Nullable String>of() : value;
        for (int i = 0; i < given.size(); i++) {
            var text = String.valueOf(given.get(i));
            int at = i;
            Scope.of(text)
                    .ifPresentOrElse(
                            scopes::add,
                            () -> fields.add(
                                    "scopes[%d]".formatted(at),
                                    "known-scope",
                                    "scopes[%d] must be one of %s, was '%s'"
                                            .formatted(
                                                    at,
                                                    Arrays.stream(Scope.values())
                                                            .map(Scope::text)
                                                            .toList(),
                                                    Fields.quoted(text))));
        }
        return scopes.stream().map(Scope::text).toList();
    }

    void check() {
        fields.check();
    }

    static boolean permitted(String address) {
        if (address.length() > LONGEST_ADDRESS || address.indexOf('*') >= 0) {
            return false;
        }
        try {
            var uri = new URI(address);
            if (uri.getHost() == null || uri.getRawFragment() != null || uri.getRawUserInfo() != null) {
                return false;
            }
            var host = uri.getHost().toLowerCase(Locale.ROOT);
            return "https".equals(uri.getScheme()) || ("http".equals(uri.getScheme()) && LOOPBACK.contains(host));
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
