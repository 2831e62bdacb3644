package io.foodflow.identity.federation;

import io.foodflow.identity.federation.IdentityProvider.Claims;
import io.foodflow.identity.federation.IdentityProvider.RoleRule;
import io.foodflow.platform.web.Fields;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of a request about an identity provider and remembers every one that breaks a rule. Used once, by one
 * thread.
 */
final class ProviderFields {

    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_ISSUER = 500;
    private static final int LONGEST_CLIENT = 300;
    private static final int LONGEST_SECRET = 1_000;
    private static final int LONGEST_CLAIM = 100;
    private static final int LONGEST_VALUE = 300;
    private static final int MOST_ENTRIES = 50;
    private static final int MOST_RULES = 200;
    private static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]{1,100}");
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final Fields fields = new Fields();
    private final boolean httpOnLoopback;

    ProviderFields(boolean httpOnLoopback) {
        this.httpOnLoopback = httpOnLoopback;
    }

    String name(@Nullable String value) {
        return fields.line("name", value, LONGEST_NAME);
    }

    String issuer(@Nullable String value) {
        var issuer = fields.line("issuer", value, LONGEST_ISSUER);
        if (!issuer.isEmpty() && !isIssuer(issuer)) {
            fields.add(
                    "issuer",
                    "issuer",
                    "issuer must be an https:// address without query and fragment, as the provider's discovery document"
                            + " has it, was '%s'".formatted(Fields.quoted(issuer)));
        }
        return issuer;
    }

    private boolean isIssuer(String issuer) {
        try {
            var uri = new URI(issuer);
            return uri.getHost() != null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null
                    && uri.getRawUserInfo() == null
                    && isUsable(uri, httpOnLoopback);
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** Whether an address may be called or sent to: https, or where that is allowed http on the loopback. */
    static boolean isUsable(URI uri, boolean httpOnLoopback) {
        var host = uri.getHost();
        return host != null
                && ("https".equals(uri.getScheme())
                        || (httpOnLoopback
                                && "http".equals(uri.getScheme())
                                && LOOPBACK.contains(host.toLowerCase(Locale.ROOT))));
    }

    String clientId(@Nullable String value) {
        return fields.line("client_id", value, LONGEST_CLIENT);
    }

    @Nullable
    String clientSecret(@Nullable String value) {
        return fields.lineIfGiven("client_secret", value, LONGEST_SECRET);
    }

    List<String> scopes(@Nullable List<@Nullable String> value) {
        var scopes = value == null ? List.of("openid", "email", "profile") : entries("scopes", value, MOST_ENTRIES);
        for (int i = 0; i < scopes.size(); i++) {
            if (!SCOPE.matcher(scopes.get(i)).matches()) {
                fields.add("scopes[%d]".formatted(i), "form", "scopes[%d] is no scope of OAuth".formatted(i));
            }
        }
        if (!scopes.contains("openid")) {
            fields.add("scopes", "openid", "scopes must hold openid");
        }
        return scopes;
    }

    Claims claims(IdentityProviderController.@Nullable ClaimNames names) {
        if (names == null) {
            return new Claims("email", "given_name", "family_name", null);
        }
        var groups = fields.lineIfGiven("claims.groups", names.groups(), LONGEST_CLAIM);
        return new Claims(
                claim("claims.email", names.email(), "email"),
                claim("claims.first_name", names.firstName(), "given_name"),
                claim("claims.last_name", names.lastName(), "family_name"),
                groups == null || groups.isEmpty() ? null : groups);
    }

    private String claim(String field, @Nullable String value, String normal) {
        var claim = fields.lineIfGiven(field, value, LONGEST_CLAIM);
        return claim == null || claim.isEmpty() ? normal : claim;
    }

    List<String> roles(String field, @Nullable List<@Nullable String> value, Set<String> known) {
        var roles = entries(field, value, MOST_ENTRIES);
        for (int i = 0; i < roles.size(); i++) {
            if (!known.contains(roles.get(i))) {
                fields.add(
                        "%s[%d]".formatted(field, i),
                        "known-role",
                        "%s[%d] must be one of %s, was '%s'"
                                .formatted(field, i, new TreeSet<>(known), Fields.quoted(roles.get(i))));
            }
        }
        return roles;
    }

    /** Rules by value; what several rules say of one value is joined. */
    List<RoleRule> rules(
            @Nullable List<IdentityProviderController.@Nullable Rule> value,
            @Nullable String groups,
            Set<String> known) {
        if (value == null || value.isEmpty()) {
            return List.of();
        }
        if (value.size() > MOST_RULES) {
            fields.add("role_rules", "length", "role_rules must have up to %d rules".formatted(MOST_RULES));
            return List.of();
        }
        if (groups == null) {
            fields.add("claims.groups", "required", "claims.groups is required where role_rules has rules");
        }
        var rules = new TreeMap<String, Set<String>>();
        for (int i = 0; i < value.size(); i++) {
            var rule = value.get(i);
            var of = rule == null ? null : rule.value();
            var text = fields.line("role_rules[%d].value".formatted(i), of, LONGEST_VALUE);
            var roles = roles("role_rules[%d].roles".formatted(i), rule == null ? null : rule.roles(), known);
            rules.computeIfAbsent(text, missing -> new TreeSet<>()).addAll(roles);
        }
        return rules.entrySet().stream()
                .map(rule -> new RoleRule(rule.getKey(), List.copyOf(rule.getValue())))
                .toList();
    }

    List<String> secondFactorValues(@Nullable List<@Nullable String> value) {
        return entries("second_factor_values", value, MOST_ENTRIES);
    }

    List<String> domains(@Nullable List<@Nullable String> value) {
        var written = entries("domains", value, MOST_ENTRIES);
        var domains = new TreeSet<String>();
        for (int i = 0; i < written.size(); i++) {
            var name = DomainName.parse(written.get(i));
            if (name.isEmpty()) {
                fields.add(
                        "domains[%d]".formatted(i),
                        "domain",
                        "domains[%d] must be a domain as example.com, was '%s'"
                                .formatted(i, Fields.quoted(written.get(i))));
            } else {
                domains.add(name.get().text());
            }
        }
        return List.copyOf(domains);
    }

    void check() {
        fields.check();
    }

    private List<String> entries(String field, @Nullable List<@Nullable String> value, int most) {
        var entries = new ArrayList<String>();
        if (value != null && value.size() > most) {
            fields.add(field, "length", "%s must have up to %d entries, had %d".formatted(field, most, value.size()));
        } else if (value != null) {
            for (int i = 0; i < value.size(); i++) {
                entries.add(fields.line("%s[%d]".formatted(field, i), value.get(i), LONGEST_VALUE));
            }
        }
        return entries.stream().distinct().toList();
    }
}
