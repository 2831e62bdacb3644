package io.foodflow.identity.oidc;

import io.foodflow.identity.oidc.clients.OAuthClient;
import io.foodflow.identity.oidc.clients.OAuthClient.GrantType;
import io.foodflow.identity.oidc.clients.Scope;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationToken;

/** What an application sent to the authorization endpoint, each parameter once; those that nobody knows are left out. */
record AuthorizationParameters(Map<String, String> values) {

    private static final List<String> KNOWN = List.of(
            "client_id",
            "redirect_uri",
            "response_type",
            "response_mode",
            "scope",
            "state",
            "nonce",
            "prompt",
            "max_age",
            "acr_values",
            "login_hint",
            "id_token_hint",
            "ui_locales",
            "claims",
            "code_challenge",
            "code_challenge_method",
            "request",
            "request_uri",
            "registration");
    /** What later steps need of a request that was answered with a code. */
    private static final List<String> KEPT =
            List.of("nonce", "claims", "acr_values", "code_challenge", "code_challenge_method");

    private static final int LONGEST = 4_096;
    private static final int LONGEST_TOGETHER = 8_192;

    AuthorizationParameters {
        values = Map.copyOf(values);
    }

    /** Empty if a known parameter comes twice or is too long, or all together are. */
    static Optional<AuthorizationParameters> read(Map<String, String[]> sent) {
        var values = new LinkedHashMap<String, String>();
        for (var name : KNOWN) {
            var given = sent.get(name);
            if (given != null) {
                if (given.length != 1 || given[0].length() > LONGEST || given[0].indexOf('\0') >= 0) {
                    return Optional.empty();
                }
                if (!given[0].isEmpty()) {
                    values.put(name, given[0]);
                }
            }
        }
        int together = values.values().stream().mapToInt(String::length).sum();
        return together > LONGEST_TOGETHER ? Optional.empty() : Optional.of(new AuthorizationParameters(values));
    }

    @Nullable
    String get(String name) {
        return values.get(name);
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    Set<String> words(String name) {
        var text = values.getOrDefault(name, "").strip();
        return text.isEmpty() ? Set.of() : new LinkedHashSet<>(Arrays.asList(text.split(" +")));
    }

    boolean prompts(String what) {
        return words("prompt").contains(what);
    }

    /** The scopes that count: those we know, and a refresh token only for who may have one. */
    Set<String> scopes(@Nullable OAuthClient client) {
        var scopes = new LinkedHashSet<String>();
        for (var word : words("scope")) {
            boolean counts = Scope.of(word)
                    .filter(scope -> scope != Scope.OFFLINE_ACCESS
                            || client == null
                            || client.grantTypes().contains(GrantType.REFRESH_TOKEN))
                    .isPresent();
            if (counts) {
                scopes.add(word);
            }
        }
        return scopes;
    }

    /** The claims asked for one by one that the application may have and that its scopes do not open anyway. */
    RequestedClaims claims(OAuthClient client) {
        return RequestedClaims.parse(get("claims")).orElse(RequestedClaims.NONE).within(client.scopes());
    }

    /** The classes of sign-in ({@code acr}) that are wanted, the best first; empty for any. */
    List<String> classes() {
        return RequestedClaims.classes(get("claims"), words("acr_values"));
    }

    /** The classes of which the sign-in has to be one of; empty if any will do. */
    List<String> essentialClasses() {
        return RequestedClaims.parse(get("claims")).orElse(RequestedClaims.NONE).essentialClasses();
    }

    /** The request as the protocol's code has it, by whoever is signed in. */
    OAuth2AuthorizationCodeRequestAuthenticationToken by(
            Authentication who, Issuer issuer, @Nullable OAuthClient client) {
        var kept = new LinkedHashMap<String, Object>();
        KEPT.stream().filter(this::has).forEach(name -> kept.put(name, values.get(name)));
        return new OAuth2AuthorizationCodeRequestAuthenticationToken(
                issuer.endpoint("authorize"),
                values.getOrDefault("client_id", "none"),
                who,
                get("redirect_uri"),
                get("state"),
                scopes(client),
                kept);
    }
}
