package io.foodflow.identity.oidc;

import io.foodflow.identity.oidc.clients.Scope;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Claims that an application asks for one by one (OpenID Connect Core §5.5): those of them that we know, for the answer
 * of userinfo and for the ID token. That one is essential changes nothing, since whatever there is is given.
 *
 * @param subject whom the request is about, if it says so
 */
record RequestedClaims(
        Set<String> userinfo, Set<String> idToken, @Nullable String subject) {

    static final RequestedClaims NONE = new RequestedClaims(Set.of(), Set.of(), null);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    RequestedClaims {
        userinfo = Set.copyOf(userinfo);
        idToken = Set.copyOf(idToken);
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
            return Optional.of(new RequestedClaims(
                    known(claims.path("userinfo")),
                    known(claims.path("id_token")),
                    subject.isString() ? subject.asString() : null));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /** Without those whose scope the application may not ask for. */
    RequestedClaims within(Collection<String> scopes) {
        return new RequestedClaims(within(userinfo, scopes), within(idToken, scopes), subject);
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
