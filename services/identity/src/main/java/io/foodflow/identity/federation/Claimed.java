package io.foodflow.identity.federation;

import io.foodflow.identity.federation.IdentityProvider.Claims;
import io.foodflow.platform.web.Fields;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a provider says of somebody who signed in there: the claims of the ID token and of userinfo. Nothing of it is
 * trusted beyond its signature.
 */
final class Claimed {

    private static final int MOST_GROUPS = 1_000;
    private static final int MOST_METHODS = 20;
    private static final int LONGEST_TEXT = 300;
    /** The end of the year 9999: any time after it is made up. */
    private static final long LAST_SECOND = 253_402_300_799L;

    private static final List<String> OF_THE_ID_TOKEN = List.of("amr", "acr", "auth_time", "sid");

    private final Claims names;
    private final Map<String, Object> claims;

    Claimed(Claims names, Map<String, Object> claims) {
        this.names = names;
        this.claims = new LinkedHashMap<>(claims);
    }

    /**
     * The same with what userinfo adds; what the ID token says counts. That an address is verified is said of the address
     * beside it, and of no other. How somebody signed in is for the ID token alone to say.
     */
    Claimed with(Map<String, Object> userinfo) {
        var all = new LinkedHashMap<>(userinfo);
        var more = new Claimed(names, userinfo);
        if (email().isPresent() && !email().equals(more.email())) {
            all.remove("email_verified");
        }
        OF_THE_ID_TOKEN.forEach(all::remove);
        all.putAll(claims);
        return new Claimed(names, all);
    }

    /** Who it is, for ever, at that provider. */
    String subject() {
        return String.valueOf(claims.get("sub"));
    }

    Optional<String> email() {
        return text(names.email());
    }

    /**
     * Whether the provider vouches for the address; empty if it does not say. What it says is of the claim {@code email}:
     * of an address from another claim only if both are the same.
     */
    Optional<Boolean> emailVerified() {
        return Optional.ofNullable(claims.get("email_verified"))
                .filter(said -> email().equals(text("email")))
                .map(value -> Boolean.TRUE.equals(value) || "true".equals(value));
    }

    Optional<String> firstName() {
        return text(names.firstName());
    }

    Optional<String> lastName() {
        return text(names.lastName());
    }

    /** What a user is called, where the name is not given in two parts. */
    Optional<String> name() {
        return text("name");
    }

    /** The values of the groups claim; none if there is no such claim. */
    List<String> groups() {
        return names.groups() == null ? List.of() : texts(find(names.groups()));
    }

    /** Whether the provider has more groups than fit into a token, and gives none of them (as Entra ID does). */
    boolean groupsLeftOut() {
        return names.groups() != null
                && find(names.groups()) == null
                && claims.get("_claim_names") instanceof Map<?, ?> elsewhere
                && elsewhere.containsKey(names.groups());
    }

    /**
     * Whether the ID token says that there was a second factor: one of its methods, a list, is one of the values, or its
     * class, one text, is.
     */
    boolean hasSecondFactor(List<String> values) {
        boolean byMethod = claims.get("amr") instanceof Collection<?> methods
                && texts(methods).stream().anyMatch(values::contains);
        boolean byClass = claims.get("acr") instanceof String acr && values.contains(acr);
        return byMethod || byClass;
    }

    /** How the ID token says that somebody signed in: its {@code amr}. */
    List<String> methods() {
        return claims.get("amr") instanceof Collection<?> methods
                ? texts(methods).stream()
                        .filter(method -> method.matches("[\\x21-\\x7E]{1,60}"))
                        .limit(MOST_METHODS)
                        .toList()
                : List.of();
    }

    /** When the ID token says that the person was asked. */
    Optional<Instant> authenticatedAt() {
        return Optional.ofNullable(claims.get("auth_time"))
                .filter(Number.class::isInstance)
                .map(seconds -> Instant.ofEpochSecond(Math.clamp(((Number) seconds).longValue(), 0, LAST_SECOND)));
    }

    /** What the provider calls its session, if it does. */
    Optional<String> session() {
        return claims.get("sid") instanceof String sid
                        && !sid.isEmpty()
                        && sid.length() <= LONGEST_TEXT
                        && Fields.isPlain(sid)
                ? Optional.of(sid)
                : Optional.empty();
    }

    /** Whether a claim that was asked for is not there, so that userinfo is worth a question. */
    boolean lacksSomething() {
        return email().isEmpty()
                || !claims.containsKey("email_verified")
                || firstName().isEmpty()
                || (names.groups() != null && find(names.groups()) == null);
    }

    /** All of them. */
    Map<String, Object> all() {
        return new LinkedHashMap<>(claims);
    }

    private Optional<String> text(String name) {
        return find(name) instanceof String text
                        && !text.isBlank()
                        && text.length() <= LONGEST_TEXT
                        && Fields.isPlain(text)
                ? Optional.of(text.strip())
                : Optional.empty();
    }

    private static List<String> texts(@Nullable Object value) {
        var texts = new ArrayList<String>();
        var values = value instanceof Collection<?> several ? several : value == null ? List.of() : List.of(value);
        for (var one : values) {
            if (one instanceof String text && text.length() <= LONGEST_TEXT && texts.size() < MOST_GROUPS) {
                texts.add(text);
            }
        }
        return texts;
    }

    /** A claim by its name, or a claim within claims by their names with points between. */
    private @Nullable Object find(String name) {
        if (claims.containsKey(name)) {
            return claims.get(name);
        }
        Object at = claims;
        for (var part : name.split("\\.", -1)) {
            at = at instanceof Map<?, ?> map ? map.get(part) : null;
        }
        return at;
    }
}
