package io.foodflow.identity.policy;

import io.foodflow.platform.http.Network;
import io.foodflow.platform.web.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the fields of a request about a policy and remembers every one that breaks a rule. Used once, by one thread. */
final class PolicyFields {

    private static final int MOST_ENTRIES = 100;
    private static final int LONGEST_SESSION_HOURS = 2_160;
    private static final Pattern DOMAIN =
            Pattern.compile("(?:[\\p{L}\\p{N}](?:[\\p{L}\\p{N}-]{0,61}[\\p{L}\\p{N}])?\\.)+[\\p{L}\\p{N}-]{2,63}");

    private final Fields fields = new Fields();

    @Nullable
    Integer sessionHours(@Nullable Integer value) {
        if (value != null && (value < 1 || value > LONGEST_SESSION_HOURS)) {
            fields.add(
                    "session_hours",
                    "range",
                    "session_hours must be 1..%d or null, was %d".formatted(LONGEST_SESSION_HOURS, value));
        }
        return value;
    }

    List<String> networks(@Nullable List<@Nullable String> value) {
        return entries(
                "allowed_networks",
                value,
                text -> Network.find(text).isPresent(),
                "must be a network as 10.1.0.0/16 or fd00::/8");
    }

    List<String> domains(@Nullable List<@Nullable String> value) {
        return entries(
                "registration_domains",
                value,
                text -> text.length() <= 253 && DOMAIN.matcher(text).matches(),
                "must be a domain as example.com");
    }

    String role(@Nullable String value, Set<String> known) {
        var role = value == null ? "viewer" : value;
        if (!known.contains(role)) {
            fields.add(
                    "registration_role",
                    "known-role",
                    "registration_role must be one of %s".formatted(new TreeSet<>(known)));
        }
        return role;
    }

    /** Refuses a policy that would keep its author out. */
    void keepIn(AccountPolicy policy, @Nullable String ip) {
        if (fields.sound() && !policy.admits(ip)) {
            fields.add(
                    "allowed_networks",
                    "own-address",
                    "allowed_networks must hold the address you call from, %s, or you could not sign in again"
                            .formatted(ip));
        }
    }

    /** Ends the request if any field broke a rule. */
    void check() {
        fields.check();
    }

    private List<String> entries(
            String field, @Nullable List<@Nullable String> value, Predicate<String> rule, String message) {
        var entries = new ArrayList<String>();
        if (value != null && value.size() > MOST_ENTRIES) {
            fields.add(
                    field,
                    "length",
                    "%s must have up to %d entries, had %d".formatted(field, MOST_ENTRIES, value.size()));
        } else if (value != null) {
            for (int i = 0; i < value.size(); i++) {
                var text = String.valueOf(value.get(i)).strip().toLowerCase(Locale.ROOT);
                if (!rule.test(text)) {
                    fields.add("%s[%d]".formatted(field, i), "form", "%s[%d] %s".formatted(field, i, message));
                }
                entries.add(text);
            }
        }
        return entries.stream().distinct().toList();
    }
}
