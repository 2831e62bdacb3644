package io.foodflow.identity.oidc;

import io.foodflow.identity.oidc.clients.Scope;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Claims that an application asks for one by one (OpenID Connect Core §5.5): those of them that we know, for the answer
 * of userinfo and for the ID token. That one is essential changes nothing, since whatever there is is given, but for
 * {@code acr}: a sign-in of another class than an essential one has failed (§5.5.1.1).
 *
 * @param subject whom the request is about, if it says so
 * @param classes values of {@code acr} that are wanted, the best first
 * @param essential whether the sign-in has to be of one of them
 */
record RequestedClaims(
        Set<String> userinfo, Set<String> idToken, @Nullable String subject, List<String> classes, boolean essential) {

    static final RequestedClaims NONE = new RequestedClaims(Set.of(), Set.of(), null, List.of(), false);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    RequestedClaims {
        userinfo = Set.copyOf(userinfo);
        idToken = Set.copyOf(idToken);
        classes = List.copyOf(classes);
    }

    /** The classes of sign-in that a request wants by its claims, or else by its {@code acr_values}. */
    static List<String> classes(@Nullable Object claims, Collection<String> values) {
        var named = parse(claims).orElse(NONE).classes();
        return named.isEmpty() ? List.copyOf(values) : named;
    }

    /** The classes of which the sign-in has to be one of; empty if any will do. */
    List<String> essentialClasses() {
        return essential ? classes : List.of();
    }

    /** Reads the parameter; empty if it is not what the specification has. */
    static Optional<RequestedClaims> parse(@Nullable Object text) {
        if (text == null || text.toString().isBlank()) {
            return Optional.of(NONE);
        }
        try {
            var claims = JSON.readTree(text.toString());
            if (!claims.isObject()) {
                return Optional.empty();
            }
            var subject = claims.path("id_token").path("sub").path("value");
            var acr = claims.path("id_token").path("acr");
            return Optional.of(new RequestedClaims(
                    known(claims.path("userinfo")),
                    known(claims.path("id_token")),
                    subject.isString() ? subject.asString() : null,
                    classes(acr),
                    acr.path("essential").asBoolean(false)));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /** Without those whose scope the application may not ask for. */
    RequestedClaims within(Collection<String> scopes) {
        return new RequestedClaims(within(userinfo, scopes), within(idToken, scopes), subject, classes, essential);
    }

    /** All, in order. */
    Set<String> all() {
        var all = new TreeSet<>(userinfo);
        all.addAll(idToken);
        return all;
    }

    private static Set<String> within(Set<String> claims, Collection<String> scopes) {
        var permitted = new TreeSet<String>();
        for (var claim : claims) {
            if (Scope.opening(claim)
                    .filter(scope -> scopes.contains(scope.text()))
                    .isPresent()) {
                permitted.add(claim);
            }
        }
        return permitted;
    }

    private static List<String> classes(JsonNode acr) {
        var one = acr.path("value");
        return one.isString()
                ? List.of(one.asString())
                : acr.path("values").values().stream()
                        .filter(JsonNode::isString)
                        .map(JsonNode::asString)
                        .toList();
    }

    private static Set<String> known(JsonNode claims) {
        var known = new TreeSet<String>();
        for (var claim : claims.propertyNames()) {
            if (Scope.opening(claim).isPresent()) {
                known.add(claim);
            }
        }
        return known;
    }
}
