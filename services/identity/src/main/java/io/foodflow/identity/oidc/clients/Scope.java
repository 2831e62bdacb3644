package io.foodflow.identity.oidc.clients;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What an application may ask for. Scopes that are none of these are ignored, as OpenID Connect has it. */
public enum Scope {
    /** Who the person is: without it there is no ID token. */
    OPENID("sub"),
    PROFILE("name", "given_name", "family_name", "updated_at"),
    EMAIL("email", "email_verified"),
    /** The company and the roles in it. */
    FOODFLOW("tenant", "roles"),
    /** To go on when the person is not there: a refresh token. */
    OFFLINE_ACCESS();

    private final String claims;

    Scope(String... claims) {
        this.claims = String.join(" ", claims);
    }

    /** As it is sent. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The claims it opens. */
    public List<String> claims() {
        return claims.isEmpty() ? List.of() : List.of(claims.split(" "));
    }

    /** The scope of that name. */
    public static Optional<Scope> of(String text) {
        return Arrays.stream(values())
                .filter(scope -> scope.text().equals(text))
                .findFirst();
    }

    /** The scope that opens a claim. */
    public static Optional<Scope> opening(String claim) {
        return Arrays.stream(values())
                .filter(scope -> scope.claims().contains(claim))
                .findFirst();
    }
}
